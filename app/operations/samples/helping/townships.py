"""Puts help into an office whose households were imported."""

from collections.abc import Mapping

from app.operations.offices import Office
from app.operations.samples.helping.cadres import let_one_go, make_staff, write_staff
from app.operations.samples.helping.checks import make_checks, write_checks
from app.operations.samples.helping.lastyears import add_last_year
from app.operations.samples.helping.pairings import make_pairings
from app.operations.samples.helping.plans import make_plans
from app.operations.samples.helping.scenes import set_scene
from app.operations.samples.helping.specials import mark_people, write_marks
from app.operations.samples.helping.visits import make_visits
from app.operations.snapshots import make_snapshots


def add_help(office: Office, seed: int, names: Mapping[str, str], last: int) -> None:
    """Cadres, pairings, plans, visits, what was found, checks and yearly results for an office's households.

    `names`: `county` and `township` of the place; `last`: the newest year whose figures are whole.
    """
    add_last_year(office, seed, last)
    scene = set_scene(office, seed, names, last)
    special = mark_people(scene)
    staff = make_staff(scene)
    pairs = make_pairings(scene, staff)
    let_one_go(scene, staff)
    plans = make_plans(scene, pairs)
    visits = make_visits(scene, staff, pairs)
    checks = make_checks(scene, staff)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        write_marks(work, special)
        write_staff(work, staff)
        work.create_many("pairing", pairs.rows)
        work.create_many("plan", plans.plans)
        work.create_many("measure", plans.measures)
        work.create_many("visit", visits.visits)
        work.create_many("finding", visits.findings)
        write_checks(work, checks)
    for year in (last - 1, last):
        make_snapshots(office, year)
