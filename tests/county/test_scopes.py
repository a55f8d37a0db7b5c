"""Nobody sees or changes what lies outside his places: by the code, and by the database alone."""

import psycopg
import pytest
from psycopg import errors

from app.county import pushes
from app.county.databases import NOTHING, Connection, Scope, set_scope
from app.county.devices import Device, device_of, set_codes
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, Machine, enrolled
from tests.county.servers import Town


def canary(town: Town, **more: object) -> tuple[Machine, str]:
    """A machine of another township with rows that carry a secret word; the id of its household."""
    machine = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE, **more)
    made = machine.household(address="canary")
    machine.create("income", made.record_id, household_id=made.record_id, kind="canary", amount=1)
    machine.push()
    return machine, made.record_id


def everything(machine: Machine, foreign: str) -> str:
    """All that a machine gets to read, however it asks."""
    asked = ["/v1/pull?cursor=0&limit=20000", "/v1/pull?cursor=-9", "/v1/digest"]
    asked += [
        f"/v1/pull?cursor=0&bucket={int(foreign[-2:], 16)}",
        f"/v1/pull?id={foreign}&area={OTHER_VILLAGE}",
    ]
    return "".join(machine.request("GET", one).text for one in asked)


def test_another_township_is_not_in_the_feed(town: Town):
    mine = enrolled(town)
    other, foreign = canary(town)
    own = mine.household()
    mine.push()
    assert set(mine.docs()) == {own.record_id}
    said = everything(mine, foreign)
    assert "canary" not in said and foreign.replace("-", "") not in said and OTHER_VILLAGE not in said
    assert foreign in other.docs()


def test_a_machine_of_one_village_sees_that_village_and_what_the_township_has_for_all(town: Town):
    whole = enrolled(town)
    one = whole.household()
    campaign = whole.create("campaign", name="check")
    next_door = enrolled(town, codes=("331102001202",), village="331102001202")
    other = next_door.household()
    part = enrolled(town, codes=(VILLAGE,), division=whole.division)
    for machine in (whole, next_door):
        machine.push()
    assert set(part.docs()) == {one.record_id, campaign.record_id}
    assert set(whole.docs()) == {one.record_id, campaign.record_id, other.record_id}
    part.update(campaign, name="mine")
    assert part.push().json()["results"][0][1] == "rejected"


def test_a_foreign_row_is_neither_changed_nor_deleted_nor_taken_over(town: Town):
    mine = enrolled(town)
    _, foreign = canary(town)
    mine.change("update", "household", foreign, foreign, values={"address": "mine"}, base={"id": foreign})
    mine.change("delete", "household", foreign, foreign, base={"id": foreign})
    mine.create("household", foreign, foreign, division_id=mine.division)
    answer = mine.push()
    assert {one[1] for one in answer.json()["results"]} <= {"rejected", "conflict"}
    assert "canary" not in answer.text
    assert town.rows("SELECT doc ->> 'address' FROM entity WHERE id = %s", foreign) == [("canary",)]


def test_a_row_is_not_put_into_a_foreign_village(town: Town):
    mine = enrolled(town)
    other, foreign = canary(town)
    mine.division = other.division  # it guessed the id of the other village
    mine.household()
    mine.create("income", foreign, household_id=foreign, kind="mine")
    assert {one[1] for one in mine.push().json()["results"]} == {"rejected"}
    assert "mine" not in str(other.docs())


def test_a_household_is_not_moved_into_a_foreign_village(town: Town):
    mine = enrolled(town)
    other, _ = canary(town)
    own = mine.household()
    mine.update(own, division_id=other.division)
    mine.push()
    assert own.record_id not in other.docs()


def test_another_machines_batch_is_not_taken_from_this_one(town: Town):
    mine = enrolled(town)
    other, _ = canary(town)
    other.household()
    assert mine.post("/v1/push", other.pushed(3, 3)).status_code in (400, 409)


def test_a_grown_scope_is_seen_at_the_next_pull(town: Town):
    mine = enrolled(town)
    _, foreign = canary(town)

    def grant(connection: Connection) -> None:
        known = device_of(connection, mine.device)
        assert known is not None
        set_codes(connection, known, [TOWN, OTHER_TOWN])

    town.county.database.run(NOTHING, grant)
    assert foreign in mine.docs()
    assert mine.hello().json()["scope_version"] == 2


# The second wall alone: what the server's own role can do when the code forgets to look.


def test_the_database_alone_hides_foreign_rows(town: Town):
    mine = enrolled(town)
    own = mine.household()
    mine.push()
    canary(town)
    scope = town.scope("331102001")
    for table in ("entity", "op_log", "scope_event", "blob"):
        rows = town.county.database.run(
            scope, lambda c, t=table: c.execute(f"SELECT t.*::text FROM {t} t").fetchall()
        )
        assert "canary" not in str(rows)
    ids = town.county.database.run(scope, lambda c: c.execute("SELECT id::text FROM entity").fetchall())
    assert ids == [(own.record_id,)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entity SET doc = '{}'",
        "UPDATE entity SET area = (SELECT number FROM division WHERE code = '331102001201')",
    ],
)
def test_the_database_alone_keeps_foreign_rows_from_being_changed(town: Town, sql: str):
    _, foreign = canary(town)
    enrolled(town)
    done = town.county.database.run(town.scope("331102001"), lambda c: c.execute(sql).rowcount)
    assert done == 0
    assert town.rows("SELECT doc ->> 'address' FROM entity WHERE id = %s", foreign) == [("canary",)]


def test_the_database_alone_keeps_rows_from_being_put_elsewhere(town: Town):
    mine = enrolled(town)
    mine.household()
    mine.push()
    canary(town)
    sql = "UPDATE entity SET area = (SELECT number FROM division WHERE code = %s)"
    with pytest.raises(errors.InsufficientPrivilege):
        town.county.database.run(town.scope("331102001"), lambda c: c.execute(sql, (OTHER_VILLAGE,)))


def test_with_the_codes_own_check_switched_off_the_database_still_refuses(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    mine = enrolled(town)
    other, foreign = canary(town)

    def believes_the_machine(connection: pushes.Connection, device: Device) -> Scope:
        own = town.scope("331102001")
        set_scope(connection, own)
        return Scope(own.reads, town.scope("33").writes)

    monkeypatch.setattr(pushes, "scope_of", believes_the_machine)
    monkeypatch.setattr(pushes, "set_scope", lambda connection, scope: None)
    mine.division = other.division
    mine.household(address="mine")
    assert mine.push().status_code == 500
    assert "mine" not in str(other.docs())
    assert "canary" not in everything(mine, foreign)


def test_a_transaction_without_a_scope_fails(town: Town):
    database = town.county.database
    with database.pool.connection() as connection, pytest.raises(errors.UndefinedObject):
        connection.execute("SELECT * FROM entity")
    with psycopg.connect(database.url) as once:
        set_scope(once, NOTHING)
        once.commit()
        with pytest.raises(errors.InvalidTextRepresentation):
            once.execute("SELECT * FROM entity")


@pytest.mark.parametrize("table", ["op_log", "op_seen", "audit", "scope_event"])
def test_the_servers_role_cannot_rewrite_the_past(town: Town, table: str):
    for sql in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(errors.InsufficientPrivilege):
            town.county.database.run(NOTHING, lambda c, one=sql: c.execute(one))


def test_the_servers_role_owns_nothing_and_passes_no_wall(town: Town):
    row = town.rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'hudang_app'")
    assert row == [(False, False, False)]
    owned = town.rows(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'hudang_app'"
    )
    assert owned == [(0,)]
    unguarded = town.rows(
        "SELECT relname FROM pg_class WHERE relname IN ('entity', 'op_log', 'scope_event', 'blob')"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    assert unguarded == []


def test_the_auditor_reads_the_audit_and_no_household(town: Town):
    canary(town)
    with psycopg.connect(town.county.database.auditor_url, autocommit=True) as auditor:
        auditor.execute("SELECT * FROM audit")
        for sql in ("SELECT * FROM entity", "SELECT * FROM op_log", "INSERT INTO audit_head VALUES (2, '')"):
            with pytest.raises(errors.InsufficientPrivilege):
                auditor.execute(sql)


def test_the_county_above_is_nobodys_row(town: Town):
    first, second = enrolled(town), enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    for machine in (first, second):
        machine.create("division", None, "00000000-0000-5000-8000-000000000033", code="33", name="省")
        own = machine.create("division", None, machine.division, code=machine.village, name="村")
        assert machine.push().json()["results"] == []
        assert set(machine.docs()) == {own.record_id}
