"""The county in the browser: who comes in, what each role sees, what is masked, and that all of it is audited."""

import json
import re

import psycopg
import pytest

from app.county.databases import NOTHING
from app.county.pages.entrances import COOKIE
from app.county.pages.pages import PAGES
from app.county.users import GUESSES, LOCKED_FOR, CountyUser, add_user
from tests.county.browsers import PASSWORD, Person, a_person
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, TOWN, Machine, enrolled
from tests.county.servers import Town

NUMBER, ACCOUNT, PHONE = "331102197001010014", "6217001234567890386", "13900001234"


def a_home(machine: Machine, name: str = "Zhao", **values: object) -> str:
    """A household with its head at the county."""
    home = machine.household(code="331102001000007", bank_account=ACCOUNT, phone=PHONE, **values)
    person = machine.create("person", home.record_id, name=name, id_number=NUMBER, birth_date="1970-01-01")
    machine.create(
        "membership", home.record_id, household_id=home.record_id, person_id=person.record_id, relation="01"
    )
    machine.push()
    return home.record_id


def audited(town: Town, act: str) -> list[tuple[str, dict]]:
    return town.rows("SELECT who, details FROM audit WHERE act = %s ORDER BY seq", act)


def test_whoever_is_not_signed_in_sees_the_door(town: Town):
    person = Person(town)
    for page in PAGES:
        path = page.path.format(code=TOWN, id="0" * 32, name="li")
        answer = person.client.request(page.method, path)
        assert answer.url.path == "/login"


def test_the_right_password_lets_in_and_nobody_is_told_which_half_was_wrong(town: Town):
    person = Person(town).known()
    assert not person.come("a wrong enough one").is_in
    wrong = person.page
    nobody = Person(town, "nobody")
    assert not nobody.come().is_in
    assert strip(nobody.page.text) == strip(wrong.text)
    assert nobody.page.status_code == wrong.status_code == 401
    assert person.come().is_in


def strip(page: str) -> str:
    return re.sub(r'name="csrf" value="[^"]*"', "", page)


def test_five_wrong_passwords_lock_the_name_and_twenty_the_address(town: Town):
    person = Person(town).known()
    for _ in range(GUESSES):
        person.come("a wrong enough one")
    assert not person.come().is_in
    town.at[0] += LOCKED_FOR
    assert person.come().is_in
    guesser = Person(town, "nobody")
    for _ in range(20):
        guesser.come()
    assert not Person(town, "li").come().is_in


def test_a_cookie_is_for_no_script_and_no_other_site_and_a_page_for_no_cache(town: Town):
    person = a_person(town, "reader")
    cookie = next(one for one in person.page.history[0].headers.get_list("set-cookie") if COOKIE in one)
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    headers = person.client.get("/towns").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_a_form_that_was_not_ours_does_nothing(town: Town):
    person = a_person(town, "admin")
    said = {"name": "new", "role": "reader", "password": PASSWORD, "csrf": "x"}
    assert person.client.post("/people", data=said).status_code == 403
    person.open("/people")
    csrf = re.findall(r'name="csrf" value="([^"]+)"', person.page.text)[0]
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert person.client.post("/people", data=said | {"csrf": csrf}, headers=foreign).status_code == 403
    assert town.rows("SELECT count(*) FROM users") == [(1,)]


def test_who_signed_out_or_was_closed_is_out_in_all_his_pages(town: Town):
    person = a_person(town, "reader")
    word = person.client.cookies[COOKIE]
    person.open("/households")
    person.send("/logout")
    person.client.cookies.set(COOKIE, word)
    person.open("/households")
    assert not person.is_in
    person.come()
    admin = a_person(town, "admin")
    admin.open("/people")
    admin.send(f"/people/{person.name}", deed="close")
    person.open("/households")
    assert not person.is_in


def test_a_search_finds_by_name_code_and_the_end_of_a_number(town: Town):
    home = a_home(enrolled(town))
    person = a_person(town, "reader")
    for typed in ("Zha", "hao", "0014", "331102001000007"):
        assert home in person.open(f"/households?q={typed}"), typed
    for typed in ("Qian", "9999", "%", "_"):
        assert home not in person.open(f"/households?q={typed}"), typed


def test_a_households_page_shows_its_people_and_history_with_numbers_masked(town: Town):
    machine = enrolled(town)
    home = a_home(machine, address="Bridge 7")
    person = a_person(town, "reader")
    text = person.open(f"/households/{home}")
    assert "Zhao" in text and "Bridge 7" in text and "clerk" in text and "laptop" in text
    for number in (NUMBER, ACCOUNT, PHONE):
        assert number not in text
    assert "331102********0014" in text
    assert audited(town, "view") == [("user:reader", {"household": home})]


def test_numbers_are_shown_for_a_reason_and_the_reason_is_kept(town: Town):
    home = a_home(enrolled(town))
    person = a_person(town, "reader")
    person.open(f"/households/{home}")
    assert NUMBER not in person.send(f"/households/{home}/reveal", reason="x")
    text = person.send(f"/households/{home}/reveal", reason="bank asks")
    assert NUMBER in text and ACCOUNT in text and PHONE in text
    assert audited(town, "reveal") == [("user:reader", {"household": home, "reason": "bank asks"})]
    assert NUMBER not in person.open(f"/households/{home}")


def test_a_number_somebody_typed_into_a_note_or_a_snapshot_is_not_shown(town: Town):
    machine = enrolled(town)
    home = a_home(machine, remark=f"number {NUMBER}")
    machine.create("snapshot", home, household_id=home, year=2025, body=json.dumps({"n": NUMBER}))
    machine.push()
    assert NUMBER not in a_person(town, "reader").open(f"/households/{home}")


@pytest.mark.parametrize("role", ["reader", "approver", "admin", "auditor"])
def test_each_role_opens_its_own_pages_and_no_others(town: Town, role: str):
    person = a_person(town, role)
    for page in PAGES:
        if page.method == "GET":
            path = page.path.format(code=TOWN, id="0" * 32, name="li")
            person.open(path)
            assert (person.page.status_code == 403) == (role not in page.roles), path


def test_the_state_of_townships_names_the_silent_ones(town: Town):
    enrolled(town)
    person = a_person(town, "reader")
    assert "chip ok" in person.open("/towns")
    town.at[0] = town.at[0].replace(day=6)
    person.come()
    assert "chip warn" in person.open("/towns")
    town.at[0] = town.at[0].replace(day=12)
    person.come()
    assert "chip bad" in person.open("/towns")


def test_an_administrator_revokes_a_machine_and_gives_a_code_to_the_next(town: Town):
    machine = enrolled(town)
    admin = a_person(town, "admin", TOWN)
    admin.open(f"/towns/{TOWN}")
    admin.send(f"/towns/{TOWN}/revoke", device=machine.device)
    assert machine.request("GET", "/v1/pull?cursor=0").status_code == 403
    text = admin.send("/towns/code", code=TOWN)
    code = re.search(r"#([0-9A-Z-]+)", text)
    assert code
    assert Machine(town).enrol(code.group(1)).status_code == 200
    assert audited(town, "revoke") == [(f"user:admin{TOWN}", {"device": machine.device})]


def test_an_administrator_of_one_township_reaches_no_other(town: Town):
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    town.county.database.run(NOTHING, lambda c: add_user(c, CountyUser("boss", "admin", ""), PASSWORD))
    enrolled(town)
    admin = a_person(town, "admin", TOWN)
    assert OTHER_TOWN not in admin.open("/towns")
    admin.open(f"/towns/{TOWN}")
    admin.send("/towns/code", code=OTHER_TOWN)
    admin.open(f"/towns/{TOWN}")
    csrf = re.findall(r'name="csrf" value="([^"]+)"', admin.page.text)[0]
    admin.client.post(f"/towns/{OTHER_TOWN}/revoke", data={"csrf": csrf, "device": other.device})
    admin.client.post(f"/towns/{TOWN}/revoke", data={"csrf": csrf, "device": other.device})
    admin.client.post("/people/boss", data={"csrf": csrf, "deed": "close"})
    person = {"csrf": csrf, "name": "mole", "role": "reader", "code": OTHER_TOWN, "password": PASSWORD}
    admin.client.post("/people", data=person)
    admin.client.post("/people", data=person | {"role": "auditor", "code": TOWN})
    assert town.rows("SELECT count(*) FROM enrolment WHERE used_by IS NULL") == [(0,)]
    assert town.rows("SELECT count(*) FROM device WHERE revoked_at IS NOT NULL") == [(0,)]
    assert town.rows("SELECT name FROM users WHERE closed_at IS NULL ORDER BY 1") == [
        (admin.name,),
        ("boss",),
    ]


def test_the_auditor_reads_what_was_done_and_proves_the_chain(town: Town):
    home = a_home(enrolled(town))
    a_person(town, "reader").open(f"/households/{home}")
    auditor = a_person(town, "auditor")
    assert home in auditor.open(f"/audit?household={home}&check=1")
    assert "told ok" in auditor.page.text
    with psycopg.connect(town.clusters.root(town.database)) as connection:
        connection.execute("UPDATE audit SET who = 'nobody' WHERE act = 'view'")
    auditor.open("/audit?check=1")
    assert "told bad" in auditor.page.text


def test_a_password_is_changed_by_whoever_knows_it(town: Town):
    person = a_person(town, "reader")
    second = Person(town, person.name).come()
    person.open("/me")
    person.send("/me", password="a wrong enough one", new="another long one", again="another long one")
    assert second.open("/me") and second.is_in
    person.open("/me")
    person.send("/me", password=PASSWORD, new="another long one", again="another long one")
    assert person.is_in
    second.open("/me")
    assert not second.is_in
    assert second.come("another long one").is_in
