"""The runner of the measurements: when a line is reached, and which measurements there are."""

import pytest

from bench.__main__ import as_line, main, measurements, reached


@pytest.mark.parametrize(
    ("figure", "unit", "ratio", "must", "is_reached"),
    [
        (8.0, "ms", None, "8 ms", True),
        (8.01, "ms", None, "8 ms", False),
        (999.0, "MB", None, "1,000 MB", True),
        (70.0, "s", 3.0, "3 x bare pipeline", True),
        (1.0, "s", 3.01, "3 x bare pipeline", False),
        (10.0, "sheets/s", 15.0, "15 x mail merge", True),
        (900.0, "sheets/s", 14.9, "15 x mail merge", False),
        (900.0, "sheets/s", None, "15 x mail merge", None),
        (5.0, "ms", None, "", None),
    ],
)
def test_a_rate_must_be_as_high_and_everything_else_as_low_as_its_line(
    figure: float, unit: str, ratio: float | None, must: str, is_reached: bool | None
) -> None:
    assert reached(("job", figure, unit, ratio, must)) is is_reached


def test_a_missed_line_is_seen_at_the_end_of_its_row():
    assert as_line(("search", 9.5, "ms", None, "8 ms")).endswith("NO")


def test_an_unknown_measurement_is_refused_and_the_known_ones_are_named(capsys: pytest.CaptureFixture[str]):
    assert main(["nothing"]) == 2
    assert "searches" in capsys.readouterr().err
    assert {"imports", "papers", "searches", "windows"} <= set(measurements())
