"""Who belongs to a household: new households, members who come and go, the change of a head, the end of a household."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.errors import Problem
from app.operations.edits import write_answers
from app.operations.offices import Office, need_household, need_role, need_village
from app.operations.places import villages
from app.operations.reasons import CHANGE_HEAD
from app.operations.rows import kept_answers
from app.operations.subjects import Subject
from app.rules.dossiers import HEAD, Answers, Value
from app.rules.idnumbers import birth_date, sex
from db.works import Work


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to be put into a household: identity, relation and dates, and how he fares in `year`."""

    person: Answers
    membership: Answers
    year: int
    circumstances: Answers = field(default_factory=dict)


def add_household(office: Office, division_id: str, answers: Answers, head: NewMember) -> str:
    """Make a household with its head; gives the household's id."""
    need_role(office, "enter")
    need_village(office, division_id)
    record = office.forms.records["household"]
    with office.archive.work(office.user.name, at=office.clock()) as work:
        household = work.create("household", {"division_id": division_id, **kept_answers(record, answers)})
        put_in(office, work, household, head, relation=HEAD)
    return household


def add_member(office: Office, household_id: str, member: NewMember) -> str:
    """Put a person into a household; gives the person's id.

    A person known by ID number is not made twice: he is refused while he still stands in another household.
    """
    need_household(office, household_id)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        return put_in(office, work, household_id, member)


def put_in(
    office: Office, work: Work, household_id: str, member: NewMember, relation: str | None = None
) -> str:
    """As `add_member`, inside a unit of work that is already open; gives the person's id."""
    answers = with_derived(member.person)
    number = answers.get("id_number")
    known = work.read("SELECT id FROM person WHERE id_number = ?", (number,)) if number else []
    if known:
        person = str(known[0][0])
        _refuse_twofold(work, person)
        write_answers(office, work, office.forms.records["person"], Subject("person", person), answers)
    else:
        person = work.create(
            "person", kept_answers(office.forms.records["person"], answers), about=household_id
        )
    membership = kept_answers(office.forms.records["membership"], member.membership)
    if relation:
        membership["relation"] = relation
    work.create("membership", {"household_id": household_id, "person_id": person, **membership})
    if member.circumstances:
        yearly = Subject("member_year", person, member.year)
        write_answers(office, work, office.forms.records["member_year"], yearly, member.circumstances)
    return person


def _refuse_twofold(work: Work, person: str) -> None:
    stands = work.read(
        "SELECT h.code, p.name FROM membership m JOIN household h ON h.id = m.household_id"
        " JOIN person p ON p.id = m.person_id WHERE m.person_id = ? AND m.left_on IS NULL",
        (person,),
    )
    if stands:
        raise Problem("edit.stands_elsewhere", household=stands[0][0] or "", name=stands[0][1] or "")


def with_derived(person: Answers) -> dict[str, Value]:
    """Identity with sex and birth date as the ID number says, where they were not given."""
    answers = dict(person)
    number = answers.get("id_number")
    if isinstance(number, str):
        derived = sex(number)
        if answers.get("sex") is None and derived is not None:
            answers["sex"] = str(derived)
        if answers.get("birth_date") is None:
            answers["birth_date"] = birth_date(number)
    return answers


def end_membership(office: Office, household_id: str, membership_id: str, left_on: date, reason: str) -> None:
    """A member dies, marries away, moves out. Raises Problem for the head while others remain."""
    need_household(office, household_id)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        rows = work.read(
            "SELECT relation FROM membership WHERE id = ? AND household_id = ?", (membership_id, household_id)
        )
        if not rows:
            raise Problem("edit.gone")
        if rows[0][0] == HEAD and len(_open_memberships(work, household_id)) > 1:
            raise Problem("edit.head_first")
        work.update("membership", membership_id, {"left_on": left_on.isoformat(), "leave_reason": reason})


def change_head(
    office: Office,
    household_id: str,
    new_head: str,
    relations: Mapping[str, str],
    former: tuple[date, str] | None = None,
) -> None:
    """Another member becomes the head, in one act.

    `new_head` and the keys of `relations` (the others' relation to the new head) are membership ids;
    `former` is when and why the former head left the household, None while he stays.
    """
    need_household(office, household_id)
    with office.archive.work(office.user.name, CHANGE_HEAD, at=office.clock()) as work:
        standing = dict(_open_memberships(work, household_id))
        if new_head not in standing:
            raise Problem("edit.gone")
        old_heads = [one for one, relation in standing.items() if relation == HEAD and one != new_head]
        work.update("membership", new_head, {"relation": HEAD})
        for one, relation in relations.items():
            if one in standing and one != new_head:
                work.update("membership", one, {"relation": relation})
        for one in old_heads:
            if former:
                work.update("membership", one, {"left_on": former[0].isoformat(), "leave_reason": former[1]})
            elif one not in relations:
                raise Problem("edit.relation_of_former_head")


def _open_memberships(work: Work, household_id: str) -> list[tuple[str, str]]:
    rows = work.read(
        "SELECT id, relation FROM membership WHERE household_id = ? AND left_on IS NULL", (household_id,)
    )
    return [(str(one), str(relation)) for one, relation in rows]


def move_household(office: Office, household_id: str, division_id: str) -> None:
    """Put a household into another village of the office; its group is asked anew. Raises Problem for a strange one."""
    need_household(office, household_id)
    need_village(office, division_id)
    if division_id not in {one.id for one in villages(office)}:
        raise Problem("edit.no_such_village")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("household", household_id, {"division_id": division_id, "group_name": None})


def close_household(office: Office, household_id: str, closed_on: date, reason: str) -> None:
    """End a household (整户销户): it leaves the lists, its file stays. Emptying the date reopens it."""
    need_household(office, household_id)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("household", household_id, {"closed_on": closed_on.isoformat(), "closed_reason": reason})
