"""When one household is to be visited next agrees with the list of all that are due."""

from pathlib import Path

from app.operations.household_dues import next_visit
from app.operations.openings import sign_in
from app.operations.samples import make_sample_office
from app.operations.visit_dues import visits_due
from tests.operations.offices import PASSWORD


def test_one_household_is_told_what_the_list_of_all_says(tmp_path: Path):
    make_sample_office(tmp_path / "office", 60, password=PASSWORD)
    office = sign_in(tmp_path / "office", "clerk", PASSWORD)
    due = {one.household_id: one for one in visits_due(office, ahead=400)}
    for (household,) in office.archive.read("SELECT id FROM household"):
        one, listed = next_visit(office, household), due.get(household)
        if listed is None:
            assert one is None
        else:
            assert one is not None
            assert (one.due_on, one.days_over, one.last_on) == (
                listed.due_on,
                listed.days_over,
                listed.last_on,
            )
            assert (one.rule, bool(one.person)) == (listed.rule, bool(listed.person))
    assert due
