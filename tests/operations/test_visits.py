"""Visits: who went when, refused in sentences where it cannot be, kept with photos, changed and taken away."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.attachments import list_attachments, read_attachment
from app.operations.findings import NewFinding, list_findings
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.visit_checks import check_visit
from app.operations.visit_finding import VisitQuery
from app.operations.visit_lists import count_visits, visits_page
from app.operations.visit_pictures import check_pictures
from app.operations.visits import add_visit, change_visit, delete_visit, list_visits
from app.texts import sentence
from tests.operations.helping import TODAY, a_cadre, a_jpeg, a_pairing, a_posting, a_visit, opened, said
from tests.operations.offices import a_household, an_office


def issues(
    office: Office, household: str, day: date = TODAY, *cadres: str, reason: str = ""
) -> set[tuple[str, str, str]]:
    found = check_visit(office, household, said(day), cadres, reason=reason)
    return {(one.code, one.field, one.level) for one in found}


def test_a_visit_is_kept_with_all_who_went(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    li, wang = a_cadre(office, "Li"), a_cadre(office, "Wang")
    add_visit(office, household, said(seen="two goats", needs="a loan", signed=True), [wang, li, wang])
    (visit,) = list_visits(office, household)
    assert [one.name for one in visit.visitors] == ["Wang", "Li"]
    assert visit.answers["seen"] == "two goats" and visit.answers["signed"] is True
    assert visit.visited_on == TODAY and visit.photos == () and visit.signature is None


def test_a_visit_to_come_is_refused_at_its_day_and_nothing_is_kept(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    with pytest.raises(Refused) as told:
        a_visit(office, household, date(2026, 11, 3))
    assert [(one.field, one.level) for one in told.value.issues] == [("visited_on", "error")]
    assert "2026年11月3日" in sentence(told.value)
    assert list_visits(office, household) == []


def test_what_the_form_requires_is_asked_and_strange_codes_are_refused(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    found = check_visit(office, a_household(office), {"visited_on": TODAY, "kind": "88"})
    assert {(one.code, one.field) for one in found if one.level == "error"} == {
        ("answering.required", "mode"),
        ("answering.no_code", "kind"),
    }


def test_a_cadre_must_be_known_and_in_office(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    left = a_cadre(office, "Gone", to_on="2026-10-01")
    coming = a_cadre(office, "New", from_on="2026-11-01")
    assert ("visits.cadre_left", "cadre_ids", "error") in issues(office, household, TODAY, left)
    assert issues(office, household, date(2026, 10, 1), left) == set()
    assert ("visits.cadre_not_yet", "cadre_ids", "error") in issues(
        office, household, date(2026, 10, 31), coming
    )
    assert ("visits.unknown_cadre", "cadre_ids", "error") in issues(office, household, TODAY, "nobody")


def test_a_cadre_whose_pairing_ended_needs_a_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    old = a_cadre(office, "Old")
    a_pairing(office, household, old, started_on="2024-01-01", ended_on="2026-10-20")
    wrong = ("visits.pairing_ended", "cadre_ids", "error")
    assert wrong in issues(office, household, TODAY, old)
    assert wrong not in issues(
        office, household, date(2026, 10, 20), old
    )  # the day of the handover is both's
    assert wrong not in issues(office, household, TODAY, old, reason="went along")
    visit = add_visit(office, household, said(), [old], reason="went along")
    assert household_history(office, household)[0].reason == "went along"
    assert visit == list_visits(office, household)[0].id


def test_a_cadre_posted_in_the_village_may_come_whatever_his_pairing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    secretary = a_cadre(office, "Secretary")
    a_pairing(office, household, secretary, ended_on="2026-01-01")
    a_posting(office, secretary, "2", started_on="2025-01-01")
    assert issues(office, household, TODAY, secretary) == set()


def test_a_second_visit_of_a_day_and_a_very_old_one_are_doubts_only(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_household(office), a_cadre(office)
    a_visit(office, household, TODAY, [li])
    assert issues(office, household, TODAY, li) == {("visits.same_day", "visited_on", "doubt")}
    assert issues(office, household, date(2016, 11, 2), li) == {("visits.long_ago", "visited_on", "doubt")}
    assert issues(office, household, date(2026, 11, 1)) == {("visits.nobody_named", "cadre_ids", "doubt")}


def test_photos_and_signature_come_with_the_visit_and_not_among_the_scans(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    photos = [a_jpeg(tmp_path / "a.jpg", (80, 60)), a_jpeg(tmp_path / "b.jpg", (60, 80), place=True)]
    add_visit(office, household, said(), photos=photos, signature=a_jpeg(tmp_path / "signed.jpg"))
    (visit,) = list_visits(office, household)
    assert [one.name for one in visit.photos] == ["a.jpg", "b.jpg"]
    assert visit.signature and visit.signature.name == "signed.jpg"
    assert list_attachments(office, household) == []
    assert opened(read_attachment(office, visit.photos[1].hash)).size == (60, 80)


def test_a_bad_photo_keeps_the_visit_out_and_names_the_file(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    bad = tmp_path / "list.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    with pytest.raises(Refused) as told:
        add_visit(office, household, said(), photos=[a_jpeg(tmp_path / "a.jpg"), bad], signature=bad)
    assert [one.field for one in told.value.issues] == ["photos", "signature"]
    assert "list.xlsx" in sentence(told.value)
    assert list_visits(office, household) == []


def test_a_photo_of_another_day_is_a_doubt(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    photo = a_jpeg(tmp_path / "a.jpg", taken="2026:10:30 09:00:00")
    (doubt,) = check_pictures(office, [photo], day=TODAY)
    assert (doubt.code, doubt.level) == ("photos.other_day", "doubt")
    assert check_pictures(office, [photo], day=date(2026, 10, 30)) == ()


def test_a_problem_seen_becomes_a_finding_in_the_same_go(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_household(office), a_cadre(office, "Li")
    new = NewFinding({"due_on": date(2026, 12, 1)}, cadre_id=li)
    add_visit(office, household, said(problem="the roof leaks"), [li], finding=new)
    (finding,) = list_findings(office)
    assert finding.answers["what"] == "the roof leaks" and finding.answers["owner"] == "Li"
    assert finding.answers["found_on"] == TODAY and finding.answers["source"] == "1"
    (visit,) = list_visits(office, household)
    assert finding.visit_id == visit.id and visit.open_findings == 1


def test_a_finding_without_owner_or_deadline_keeps_the_visit_out(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    with pytest.raises(Refused) as told:
        add_visit(office, household, said(problem="the roof leaks"), finding=NewFinding({}))
    assert {one.field for one in told.value.issues} == {"finding.owner", "finding.due_on"}
    assert list_visits(office, household) == [] and list_findings(office) == []


def test_a_visit_is_changed_and_its_signature_replaced(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li, wang = a_household(office), a_cadre(office, "Li"), a_cadre(office, "Wang")
    visit = add_visit(office, household, said(), [li], signature=a_jpeg(tmp_path / "one.jpg"))
    other, more = a_jpeg(tmp_path / "two.jpg", (70, 30)), a_jpeg(tmp_path / "c.jpg", (90, 30))
    change_visit(office, visit, {"seen": "all well"}, [wang], photos=[more], signature=other)
    (line,) = list_visits(office, household)
    assert line.answers["seen"] == "all well" and line.answers["kind"] == "1"
    assert [one.name for one in line.visitors] == ["Wang"]
    assert line.signature and line.signature.name == "two.jpg" and len(line.photos) == 1
    with pytest.raises(Refused):
        change_visit(office, visit, {"visited_on": date(2027, 1, 1)})


def test_a_visit_is_taken_away_for_a_reason_and_its_finding_stays(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    new = NewFinding({"owner": "Li", "due_on": TODAY})
    visit = add_visit(
        office, household, said(problem="no light"), photos=[a_jpeg(tmp_path / "a.jpg")], finding=new
    )
    with pytest.raises(Refused):
        delete_visit(office, visit, " ")
    delete_visit(office, visit, "typed twice")
    assert list_visits(office, household) == []
    assert list_attachments(office, household, of_visits=True) == []
    assert [one.visit_id for one in list_findings(office)] == [""]
    with pytest.raises(Problem):
        delete_visit(office, visit, "again")


def test_the_list_is_newest_first_and_narrowed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = a_household(office, name="Zhao"), a_household(office, village=1, name="Qian")
    li, wang = a_cadre(office, "Li"), a_cadre(office, "Wang")
    a_visit(office, one, date(2026, 9, 1), [li])
    a_visit(office, other, date(2026, 10, 1), [li, wang], problem="no water")
    a_visit(office, one, date(2025, 12, 1), [wang])

    def heads(query: VisitQuery, offset: int = 0, limit: int = 100) -> list[str]:
        return [row.head for row in visits_page(office, query, offset, limit)]

    assert heads(VisitQuery()) == ["Qian", "Zhao", "Zhao"]
    assert heads(VisitQuery(year=2026)) == ["Qian", "Zhao"]
    assert heads(VisitQuery(year=2026), 1, 1) == ["Zhao"]
    assert heads(VisitQuery(cadre_id=wang)) == ["Qian", "Zhao"]
    assert heads(VisitQuery(with_problem=True)) == ["Qian"]
    assert heads(VisitQuery(first=date(2025, 1, 1), last=date(2026, 9, 1))) == ["Zhao", "Zhao"]
    assert count_visits(office, VisitQuery(year=2026)) == 2
    assert visits_page(office, VisitQuery())[0].visitors == "Li、Wang"
