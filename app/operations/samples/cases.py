"""Cases of an invented township at every step: asked, checked, met over, on the wall, decided, ended, dropped.

Batches of watching and of clearing risks, spread over the township; dynamic adjustment in one village.
"""

import tomllib
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.operations.cases.conditions import conditions_unmet
from app.operations.cases.opening import drop_case
from app.operations.cases.walking import send_back
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import answer_objection, record_objection, take_down
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.procedures import procedures
from app.operations.samples.batches import Batch
from app.paths import resources
from app.rules.dossiers import Value

WATCH, CLEAR = "monitor-in", "risk-cleared"
_MANY = 15
"""Households of one village that dynamic adjustment takes: five batches of three."""
_LEAST = 2
"""Households a batch needs; a village with fewer has none."""


def add_cases(office: Office) -> None:
    """Put a case at each step into the first villages that have the households for it."""
    words = tomllib.loads((resources() / "sample" / "public.toml").read_text(encoding="utf-8"))
    today = office.clock().date()
    free = {village.id: _homes(office, village.id) for village in villages(office)}
    for home, pools in free.items():
        if len(pools[False]) >= _MANY:
            taken, pools[False] = pools[False][-_MANY:], pools[False][:-_MANY]
            _adjust(office, words, home, taken, today)
            break
    for number, (procedure, make) in enumerate(_SCENES):
        watched = procedure == CLEAR
        village = next((one for one, homes in _from(free, number) if len(homes[watched]) >= _LEAST), None)
        if village is None:
            continue
        homes, free[village][watched] = free[village][watched][:6], free[village][watched][6:]
        batch = Batch(office, words, homes)
        batch.stand_on(today - timedelta(days=30))
        asked = {"standing.clear_way": "1"} if watched else {"standing.monitor_class": "3"}
        batch.open(procedure, village, asked)
        make(batch, today)


def _adjust(office: Office, words: dict[str, str], village: str, homes: list[str], today: date) -> None:
    """Dynamic adjustment in one village: three fell back and are on their way out again, others wait at their steps."""
    known = procedures(office)
    fallen, falling, struck, grown, growing = (homes[at : at + 3] for at in range(0, _MANY, 3))
    for key, asked, group, until, begun in (
        ("return", {"standing.return_reason": "01"}, fallen, "", 60),
        ("return", {"standing.return_reason": "04"}, falling, "township", 30),
        ("strike", {"standing.household_kind": "1", "standing.poverty_status": "1"}, struck, "notice", 20),
        ("members", {}, grown, "", 60),
        ("members", {}, growing, "notice", 10),
    ):
        batch = Batch(office, words, group)
        batch.stand_on(today - timedelta(days=begun))
        batch.open(key, village, asked)
        batch.march(known[key], until)
    leaving = Batch(office, words, fallen)
    leaving.stand_on(today - timedelta(days=20))
    leaving.open("poor-exit", village, {})
    leaving.march(known["poor-exit"], "first")
    leaving.stand_on(today - timedelta(days=3))
    leaving.hang()


def _from(free: dict[str, dict[bool, list[str]]], number: int) -> list[tuple[str, dict[bool, list[str]]]]:
    """The villages, beginning with the n-th: the cases spread over the township."""
    every = list(free.items())
    at = number % len(every) if every else 0
    return every[at:] + every[:at]


def _homes(office: Office, village: str) -> dict[bool, list[str]]:
    """Open households of a village: those watched whose risk may be cleared, and those never watched."""
    sql = (
        "SELECT h.id, max(s.monitor_class IS NOT NULL AND coalesce(s.risk_cleared, 0) = 0),"
        " max(s.monitor_class IS NULL)"
        " FROM household h LEFT JOIN standing s ON s.household_id = h.id AND s.year ="
        " (SELECT max(year) FROM standing n WHERE n.household_id = h.id)"
        " WHERE h.division_id = ? AND h.closed_on IS NULL GROUP BY h.id ORDER BY h.group_name, h.code"
    )
    found: dict[bool, list[str]] = {True: [], False: []}
    for home, watched, never in office.archive.read(sql, (village,)):
        if watched or never:
            found[bool(watched)].append(str(home))
    since = office.clock().date() - timedelta(days=30)
    unmet = conditions_unmet(office, {home: {"monitor_class": "3"} for home in found[True]}, since)
    found[True] = [home for home in found[True] if home not in unmet]
    return found


def _asked(batch: Batch, today: date) -> None:
    """Nothing yet: the first step waits."""


def _checked(batch: Batch, today: date) -> None:
    batch.walk("village")


def _without_quorum(batch: Batch, today: date) -> None:
    batch.walk("village")
    batch.walk("team", 2)
    batch.stand_on(today - timedelta(days=3))
    batch.meet(present=17)


def _to_the_wall(batch: Batch, posted: date) -> None:
    batch.walk("village")
    batch.walk("team", 2)
    batch.stand_on(posted - timedelta(days=1))
    batch.meet()
    batch.walk("village")
    batch.stand_on(posted)
    batch.hang()


def _voted(batch: Batch, today: date) -> None:
    batch.walk("village")
    batch.walk("team", 2)
    batch.stand_on(today - timedelta(days=1))
    batch.meet()
    batch.walk("village")


def _drafted(batch: Batch, today: date) -> None:
    _voted(batch, today)
    approve_notice(batch.office, draft_notice(batch.office, batch.case))


def _hanging(batch: Batch, today: date) -> None:
    _to_the_wall(batch, today - timedelta(days=2))
    answers: dict[str, Value] = {"received_on": today - timedelta(days=1), "way": "2", "who": batch.words["who"],
               "what": batch.words["objection"]}  # fmt: skip
    batch.stand_on(today)
    record_objection(batch.office, batch.notice, answers, batch.homes[0])


def _ending(batch: Batch, today: date) -> None:
    _to_the_wall(batch, today - timedelta(days=5))


def _too_long(batch: Batch, today: date) -> None:
    _to_the_wall(batch, today - timedelta(days=7))


def _decided(batch: Batch, today: date) -> None:
    _to_the_wall(batch, today - timedelta(days=14))
    answers: dict[str, Value] = {"received_on": batch.day, "way": "1", "what": batch.words["objection"]}
    objection = record_objection(batch.office, batch.notice, answers, batch.homes[-1])
    batch.stand_on(today - timedelta(days=7))
    found = batch.words["found"]
    answer_objection(batch.office, objection, investigator=batch.words["chair"], found=found, upheld=False)
    batch.come_down()
    batch.walk("village")


def _with_the_county(batch: Batch, today: date) -> None:
    _decided(batch, today)
    batch.walk("township", 1)


def _sent_back(batch: Batch, today: date) -> None:
    _decided(batch, today)
    batch.stand_on(today - timedelta(days=2))
    send_back(batch.office, batch.case, batch.words["township"], batch.words["returned"])


def _to_be_announced(batch: Batch, today: date) -> None:
    _with_the_county(batch, today)
    batch.walk("county", 1)


def _finished(batch: Batch, today: date) -> None:
    _to_be_announced(batch, today)
    batch.stand_on(today - timedelta(days=3))
    batch.hang()
    batch.walk("village")
    take_down(batch.office, batch.notice)


def _dropped(batch: Batch, today: date) -> None:
    batch.walk("village")
    drop_case(batch.office, batch.case, batch.words["dropped"])


_SCENES: Sequence[tuple[str, Callable[[Batch, date], None]]] = (
    (WATCH, _checked), (WATCH, _without_quorum), (WATCH, _hanging), (CLEAR, _ending), (CLEAR, _too_long),
    (WATCH, _decided), (CLEAR, _with_the_county), (WATCH, _sent_back), (WATCH, _finished), (CLEAR, _finished),
    (WATCH, _dropped), (WATCH, _asked), (WATCH, _voted), (WATCH, _drafted), (WATCH, _with_the_county),
    (WATCH, _to_be_announced),
)  # fmt: skip
