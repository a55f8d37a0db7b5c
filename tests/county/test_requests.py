"""Who may ask at all: signatures, counters, tokens, limits, and the sentence that every refusal carries."""

import gzip
import logging

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.county.databases import NOTHING
from app.county.devices import revoke
from app.county.tokens import LIFE
from app.county.turnstiles import Turnstile
from app.log import without_people
from app.sync.wire.bodies import packed
from app.sync.wire.shapes import Enrol
from app.sync.wire.signatures import COUNT, COUNTY, DEVICE
from tests.county.machines import Machine, enrolled
from tests.county.servers import Town


def code_of(answer: httpx.Response) -> str:
    """The code of a refusal, which always has a sentence and the county's mark."""
    said = answer.json()
    assert said["message"] and answer.headers[COUNTY] == "1" and answer.status_code >= 400
    return str(said["code"])


def test_a_machine_joins_once_with_its_code(town: Town):
    code = town.code_for("331102001")
    first, second = Machine(town), Machine(town)
    answer = first.enrol(code).json()
    assert (answer["scope"], len(answer["county_public_key"])) == (["331102001"], 64)
    assert code_of(second.enrol(code)) == "code"
    assert code_of(second.enrol("AAAA-AAAA-AAAA-AAAA")) == "code"


def test_a_machine_whose_answer_was_lost_asks_again_with_the_same_code(town: Town):
    machine, code = Machine(town), town.code_for("331102001")
    assert machine.enrol(code).json() == machine.enrol(code).json()


def test_a_code_ends_after_seven_days(town: Town):
    machine, code = Machine(town), town.code_for("331102001")
    town.at[0] += LIFE * 14
    assert code_of(machine.enrol(code)) == "code"


def test_the_second_machine_of_a_township_hears_the_first_ones_ids_of_its_places(town: Town):
    first, second = enrolled(town), Machine(town)
    told = {code: one for one, code, *_ in second.enrol().json()["divisions"]}
    assert told["331102001201"] == first.division


def test_a_wrong_signature_is_refused(town: Town):
    machine = enrolled(town)
    machine.key = Ed25519PrivateKey.generate()
    assert code_of(machine.request("GET", "/v1/pull")) == "signature"


def test_the_signature_holds_the_query_and_the_body(town: Town):
    machine = enrolled(town)
    seen: list[httpx.Request] = []
    machine.client.event_hooks["request"].append(seen.append)
    machine.request("GET", "/v1/pull?cursor=0&limit=1")
    headers = dict(seen[0].headers) | {COUNT.lower(): str(machine.count + 1)}
    assert code_of(machine.client.get("/v1/pull?cursor=0&limit=500", headers=seen[0].headers)) == "signature"
    assert code_of(machine.client.get("/v1/pull?cursor=0&limit=1", headers=headers)) == "signature"


def test_a_recorded_request_is_not_answered_again(town: Town):
    machine = enrolled(town)
    seen: list[httpx.Request] = []
    machine.client.event_hooks["request"].append(seen.append)
    machine.request("GET", "/v1/pull?cursor=0")
    answer = machine.client.get("/v1/pull?cursor=0", headers=seen[0].headers)
    assert (code_of(answer), answer.json()["count"]) == ("replayed", machine.count)


def test_a_token_ends_after_twelve_hours_and_fits_no_other_machine(town: Town):
    first, second = enrolled(town), enrolled(town)
    second.token, own = first.token, second.token
    assert code_of(second.request("GET", "/v1/pull")) == "token"
    second.token = own
    town.at[0] += LIFE
    assert code_of(second.request("GET", "/v1/pull")) == "token"
    second.hello()
    assert second.request("GET", "/v1/pull").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "x.y", ".", "W10.x"])
def test_a_token_of_nobody_is_refused(town: Town, token: str):
    machine = enrolled(town)
    machine.token = token
    assert code_of(machine.request("GET", "/v1/pull")) == "token"


def test_a_revoked_machine_is_answered_no_more(town: Town):
    machine = enrolled(town)
    town.county.database.run(NOTHING, lambda c: revoke(c, machine.device, town.at[0]))
    machine.household()
    assert code_of(machine.push()) == "revoked"
    assert code_of(machine.hello()) == "revoked"
    assert town.rows("SELECT count(*) FROM op_seen") == [(0,)]


def test_an_unknown_machine_is_refused(town: Town):
    assert code_of(Machine(town).hello()) == "unknown_device"
    assert code_of(httpx.get(f"{town.url}/v1/pull", headers={DEVICE: "x"})) == "unknown_device"


def test_bodies_that_are_cut_swollen_or_strange_are_refused(town: Town):
    machine = enrolled(town)
    zipped = {"Content-Encoding": "gzip"}
    machine.household(address="x" * 1000)
    body, headers = packed(machine.pushed(1, 1))
    assert code_of(machine.request("POST", "/v1/push", body[:-9], **headers)) == "bad_body"
    assert code_of(machine.request("POST", "/v1/push", b"{", **zipped)) == "bad_body"
    assert code_of(machine.request("POST", "/v1/push", b"[]")) == "bad_body"
    bomb = gzip.compress(b" " * 3_000_000)
    assert code_of(machine.request("POST", "/v1/push", bomb, **zipped)) == "too_large"


@pytest.mark.parametrize(
    "target",
    ["/v1/pull?bucket=9999999999", "/v1/pull?cursor=x", "/v1/blob/x"],
)
def test_a_question_that_no_column_can_hold_is_refused_in_a_sentence(town: Town, target: str):
    assert code_of(enrolled(town).request("GET", target)) == "bad_body"


def test_letters_that_no_database_keeps_are_refused(town: Town):
    machine = enrolled(town)
    assert code_of(machine.hello(user="\0")) == "bad_body"
    assert code_of(machine.hello(epoch="\0")) == "bad_body"
    newcomer, code = Machine(town), town.code_for("331102001")
    newcomer.machine = "\0"
    assert code_of(newcomer.enrol(code)) == "bad_body"
    newcomer.machine = "pc"
    newcomer.places.append((machine.division, "\0", "\0", "village", None))
    assert newcomer.enrol(code).status_code in (200, 400)
    assert machine.hello().status_code == 200


def test_who_finds_no_room_is_asked_to_come_again(town: Town):
    machine = enrolled(town)
    machine.household()
    town.county.pushes = Turnstile(at_once=1, waiting=0)
    with town.county.pushes.passed():
        answer = machine.push()
        assert (answer.status_code, code_of(answer)) == (503, "busy")
        assert int(answer.headers["Retry-After"]) >= 3
    assert machine.push().status_code == 200


def test_a_copied_archive_on_another_pc_hears_that_it_needs_a_new_epoch(town: Town):
    machine = enrolled(town)
    assert machine.hello(machine_hash="another pc").json()["action"] == "new_epoch"
    assert town.rows("SELECT alarm FROM device") == [("copied",)]


def test_a_cursor_from_the_future_of_a_restored_server_means_starting_over(town: Town):
    machine = enrolled(town)
    assert machine.hello(cursor=5).json()["action"] == "rebootstrap"
    assert machine.hello(server_epoch="another").json()["action"] == "rebootstrap"


def test_a_program_of_another_age_hears_so(town: Town):
    assert enrolled(town).hello(schema=(5_000, 6_000)).json()["action"] == "upgrade_required"


def test_the_description_of_the_api_names_every_path(town: Town):
    paths = httpx.get(f"{town.url}/v1/openapi.json").json()["paths"]
    files = {"/v1/blob/{digest}", "/v1/blob/{digest}/kept"}
    hubs = {"/v1/hub/begin", "/v1/hub/part", "/v1/hub/end"}
    assert {"/v1/enrol", "/v1/hello", "/v1/push", "/v1/pull", "/v1/digest"} | files | hubs <= set(paths)


def test_no_log_line_names_a_villager(town: Town, caplog: pytest.LogCaptureFixture):
    machine = enrolled(town)
    machine.household(name="张三丰", id_number="331102198001011234")
    caplog.set_level(logging.DEBUG)
    machine.push()
    enrol = Enrol(
        code="x", device=machine.device, device_name="", public_key="zz", machine_hash="", office="张三丰"
    )
    machine.post("/v1/enrol", enrol)
    assert "331102198001011234" not in caplog.text and "张三丰" not in caplog.text
    assert without_people("张三丰 331102198001011234") == "~ #"
