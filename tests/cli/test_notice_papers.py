"""`meeting print`, `notice photo` and `notice print` of a run, as scripts use them."""

from pathlib import Path

import pytest

from app.operations.cases.stored import read_case
from app.operations.offices import Office
from tests.cli.doors import PASSWORD, run
from tests.operations.helping import a_jpeg
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.operations.public.test_notice_runs import leaking, villages_with_notices


def handed_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office closed, and named by the environment."""
    monkeypatch.setenv("HUDANG_DATA", str(office.folder))
    monkeypatch.setenv("HUDANG_PASSWORD", PASSWORD)
    office.close()


def test_papers_are_listed_and_minutes_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office, homes = an_office_with_twelve(tmp_path)
    meeting = read_case(office, to_the_notice(office, homes)).meetings[-1].id
    handed_over(office, monkeypatch)
    listed = {one["id"]: one for one in run("meeting", "papers", "--json").document}
    assert {"minutes", "attendance", "notice-result", "objection-reply", "posting-photos"} <= set(listed)
    assert listed["notice-result"]["hangs"] and not listed["minutes"]["hangs"]
    out = tmp_path / "minutes.pdf"
    assert run("meeting", "print", "minutes", meeting, "--out", out, "--json").document["bytes"] > 5_000
    refused = run("meeting", "print", "minutes", "nobody", "--out", out)
    assert refused.status != 0 and "会议" in refused.err and "Traceback" not in refused.err


def test_photographs_are_added_listed_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    handed_over(office, monkeypatch)
    photo = a_jpeg(tmp_path / "wall.jpg", place=True)
    (added,) = run("notice", "photo", "add", notice, photo, "--far", "--json").document["photos"]
    (listed,) = run("notice", "photo", "list", notice, "--json").document
    assert (listed["photo"], listed["far"], listed["name"]) == (added, True, "wall.jpg")
    assert run("notice", "paper", "posting-photos", notice, "--out", tmp_path / "photos.pdf").status == 0
    assert run("notice", "photo", "remove", added).status == 0
    assert run("notice", "photo", "list", notice, "--json").document == []


def test_a_run_prints_what_is_due_and_says_which_was_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office, notices = villages_with_notices(tmp_path, 3)
    leaking(office, notices[2])
    handed_over(office, monkeypatch)
    ran = run("notice", "print", "--due", "--out", tmp_path / "all.pdf", "--json")
    assert ran.status == 1 and ran.document["printed"] == 2
    assert [one["notice"] for one in ran.document["held"]] == notices[2:]
    assert run("notice", "print", notices[0], "--out", tmp_path / "one.pdf", "--json").document["bytes"]
    unnamed = run("notice", "print", "--out", tmp_path / "all.pdf")
    assert unnamed.status != 0 and "--due" in unnamed.err


def test_a_paper_is_checked_by_its_file_and_by_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from app.documents.previews import Preview
    from app.documents.proofs import read_proofs

    office, _ = an_office_with_twelve(tmp_path)
    handed_over(office, monkeypatch)
    out = tmp_path / "cards.pdf"
    assert run("print", "card", "--out", out).status == 0
    told = run("notice", "check", out, "--json").document
    assert told["finding"] == "genuine" and told["paper"]["paper"] == "card"
    with Preview(out.read_bytes()) as pdf:
        code = read_proofs(pdf)[0].code
    alone = run("notice", "check", code, "--json").document
    assert (alone["finding"], alone["same_today"]) == ("signed", True)
    assert "户卡" in run("notice", "check", code).out
    assert run("notice", "check", code.replace("|card|", "|file|"), "--json").document["finding"] == "altered"
