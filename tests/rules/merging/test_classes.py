"""The classes of fields as data: every field has one, and a mistake in the file is named."""

import pytest

from app.errors import Problem
from app.rules.merging import load_classes
from db.tables import METADATA
from tests.rules.merging.rows import CLASSES

# Rows that the county alone makes; they have no table of the device yet, or one that sync fills.
COUNTY = {name for name, rule in CLASSES.records.items() if rule.county}


def test_what_is_not_named_a_person_decides():
    assert CLASSES.of("household", "remark").rule == "human"
    assert CLASSES.of("unheard_of", "field").rule == "human"


def test_every_class_says_why():
    named = {one for rule in CLASSES.records.values() for one in rule.fields.values()} | {CLASSES.usual}
    assert [one.key for one in named if not one.reason] == []


def test_every_field_named_is_a_column():
    columns = {name: set(table.columns.keys()) for name, table in METADATA.tables.items()}
    wrong = [
        f"{record}.{field}"
        for record, rule in CLASSES.records.items()
        if record not in COUNTY
        for field in rule.fields
        if field not in columns[record]
    ]
    assert wrong == []


def test_names_numbers_and_accounts_are_never_replaced_by_a_later_one():
    for path in ("person.name", "person.id_number", "household.bank_account", "standing.monitor_class"):
        record, field = path.split(".")
        assert CLASSES.of(record, field).rule in ("human", "state")
        assert CLASSES.of(record, field).confirm


@pytest.mark.parametrize(
    "text",
    [
        'usual = "gone"\n[class.fact]\nrule = "human"\n',
        'usual = "fact"\n[class.fact]\nrule = "latest"\n',
        'usual = "fact"\n[class.fact]\nrule = "human"\n[record.person.fields]\nname = "fakt"\n',
        "usual = [\n",
    ],
)
def test_a_mistake_in_the_file_is_a_sentence(tmp_path, text):
    path = tmp_path / "merging.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Problem, match=r"merging\.toml"):
        load_classes(path)
