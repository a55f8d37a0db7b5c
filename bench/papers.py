"""How fast papers are made: a volume of household cards, the same as separate files, a roster of 2,000 lines.

Beside each stands LibreOffice's mail merge of a card with the same cells, run now and here where LibreOffice is
installed (apt-get install libreoffice-writer-nogui libreoffice-base-nogui python3-uno); without it no ratio is given.
"""

import random
import shutil
import subprocess
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from app.documents.fonts import find_fonts
from app.documents.papers import PaperContext, find_paper, load_papers, make_files, make_volume
from app.documents.papers.definitions import Paper
from app.documents.papers.sources import teller
from app.documents.previews import Preview
from app.paths import forms as forms_folder
from app.rules.dossiers import Dossier, IncomeItem, Member, Place, Value
from app.rules.formfiles import load_forms
from app.rules.forms import Forms
from app.rules.spots import Spot, spot_of

Measure = tuple[str, float, str, float | None, str]

SHEETS, FILES, PEER, ROSTER = 2_000, 800, 100, 2_000
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
_GIVEN = "建国秀英伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉红梅志德福寿春生海波文"


def measure() -> list[Measure]:
    """Name, figure, unit, ratio to LibreOffice (None where it is not installed), and what must be reached."""
    forms = load_forms(forms_folder())
    papers = load_papers(forms_folder(), forms)
    when = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    context = PaperContext(forms, find_fonts(), "bench", when, "bench")
    card, roster = find_paper(papers, "card"), find_paper(papers, "village-roster")
    make_volume(card, [household(0, forms)], context)
    volume = _volume_rate(card, [household(number, forms) for number in range(SHEETS)], context)
    files = _files_rate(card, [household(number, forms) for number in range(FILES)], context)
    lines = [household(number, forms) for number in range(ROSTER)]
    start = time.perf_counter()
    make_volume(roster, lines, context)
    took = time.perf_counter() - start
    peer = mail_merge(card, [household(number, forms) for number in range(PEER)], forms)
    return [
        ("papers: one volume", volume, "sheets/s", volume / peer[0] if peer else None, "15 x mail merge"),
        ("papers: separate files", files, "files/s", files / peer[1] if peer else None, "4 x mail merge"),
        ("papers: roster of 2,000 lines", took, "s", None, "5 s"),
        *([("peer: mail merge, one file", peer[0], "sheets/s", None, "")] if peer else []),
        *([("peer: mail merge, separate files", peer[1], "files/s", None, "")] if peer else []),
    ]


def _volume_rate(card: Paper, households: list[Dossier], context: PaperContext) -> float:
    start = time.perf_counter()
    pdf = make_volume(card, households, context)
    took = time.perf_counter() - start
    with Preview(pdf) as preview:
        return len(preview) / took


def _files_rate(card: Paper, households: list[Dossier], context: PaperContext) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        made = make_files(card, households, context, Path(folder))
        return len(made) / (time.perf_counter() - start)


def household(number: int, forms: Forms) -> Dossier:
    """An invented household whose card is full: one to six members, all usual answers given."""
    dice = random.Random(number)
    members = tuple(_member(dice, number, at) for at in range(dice.randint(1, 6)))
    kinds = [kind.code for block in forms.blocks for kind in block.kinds if not kind.role]
    incomes = tuple(
        IncomeItem(f"{at}", dice.choice(kinds), Decimal(dice.randint(10_000, 2_000_000)).scaleb(-2), None, {})
        for at in range(6)
    )
    return Dossier(
        household_id=f"bench-{number:06d}", year=2019, years=(2019,),
        place=Place("四川省", "广元市", "朝天区", "曾家镇", "石鹰村", "510812106201", ""),
        household={"code": f"5108121062{number:06d}", "group_name": f"{number % 9 + 1}组", "phone": f"139{number:08d}"},
        standing={"household_kind": "2", "attribute": "05", "poverty_status": "1", "exit_year": 2018,
                  "main_cause": "01", "second_cause": "08", "school_now": False, "insurance_now": False},
        conditions={"house_area": Decimal(60 + number % 90), "dangerous_house": False, "water_safe": True,
                    "cultivated": Decimal(number % 12), "road_kind": "03", "house_structure": "1"},
        members=members, incomes=incomes,
    )  # fmt: skip


def _member(dice: random.Random, household_number: int, at: int) -> Member:
    name = dice.choice(_SURNAMES) + "".join(dice.sample(_GIVEN, 2))
    born = date(1940 + dice.randint(0, 75), dice.randint(1, 12), dice.randint(1, 28))
    person: dict[str, Value] = {
        "name": name,
        "id_number": f"990812{born:%Y%m%d}{household_number % 1000:03d}{at}",
        "sex": "1",
        "birth_date": born,
        "ethnicity": "01",
    }
    year: dict[str, Value] = {
        "education": "02",
        "health": ("1",),
        "labour": "1",
        "work_place": "四川省成都市",
        "work_months": 8,
        "resident_insurance": True,
        "resident_pension": True,
        "dibao": False,
        "tekun": False,
    }
    return Member(f"{at}", f"{at}", person, {"relation": f"{at + 1:02d}"}, year)


def mail_merge(card: Paper, households: list[Dossier], forms: Forms) -> tuple[float, float] | None:
    """Sheets a second of LibreOffice's mail merge into one PDF, and into a PDF each; None where it is missing."""
    if not shutil.which("soffice"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        cells = [_cells(card, one, forms) for one in households]
        names = [f"c{number}" for number in range(len(cells[0]))]
        lines = [",".join(names), *(",".join(f'"{cell}"' for cell in row) for row in cells)]
        (Path(folder) / "households.csv").write_text("\n".join(lines), encoding="utf-8")
        (Path(folder) / "card.fodt").write_text(_template(card), encoding="utf-8")
        ran = subprocess.run(
            ["/usr/bin/python3", str(Path(__file__).with_name("mail_merge.py")), folder],
            capture_output=True, text=True, timeout=600,
        )  # fmt: skip
    if ran.returncode:
        return None
    one, many = (float(word) for word in ran.stdout.split()[-2:])
    return len(households) / one, len(households) / many


_PEOPLE = 6


def _cells(card: Paper, dossier: Dossier, forms: Forms) -> list[str]:
    """The words of every value cell of the card, in the order of the template's fields."""
    spot, words = spot_of(dossier, forms), []
    for part in card.parts:
        words += [teller(column, forms)(spot) for row in part.rows for column in row]
        if part.kind == "people":
            for at in range(_PEOPLE):
                member = dossier.members[at] if at < len(dossier.members) else None
                line = Spot(dossier, spot.figures, member, at + 1)
                words += [teller(column, forms)(line) if member else "" for column in part.columns]
    return words


_NAMES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "style": "style",
    "fo": "xsl-fo-compatible",
}
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _NAMES.items()
)
_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"
 fo:margin="1.2cm" style:print-orientation="landscape"/></style:page-layout>
<style:style style:name="c" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>
<style:style style:name="t" style:family="paragraph">
<style:text-properties fo:font-size="8pt" style:font-size-asian="8pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="p"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""
_CELL = (
    '<table:table-cell table:style-name="c"><text:p text:style-name="t">{inside}</text:p></table:table-cell>'
)
_FIELD = (
    '<text:database-display text:table-name="households" text:table-type="table" text:column-name="{name}"'
    ' text:database-name="households">x</text:database-display>'
)


def _template(card: Paper) -> str:
    """The card as a Writer document with a merge field in each value cell."""
    body, number = f'<text:p text:style-name="t">{card.title}</text:p>', 0
    for part in card.parts:
        rows: list[list[str]] = []
        for row in part.rows:
            cells = []
            for column in row:
                cells += [column.label, _FIELD.format(name=f"c{number}")]
                number += 1
            rows.append(cells)
        if part.kind == "people":
            rows.append([column.label for column in part.columns])
            for _ in range(_PEOPLE):
                rows.append([_FIELD.format(name=f"c{number + at}") for at in range(len(part.columns))])
                number += len(part.columns)
        body += _table(rows) if rows else ""
    return _FODT.format(spaces=_SPACES, body=body)


def _table(rows: list[list[str]]) -> str:
    made = ["".join(_CELL.format(inside=cell) for cell in row) for row in rows]
    lines = [f"<table:table-row>{cells}</table:table-row>" for cells in made]
    columns = f'<table:table-column table:number-columns-repeated="{max(len(row) for row in rows)}"/>'
    return f"<table:table>{columns}{''.join(lines)}</table:table><text:p/>"
