"""The papers of help from the archive: what a village did in a year comes out on paper and as a workbook."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.documents.grids_files import read_file
from app.documents.previews import Preview
from app.errors import Problem
from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.offices import Office
from app.operations.pairings import hand_over, list_pairings
from app.operations.papers import Order, list_papers, make_papers, print_bytes
from app.operations.places import villages
from app.operations.snapshots import make_snapshots
from app.operations.subjects import Subject
from tests.operations.helping import a_visit
from tests.operations.offices import a_household
from tests.operations.pairings import a_cadre, a_pair
from tests.operations.planning import a_drafted

HELP = [
    "help-plan", "measure-card", "contact-card", "door-plate", "visit-record", "visit-record-empty", "visit-year",
    "house-check", "house-check-empty", "year-compare", "handover", "help-roster", "pairing-list", "help-forces",
    "handbook", "pledge",
]  # fmt: skip


def a_helped_household(office: Office) -> str:
    """Zhao: earned in two years, handed over from Zhang to Liu in September, with a plan and a visit."""
    household, _ = a_pair(office)
    for year, amount in ((2025, 9_000), (2026, 12_000)):
        answers = {"kind": "wages.work", "amount": Decimal(amount)}
        save_entry(office, "income", household, answers, linked={"year": year})
    save_answers(office, Subject("standing", household, 2026), {"main_cause": "01"})
    a_drafted(office, household, amount=Decimal(3_000))
    a_visit(office, household, seen="roof is tight")
    (pairing,) = list_pairings(office, household)
    liu = a_cadre(office, "刘洋", "县水利局", phone="13900000002")
    hand_over(office, [pairing.id], liu, date(2026, 9, 1), "1", "plan and sheets")
    return household


def words(file: Path) -> str:
    with Preview(file.read_bytes()) as preview:
        return "\n".join(preview.text(page) for page in range(len(preview)))


def printed(office: Office, folder: Path, paper: str, **order: object) -> str:
    out = folder / "paper.pdf"
    make_papers(office, Order(paper, **{"year": 2026, **order}), out)  # type: ignore[arg-type]
    return words(out)


def test_every_paper_of_help_is_listed(office: Office) -> None:
    assert {line.paper.id for line in list_papers(office)} >= set(HELP)


@pytest.mark.parametrize("paper", HELP)
def test_every_paper_of_help_is_a_pdf_and_a_workbook(office: Office, tmp_path: Path, paper: str) -> None:
    a_helped_household(office)
    make_snapshots(office, 2025)
    assert printed(office, tmp_path, paper)
    out = tmp_path / "paper.xlsx"
    make_papers(office, Order(paper, year=2026), out)
    assert read_file(out).grids


def test_the_plan_as_it_was_entered_is_on_paper(office: Office, tmp_path: Path) -> None:
    text = printed(office, tmp_path, "help-plan", household=a_helped_household(office))
    for word in ("赵一", "goats", "thirty goats", "3000.00", "刘洋", "县水利局", "因病"):
        assert word in text


def test_a_handover_is_printed_for_the_chosen_households_alone(office: Office, tmp_path: Path) -> None:
    household = a_helped_household(office)
    other = a_household(office, name="Qian")
    text = printed(office, tmp_path, "handover", households=(household, other))
    for word in ("赵一", "张三", "刘洋", "2026年9月1日", "工作调动", "plan and sheets"):
        assert word in text
    assert "Qian" not in text


def test_a_card_of_the_year_names_who_helped_at_its_end(office: Office, tmp_path: Path) -> None:
    household = a_helped_household(office)
    assert "张三" in printed(office, tmp_path, "contact-card", household=household, year=2025)
    now = printed(office, tmp_path, "contact-card", household=household)
    assert "刘洋" in now
    assert "张三" not in now


def test_two_results_are_laid_side_by_side_and_a_correction_counts(office: Office, tmp_path: Path) -> None:
    household = a_helped_household(office)
    with pytest.raises(Problem, match=r"papers\.no_comparison"):
        print_bytes(office, Order("year-compare", year=2026))
    make_snapshots(office, 2025)
    text = printed(office, tmp_path, "year-compare", household=household)
    assert "9,000.00" in text
    assert "12,000.00" in text
    assert "+3000.00（+33.3%）" in text


def test_a_result_that_was_made_is_compared_and_not_what_is_known_now(office: Office, tmp_path: Path) -> None:
    household = a_helped_household(office)
    make_snapshots(office, 2025)
    make_snapshots(office, 2026)
    save_entry(
        office, "income", household, {"kind": "wages.work", "amount": Decimal(50_000)}, linked={"year": 2026}
    )
    assert "12,000.00" in printed(office, tmp_path, "year-compare", household=household)


def test_a_pledge_counts_its_own_village(office: Office, tmp_path: Path) -> None:
    a_helped_household(office)
    a_household(office, village=1, name="Sun")
    text = printed(office, tmp_path, "pledge", village=villages(office)[0].name).replace("\n", "")
    assert "在册农户1户1人" in "".join(text.split())
    assert "Sun" not in text


def test_a_handbook_for_everybody_is_a_booklet_each(office: Office, tmp_path: Path) -> None:
    a_helped_household(office)
    a_household(office, name="Qian")
    made = make_papers(office, Order("handbook", year=2026, separate=True), tmp_path / "books")
    assert len(made.files) == 2
    for file in made.files:
        with Preview(file.read_bytes()) as preview:
            assert len(preview) % 2 == 0
            assert preview.size(0) == pytest.approx((297, 210), abs=0.5)
