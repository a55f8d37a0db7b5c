"""Invented villages with every hard case for a public list, and what must never be read on one.

`python -m tests.proof.villages 100000` proves as many of them; the tests take a slice.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from app.paths import forms as forms_folder
from app.rules.boards import Board, Listed, make_board
from app.rules.dossiers import Dossier, Member, Place, Value
from app.rules.formfiles import load_forms
from app.rules.forms import Forms
from app.rules.idnumbers import check_digit
from app.rules.leaks import find_leaks, listed_in
from app.rules.notices import NoticeKind, load_notices

TODAY = date(2026, 11, 23)
NAMES = (
    "王强",
    "王强",
    "李芳",
    "张伟",
    "丁",
    "阿依古丽·买买提江",
    "阿依古丽·买买提",
    "𠮷野家",
    "𪚥龙",
    "欧阳娜娜",
    "王小强",
)
GROUPS = ("一组", "二组", "", "三组")
SCHOOLS = ("曾家镇中心小学", "朝天中学")


@cache
def the_forms() -> Forms:
    """The shipped forms."""
    return load_forms(forms_folder())


@cache
def the_kinds() -> dict[str, NoticeKind]:
    """The shipped kinds of notices."""
    return load_notices(forms_folder())


def a_number(chance: random.Random, born: date) -> str:
    """A sound ID number of that birth date."""
    bare = f"510812{born:%Y%m%d}{chance.randrange(1000):03d}"
    return bare + check_digit(bare)


def a_member(chance: random.Random, name: str, relation: str, year: int) -> Member:
    """A person with all that must not be said of him."""
    born = date(year, chance.randint(1, 12), chance.randint(1, 28))
    person: dict[str, Value] = {
        "name": name,
        "id_number": a_number(chance, born),
        "birth_date": born,
        "phone": f"13{chance.randrange(10**9):09d}",
        "sex": chance.choice("12"),
    }
    fared: dict[str, Value] = {
        "health": chance.choice([("1",), ("2",), ("3", "4")]),
        "school_name": chance.choice(SCHOOLS) if year > 2010 else None,
    }
    return Member(
        f"p{chance.getrandbits(60)}", f"m{chance.getrandbits(60)}", person, {"relation": relation}, fared
    )


def a_home(chance: random.Random, at: int) -> Listed:
    """A household of one to five, sometimes headed by a child, sometimes a twin of another."""
    members = [a_member(chance, chance.choice(NAMES), "01", chance.choice([1951, 1968, 1975, 1990, 2016]))]
    for _ in range(chance.randrange(4)):
        members.append(a_member(chance, chance.choice(NAMES), "02", chance.choice([1955, 1980, 2015, 2020])))
    household: dict[str, Value] = {
        "code": f"{at:012d}",
        "group_name": chance.choice(GROUPS) or None,
        "phone": f"15{chance.randrange(10**9):09d}",
        "bank_account": f"622202{chance.randrange(10**13):013d}",
        "address": f"曾家镇石烛村{at % 90 + 10}号",
    }
    place = Place("四川省", "广元市", "朝天区", "曾家镇", "石烛村", "510812103200", "d")
    dossier = Dossier(f"h{at}", 2026, (2026,), place, household, {}, {}, tuple(members))
    amount = Decimal(chance.randrange(100, 900_000)) / 100
    payment = {"scheme": "产业奖补", "standard": amount, "quantity": Decimal(1), "amount": amount}
    return Listed(dossier, {"standing.monitor_class": "3", "standing.clear_way": "1"}, payment)


def a_village(seed: int, most: int = 40) -> list[Listed]:
    """The households of one list."""
    chance = random.Random(seed)
    return [a_home(chance, at) for at in range(chance.randint(1, most))]


def text_of(board: Board) -> str:
    """What a reader reads."""
    return "\n".join("\t".join(row) for row in (board.heads, *board.rows))


def faults(seed: int, kind: NoticeKind, profile: str) -> Iterator[str]:
    """What is wrong with the list of one village: something said that must not be, or two lines that read the same."""
    listed = a_village(seed)
    board = make_board(kind, listed, profile, the_forms())
    known = listed_in([one.dossier for one in listed], the_forms())
    for leak in find_leaks(text_of(board), known, TODAY):
        yield f"{seed} {kind.key} {profile}: {leak.kind} {leak.shown}"
    confused = {number for numbers in board.confused for number in numbers}
    told = [row[1:] for number, row in enumerate(board.rows, 1) if number not in confused]
    if len(set(_named(kind, told))) != len(told):
        yield f"{seed} {kind.key} {profile}: two lines read the same"
    for child in _children(listed):
        if any(child in cell for row in board.rows for cell in row):
            yield f"{seed} {kind.key} {profile}: a child in full"


def _named(kind: NoticeKind, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Of each line what says who is meant; the same person may be paid twice, amounts tell nobody apart."""
    sources = [column.source for column in kind.columns][1:]
    who = [
        at for at, source in enumerate(sources) if source in ("who", "household.group_name", "derived.size")
    ]
    return [tuple(row[at] for at in who) for row in rows]


def _children(listed: Sequence[Listed]) -> set[str]:
    """Full names that only children under fourteen of this village bear, of two characters at least."""
    members = [(member, one.dossier) for one in listed for member in one.dossier.members]
    grown = {member.name for member, dossier in members if (member.age_on(dossier.year_end) or 0) >= 14}
    names = {member.name for member, _ in members} - grown
    return {name for name in names if len(name) > 2 and not any(name in other for other in grown)}


def prove(count: int) -> list[str]:
    """The faults of `count` villages, each with a kind and a profile of its own in turn."""
    kinds = [kind for kind in the_kinds().values() if kind.about != "project"]
    found: list[str] = []
    for seed in range(count):
        profile = ("board", "website")[seed % 2]
        found += faults(seed, kinds[seed % len(kinds)], profile)
    return found


if __name__ == "__main__":
    villages = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    wrong = prove(villages)
    print(f"{villages} villages, {len(wrong)} faults", *wrong[:20], sep="\n")
    sys.exit(bool(wrong))
