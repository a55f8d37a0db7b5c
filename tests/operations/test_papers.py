"""Printing: for whom, into what, and what the log says of it."""

from datetime import date
from pathlib import Path

import pytest

from app.documents.grids_files import read_file
from app.documents.previews import Preview
from app.errors import Problem
from app.operations.cadres import save_cadre
from app.operations.offices import Office
from app.operations.pairings import pair
from app.operations.papers import Order, list_papers, log_print, make_papers, print_bytes
from app.operations.places import villages
from tests.operations.offices import a_household, an_office


def two_villages(folder: Path) -> Office:
    """Zhao and Qian in the first village, Sun in the second."""
    office = an_office(folder)
    a_household(office, name="Zhao", code="1")
    a_household(office, name="Qian", code="2")
    a_household(office, village=1, name="Sun", code="3")
    return office


def words(file: Path) -> str:
    with Preview(file.read_bytes()) as preview:
        return "\n".join(preview.text(page) for page in range(len(preview)))


def acts(office: Office) -> list[str]:
    rows = office.archive.read(
        "SELECT json_extract(set_json, '$.act') FROM change WHERE action = 'act' ORDER BY seq"
    )
    return [str(row[0]) for row in rows]


def test_a_paper_is_made_for_a_household_a_village_a_selection_or_everybody(tmp_path: Path) -> None:
    office, out = two_villages(tmp_path), tmp_path / "card.pdf"
    ids = [row[0] for row in office.archive.read("SELECT id FROM household ORDER BY code")]
    orders = {
        Order("card", household="2"): {"Qian"},
        Order("card", village=villages(office)[0].code): {"Zhao", "Qian"},
        Order("card", village=villages(office)[1].name): {"Sun"},
        Order("card", households=(ids[2], ids[0])): {"Sun", "Zhao"},
        Order("card"): {"Zhao", "Qian", "Sun"},
    }
    for order, names in orders.items():
        made = make_papers(office, order, out)
        assert made.households == made.pages == len(names)
        assert {name for name in ("Zhao", "Qian", "Sun") if name in words(out)} == names


@pytest.mark.parametrize(
    "paper", ["card", "household-file", "village-roster", "township-ledger", "check-sheet"]
)
def test_every_paper_is_also_a_workbook(tmp_path: Path, paper: str) -> None:
    office, out = two_villages(tmp_path), tmp_path / "paper.xlsx"
    made = make_papers(office, Order(paper), out)
    assert (made.files, made.pages, made.households) == ((out,), 0, 3)
    assert read_file(out).grids


def test_separate_files_are_one_for_each_household(tmp_path: Path) -> None:
    office = two_villages(tmp_path)
    made = make_papers(office, Order("card", separate=True), tmp_path / "cards")
    assert len({file.name for file in made.files}) == made.households == 3
    assert "Sun" in words(made.files[2])


def test_what_a_paper_lacks_is_named_by_household(tmp_path: Path) -> None:
    office = two_villages(tmp_path)
    made = make_papers(office, Order("household-file"), tmp_path / "files.pdf")
    assert [one.head for one in made.lacking] == ["Zhao", "Qian", "Sun"]
    assert all(one.fields for one in made.lacking)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Order("no-such-paper"), "papers.unknown_paper"),
        (Order("card", village="nowhere"), "finding.no_village"),
        (Order("card", household="nobody"), "finding.no_household"),
        (Order("card", households=()), "papers.nobody"),
        (Order("card", size="A9"), "papers.unknown_size"),
    ],
)
def test_what_cannot_be_printed_is_refused(tmp_path: Path, order: Order, code: str) -> None:
    office = two_villages(tmp_path)
    with pytest.raises(Problem) as refused:
        make_papers(office, order, tmp_path / "paper.pdf")
    assert refused.value.code == code
    assert not (tmp_path / "paper.pdf").exists()
    assert "print" not in acts(office)


def test_every_print_and_export_is_in_the_log_and_a_look_is_not(tmp_path: Path) -> None:
    office, order = two_villages(tmp_path), Order("card", household="1")
    pdf, made = print_bytes(office, order)
    assert pdf.startswith(b"%PDF") and acts(office) == []
    log_print(office, order, made.households)
    make_papers(office, order, tmp_path / "card.pdf")
    make_papers(office, order, tmp_path / "card.xlsx")
    assert acts(office) == ["print", "print", "export"]


def test_the_list_of_papers_names_their_sizes(tmp_path: Path) -> None:
    papers = {one.document()["id"]: one.document() for one in list_papers(an_office(tmp_path))}
    assert papers["card"]["papers"][0] == "A4" and papers["card"]["landscape"]
    assert papers["township-ledger"]["of"] == "township"


def test_a_card_for_the_wall_passes_the_gate_or_is_not_printed(tmp_path: Path):
    office = an_office(tmp_path)
    home = a_household(office, name="王强", number="510812197503120014")
    order = Order("measure-card", household=home)
    assert print_bytes(office, order)[1].households == 1
    cadre = save_cadre(office, {"name": "李红", "phone": "13900139000", "post": "510812197503120014"})
    pair(office, home, cadre, "1", date(2025, 1, 5))
    file = tmp_path / "card.pdf"
    with pytest.raises(Problem, match=r"gate\.held"):
        make_papers(office, Order("door-plate", household=home), file)
    assert not file.exists()
