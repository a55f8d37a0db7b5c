"""The audit: written with the deed or not at all, chained, and every tampering found."""

import psycopg
import pytest

from app.county.audits import audited, noted
from app.county.databases import NOTHING, Connection
from tests.county.machines import enrolled
from tests.county.servers import Town


def written(town: Town) -> None:
    machine = enrolled(town)
    for act in ("print", "export", "reveal"):
        machine.change("act", "office", "", values={"act": act, "file": "张三丰"})
    machine.push()
    town.county.database.run(NOTHING, noted("revoke", lambda c: None, device="x"))


def test_the_audit_says_who_did_what_where_and_names_no_villager(town: Town):
    written(town)
    found = audited(town.county.database.auditor_url, 100)
    assert [(one["act"], one["area"]) for one in found["entries"]] == [
        ("print", "331102001"), ("export", "331102001"), ("reveal", "331102001"), ("revoke", None),
    ]  # fmt: skip
    assert found["broken"] == [] and "张三丰" not in str(found)
    assert len(audited(town.county.database.auditor_url, 2)["entries"]) == 2


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET act = 'sign_in' WHERE seq = 2",
        "UPDATE audit SET at = at + interval '1 second' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 4",
        "UPDATE audit SET details = '{}' WHERE seq = 1",
    ],
)
def test_an_entry_that_is_changed_or_cut_is_found(town: Town, sql: str):
    written(town)
    with psycopg.connect(town.clusters.root(town.database)) as root:
        root.execute(sql)
    assert audited(town.county.database.auditor_url, 1)["broken"]


def test_a_deed_that_fails_leaves_no_entry(town: Town):
    def fails(connection: Connection) -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        town.county.database.run(NOTHING, noted("revoke", fails))
    assert audited(town.county.database.auditor_url, 9)["entries"] == []
