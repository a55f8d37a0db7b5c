"""`correct` sets a status that only a procedure changes, with its reason; what is wrong is said and nothing written."""

from pathlib import Path

import pytest

from tests.cli.doors import run
from tests.cli.test_documents import ask

CLASS = "standing.monitor_class"


def a_code() -> str:
    """The national code of one household."""
    return str(next(one["code"] for one in ask("check") if one["code"]))


def test_a_correction_tells_its_batch_and_stands_in_the_history(own_township: Path) -> None:
    code = a_code()
    made = ask(
        "correct",
        code,
        "--set",
        f"{CLASS}=3",
        "--set",
        "standing.monitored_month=2026-03",
        "--reason",
        "misread",
    )
    assert made["changes"] and made["batch"]
    newest = ask("show", code, "--history")["history"][0]
    assert newest["reason"] == "更正登记：misread"
    assert "misread" in run("show", code, "--history").out
    assert run("undo", made["batch"]).status == 0
    again = ask("correct", code, "--set", f"{CLASS}=3", "--reason", "misread")
    assert ask("correct", code, "--set", f"{CLASS}=3", "--reason", "once more")["batch"] is None
    assert again["batch"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", f"{CLASS}=3"), "为什么"),
        (("--set", f"{CLASS}=99", "--reason", "x"), "99"),
        (("--set", "standing.main_cause=01", "--reason", "x"), "standing.main_cause"),
        (("--set", "nothing", "--reason", "x"), "nothing"),
    ],
)
def test_what_cannot_be_corrected_is_refused_in_a_sentence(
    own_township: Path, words: tuple[str, ...], said: str
) -> None:
    code = a_code()
    before = ask("show", code, "--history")["history"]
    refused = run("correct", code, *words)
    assert refused.status == 1 and said in refused.err and refused.out == ""
    assert ask("show", code, "--history")["history"] == before
