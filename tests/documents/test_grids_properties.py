"""Whatever happens to a file on its way, it gives its rows or a sentence; whatever its order, the same cells."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.grids import Grid, Reading
from app.documents.grids_files import read_content
from app.documents.grids_tables import find_tables
from app.errors import Problem
from app.texts import sentence
from tests.workbooks.rosters import HEADINGS, PEOPLE, csv_text, ods, ods_row, xlsx

ROSTER = [HEADINGS, *PEOPLE]
WHOLE = {
    "xlsx": xlsx(ROSTER),
    "xls": (Path(__file__).parent.parent / "workbooks" / "old.xls").read_bytes(),
    "ods": ods("".join(ods_row(*row) for row in ROSTER)),
    "csv": csv_text(ROSTER).encode("gb18030"),
    "html": ("<table>" + "".join("<tr><td>" + "<td>".join(row) for row in ROSTER) + "</table>").encode(),
}


@settings(max_examples=150)
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
    kept=st.floats(0, 1),
)
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    kind: str, flips: list[tuple[float, int]], kept: float
) -> None:
    content = bytearray(WHOLE[kind])
    for place, byte in flips:
        content[int(place * len(content))] = byte
    told = read_or_told(bytes(content[: int(kept * len(content)) + 1]))
    assert isinstance(told, Reading) or "名册" in told


def read_or_told(content: bytes) -> Reading | str:
    """What a file gives, its tables looked for too, or the sentence that refuses it."""
    try:
        reading = read_content(content, "名册")
    except Problem as refused:
        return sentence(refused)
    for grid in reading.grids:
        find_tables(grid, lambda heading: heading in HEADINGS)
    return reading


@given(
    order=st.permutations(range(len(HEADINGS))),
    above=st.lists(st.sampled_from(["石烛村花名册", "单位：元", "", "2019年度"]), max_size=4),
    unknown=st.integers(0, 3),
)
def test_columns_in_any_order_under_any_titles_hold_the_same_cells(
    order: list[int], above: list[str], unknown: int
) -> None:
    width = len(HEADINGS) + unknown
    rows: list[list[object]] = [[line, *[""] * (width - 1)] for line in above]
    rows += [
        [*(row[place] for place in order), *[f"另{number}" for number in range(unknown)]] for row in ROSTER
    ]
    (table,) = find_tables(Grid("a.xlsx", "户", rows), lambda heading: heading in HEADINGS)  # type: ignore[arg-type]
    places = {column.heading: column.index for column in table.columns}
    assert [[row[places[heading]] for heading in HEADINGS] for _, row in table.rows()] == PEOPLE
    assert [number for number, _ in table.rows()] == [len(above) + 2, len(above) + 3]
