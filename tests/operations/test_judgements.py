"""Judgements that were used are kept with their packs, and come out the same whatever changes later."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Problem
from app.operations.batches import undo_batch
from app.operations.cases.opening import open_case
from app.operations.families import add_member
from app.operations.judgements import judgements_of, replay
from app.operations.offices import Office
from app.operations.packs import install_pack, remove_pack
from app.operations.papers import Order, make_papers
from app.operations.places import villages
from app.operations.standards import Question
from app.paths import forms
from app.rules.formfiles import load_forms
from app.rules.kept_dossiers import dossier_kept, kept_dossier
from app.rules.packs import shipped_shelf
from tests.documents.helped import measure
from tests.documents.households import household, income, member
from tests.operations.offices import MONDAY, a_person, an_office
from tests.operations.test_assessing import ON, a_poor_household, answer, change
from tests.rules.packs.builders import EDITION, LINE, LINES, STANDARD, TOWN, a_pack

BY = "shaanxi-household"
EDITS = ("income", "house", "member", "leave", "delete", "person", "rise")
RULES = ("pack", "newer", "off", "program")


@pytest.fixture
def office(tmp_path):
    with_clock = an_office(tmp_path, TOWN)
    yield with_clock
    with_clock.close()


def a_poor_home(office: Office, name: str = "Zhao") -> str:
    """A household that is poor still, so that it may be let out."""
    one = a_poor_household(office, name)
    answer(office, one, "standing", {"poverty_status": "0"})
    return one


def exit_case(office: Office, *homes: str):
    question = Question(BY, ON)
    return open_case(office, "poor-exit", villages(office)[0].id, homes, judged=question, on=ON)


def test_a_case_keeps_by_which_packs_items_and_numbers_its_households_were_judged(office, tmp_path):
    _, data = a_pack(tmp_path / "p", {LINE: LINES})
    install_pack(office, "a.zip", data)
    one = a_poor_home(office)
    made = exit_case(office, one)
    (kept,) = judgements_of(office, one)
    assert (kept.standard, kept.on, kept.use, kept.case_id) == (BY, ON, "case", made.id)
    assert [(pack.key, pack.version) for pack in kept.packs] == [("shaanxi-2014", 1), ("hanyin", 1)]
    first = kept.items[0]
    assert (first.item, first.state, first.value, first.needed) == ("income", "pass", "9000.00", "3600")
    assert (first.pack, first.source) == ("hanyin", "S 3")
    assert {one.pack for one in kept.items[1:]} == {"shaanxi-2014"}
    told = replay(office, kept.id)
    assert told.same and told.from_log and told.judgement.state == kept.state
    undo_batch(office, made.batch)
    assert judgements_of(office, one) == []


def test_a_case_opened_without_a_judgement_keeps_none(office):
    one = a_poor_home(office)
    open_case(office, "poor-exit", villages(office)[0].id, [one], on=ON)
    assert judgements_of(office, one) == []
    assert office.archive.read("SELECT count(*) FROM rulebook") == [(0,)]


def test_the_words_of_many_judgements_are_kept_once(office):
    homes = [a_poor_home(office, name) for name in ("Zhao", "Qian", "Sun")]
    exit_case(office, *homes)
    assert office.archive.read("SELECT count(*), sum(length(body)) < 100000 FROM rulebook") == [(1, 1)]


@settings(max_examples=8, deadline=None)
@given(later=st.lists(st.sampled_from(EDITS + RULES), max_size=7))
def test_a_judgement_comes_out_the_same_after_any_later_edits_packs_and_programs(tmp_path_factory, later):
    folder = tmp_path_factory.mktemp("judged")
    office = an_office(folder, TOWN)
    try:
        one = a_poor_home(office)
        add_member(office, one, a_person("Wu", relation="02", year=2019))
        exit_case(office, one)
        (kept,) = judgements_of(office, one)
        for nth, what in enumerate(later):
            later_change(office, one, what, folder, nth + 1)
        assert judgements_of(office, one) == [kept]
        told = replay(office, kept.id)
        assert told.same and told.from_log is True
    finally:
        office.close()


def later_change(office: Office, one: str, what: str, folder: Path, nth: int) -> None:
    """One later change of the household, of the packs, or of what ships with the program."""
    if what in EDITS:
        change(office, one, what)
    elif what == "off":
        if office.shelf.layers:
            remove_pack(office, "hanyin")
    elif what == "program":
        newer_program(office, folder / f"forms{nth}")
    else:
        files = {STANDARD: EDITION} if what == "newer" else {STANDARD: EDITION, LINE: LINES}
        _, data = a_pack(folder / f"p{nth}", files, version=nth)
        install_pack(office, "a.zip", data)


def newer_program(office: Office, folder: Path) -> None:
    """As if a newer version of the program had been installed, whose forms say other things."""
    shutil.copytree(forms(), folder)
    line = folder / "lines" / "income_line.toml"
    line.write_text(line.read_text(encoding="utf-8").replace("3218", "9999"), encoding="utf-8")
    standard = folder / "standards" / "30-shaanxi-household.toml"
    standard.write_text(standard.read_text(encoding="utf-8").replace('"above"', '"below"'), encoding="utf-8")
    office.shelf = shipped_shelf(folder, office.shelf.layers)
    office.forms = load_forms(office.shelf)
    office.kept.clear()


def test_a_judgement_whose_words_or_facts_were_damaged_says_so(office):
    one = a_poor_home(office)
    exit_case(office, one)
    (kept,) = judgements_of(office, one)
    with office.archive.work("clerk", at=MONDAY) as work:
        work.update("judgement", kept.id, {"facts": "{}"})
    with pytest.raises(Problem, match=r"judgements\.damaged"):
        replay(office, kept.id)
    with office.archive.work("clerk", at=MONDAY) as work:
        (row,) = work.read("SELECT id FROM rulebook", ())
        work.update("rulebook", row[0], {"body": "AAAA"})
    with pytest.raises(Problem, match=r"judgements\.damaged"):
        replay(office, kept.id)
    with pytest.raises(Problem, match=r"judgements\.gone"):
        replay(office, "none")


def test_what_was_kept_of_a_household_is_the_household():
    whole = household(
        members=(member(1, "Zhang", "01", health=("1", "3"), birth_date=date(1960, 5, 1)),),
        incomes=(income(1, "wages.work", "1.50"),),
        extra={"assurance": {"food": True}},
        help={"measure": (measure(1),)},
    )
    assert dossier_kept(kept_dossier(whole)) == whole


def test_a_paper_that_judges_keeps_what_it_said_once(office, tmp_path):
    one = a_poor_home(office)
    for nth in range(2):
        make_papers(office, Order("exit-check", household=one), tmp_path / f"{nth}.pdf")
    (kept,) = judgements_of(office, one)
    assert (kept.use, kept.on, kept.year) == ("paper", MONDAY.date(), 2019)
    told = replay(office, kept.id)
    assert told.same and told.from_log
    make_papers(office, Order("card", household=one), tmp_path / "card.pdf")
    change(office, one, "income")
    make_papers(office, Order("exit-check", households=(one,), year=2019), tmp_path / "again.xlsx")
    assert len(judgements_of(office, one)) == 2
    assert all(replay(office, this.id).same for this in judgements_of(office, one))
