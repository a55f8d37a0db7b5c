"""What a user may do, and where: held by every operation that writes, and by those that read one household."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations import attachments, batches, corrections, entries, families, users, years
from app.operations.dossiers import Choice
from app.operations.doubts import find_doubts, settle
from app.operations.edits import save_answers
from app.operations.histories import household_history
from app.operations.imports import import_workbooks
from app.operations.offices import Clerk, Office
from app.operations.openings import sign_in
from app.operations.pages import household_document
from app.operations.papers import Order, make_papers
from app.operations.places import villages
from app.operations.subjects import Subject
from tests.operations.offices import MONDAY, PASSWORD, a_household, a_person, an_office

Deed = Callable[[Office, str], object]
DAY = date(2026, 1, 5)

WRITING: dict[str, Deed] = {
    "save": lambda office, one: save_answers(office, Subject("household", one), {"phone": "13900000000"}),
    "save a year": lambda office, one: save_answers(office, Subject("conditions", one, 2025), {"fuel": "01"}),
    "correct": lambda office, one: corrections.correct_household(
        office, one, [(Subject("household", one), {"phone": "1"})]
    ),
    "add a line": lambda office, one: entries.save_entry(
        office, "income", one, {"kind": "wages.work"}, linked={"year": 2025}
    ),
    "delete a line": lambda office, one: entries.delete_entry(office, "income", one, "none"),
    "add a member": lambda office, one: families.add_member(office, one, a_person("Jun", relation="03")),
    "end a membership": lambda office, one: families.end_membership(office, one, "none", DAY, "1"),
    "change the head": lambda office, one: families.change_head(office, one, "none", {}),
    "close": lambda office, one: families.close_household(office, one, DAY, "1"),
    "confirm": lambda office, one: years.confirm_year(office, one, 2025),
    "attach": lambda office, one: attachments.attach_file(office, one, Path(__file__)),
}
READING: dict[str, Deed] = {
    "lines": lambda office, one: entries.list_entries(office, "income", one),
    "history": household_history,
    "attachments": attachments.list_attachments,
    "reveal": lambda office, one: corrections.note_reveal(office, one, "person.id_number"),
    "document": household_document,
}
OF_APPROVERS: dict[str, Deed] = {
    "add a user": lambda office, _: users.add_user(office, "wu", "", PASSWORD, "view"),
    "change a user": lambda office, _: users.change_user(office, office.user.id, "", "approve", ()),
    "close a user": lambda office, _: users.close_user(office, "x"),
    "set a password": lambda office, _: users.set_password(office, "clerk", PASSWORD),
    "renew the code": lambda office, _: users.renew_recovery(office),
}


def as_user(office: Office, role: str, village: int | None = None) -> None:
    """Another user signs in, kept to the office's n-th village if one is given."""
    office.user = Clerk("x", "chen", "Chen Hua", "view")
    mine = () if village is None else (villages(office)[village].id,)
    office.user = Clerk("x", "chen", "Chen Hua", role, mine)  # type: ignore[arg-type]


def size_of_log(office: Office) -> int:
    return int(office.archive.read("SELECT count(*) FROM change")[0][0])


def test_who_may_only_view_writes_nothing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    as_user(office, "view")
    before = size_of_log(office)
    more: dict[str, Deed] = {
        "add a household": lambda o, _: families.add_household(
            o, villages(o)[0].id, {}, a_person("Li", relation="01")
        ),
        "open a year": lambda o, _: years.open_year(o, 2026, Choice()),
        "undo": lambda o, _: batches.undo_batch(o, "none"),
        "import": lambda o, _: import_workbooks(o, [Path(__file__)]),
        "settle": lambda o, _: settle(o, [find_doubts(o)[0].doubt], "known"),
    }
    for name, deed in {**WRITING, **OF_APPROVERS, **more}.items():
        with pytest.raises(Problem) as refused:
            deed(office, household)
        assert refused.value.code == "office.role_too_small", name
    assert size_of_log(office) == before


def test_who_may_enter_manages_no_users(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    as_user(office, "enter")
    for name, deed in OF_APPROVERS.items():
        with pytest.raises(Problem) as refused:
            deed(office, "")
        assert refused.value.code == "office.role_too_small", name


def test_a_user_of_one_village_reads_and_writes_no_other(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    as_user(office, "enter", village=1)
    before = size_of_log(office)
    for name, deed in {**WRITING, **READING}.items():
        with pytest.raises(Problem) as refused:
            deed(office, household)
        assert refused.value.code in ("office.village_not_yours", "finding.no_household"), name
    assert size_of_log(office) == before


def test_a_user_of_one_village_prints_no_other(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    as_user(office, "enter", village=1)
    for order in (Order("card", households=(household,)), Order("card"), Order("village-roster")):
        with pytest.raises(Problem) as refused:
            make_papers(office, order, tmp_path / "paper.pdf")
        assert refused.value.code == "papers.nobody"


def test_a_member_is_written_by_the_village_he_lives_in_now(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    left, now = a_household(office, number="11010519491231002X"), a_household(office, village=1, name="Wang")
    ((person, place),) = office.archive.read(
        "SELECT person_id, id FROM membership WHERE household_id = ?", (left,)
    )
    families.end_membership(office, left, place, DAY, "2")
    families.add_member(office, now, a_person("Zhao", "11010519491231002X", relation="99"))
    as_user(office, "enter", village=1)
    assert save_answers(office, Subject("person", person), {"name": "Zhao Min"}).changes == 1
    as_user(office, "enter", village=0)
    with pytest.raises(Problem):
        save_answers(office, Subject("person", person), {"name": "Zhao"})


def test_a_line_of_another_household_is_not_touched(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    other, mine = a_household(office), a_household(office, village=1)
    line = entries.save_entry(office, "income", other, {"kind": "wages.work"}, linked={"year": 2025})
    as_user(office, "enter", village=1)
    with pytest.raises(Problem):
        entries.delete_entry(office, "income", mine, line)
    with pytest.raises(Problem):
        entries.save_entry(office, "income", mine, {"kind": "wages.casual"}, entry=line)


def test_a_batch_that_reaches_into_other_villages_is_not_undone(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office)
    mine = a_household(office, village=1)
    batch, made = years.open_year(office, 2026, Choice())
    assert made
    as_user(office, "enter", village=1)
    with pytest.raises(Problem) as refused:
        batches.undo_batch(office, batch)
    assert refused.value.code == "office.village_not_yours"
    own = corrections.correct_household(office, mine, [(Subject("household", mine), {"phone": "1"})])
    assert batches.undo_batch(office, own.batch).changes


def test_users_come_go_and_change_their_passwords(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    chen = users.add_user(office, "chen", "Chen Hua", "first-password", "enter", (villages(office)[1].id,))
    with pytest.raises(Problem):
        users.add_user(office, "chen", "Another", "first-password", "enter")
    his = sign_in(office.folder, "chen", "first-password", clock=lambda: MONDAY)
    assert (his.user.role, his.user.villages) == ("enter", (villages(office)[1].id,))
    users.change_password(his, "first-password", "second-password")
    his.close()
    with pytest.raises(Problem) as wrong:
        sign_in(office.folder, "chen", "first-password", clock=lambda: MONDAY)
    assert wrong.value.code == "storage.wrong_password"
    users.close_user(office, chen)
    with pytest.raises(Problem):
        sign_in(office.folder, "chen", "second-password", clock=lambda: MONDAY)
    assert [(one.name, one.closed) for one in users.list_users(office)] == [("clerk", False), ("chen", True)]


def test_the_last_approver_stays_one(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with pytest.raises(Problem) as refused:
        users.change_user(office, office.user.id, "Zhou Min", "enter", ())
    assert refused.value.code == "users.last_approver"
    with pytest.raises(Problem):
        users.close_user(office, office.user.id)
