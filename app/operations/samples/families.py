"""Who lives together in an invented household: relations, sexes and ages that fit each other."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from app.operations.samples.stocks import MEN, WOMEN, draw
from app.rules.dossiers import HEAD

# Relations to the head (forms/codes/relation.toml).
SPOUSE, SON, DAUGHTER, SONS_WIFE = "02", "03", "04", "05"
GRANDSON, GRANDDAUGHTER, FATHER, MOTHER, SIBLING = "07", "08", "11", "12", "21"


@dataclass(frozen=True, slots=True)
class Kin:
    """One of a household: relation to the head, sex, age in years at the year's end, whose surname is borne."""

    relation: str
    sex: str
    age: int
    line: str = "head"


Family = list[Kin]


def other(sex: str) -> str:
    """The other sex."""
    return WOMEN if sex == MEN else MEN


def _head(random: Random, low: int, high: int, men: float = 0.86) -> Kin:
    return Kin(HEAD, MEN if random.random() < men else WOMEN, random.randint(low, high))


def _spouse(random: Random, head: Kin) -> Kin:
    older = random.randint(-2, 4) if head.sex == MEN else random.randint(-4, 2)
    return Kin(SPOUSE, other(head.sex), max(20, head.age - older), "married")


def _children(random: Random, head: Kin, most: int) -> Family:
    # A woman at the head: the children bear their father's name.
    line = "head" if head.sex == MEN else "married"
    oldest = min(head.age - random.randint(20, 27), 36)
    ages = [max(0, oldest - n * random.randint(2, 6)) for n in range(random.randint(1, most))]
    boys = [random.random() < 0.54 for _ in ages]
    return [
        Kin(SON if boy else DAUGHTER, MEN if boy else WOMEN, age, line)
        for age, boy in zip(ages, boys, strict=True)
    ]


def _parents(random: Random, head: Kin) -> Family:
    father = Kin(FATHER, MEN, head.age + random.randint(21, 30))
    mother = Kin(MOTHER, WOMEN, head.age + random.randint(19, 28), "mother")
    return random.choice([[father], [mother], [mother], [father, mother]])


def _grandchildren(random: Random, head: Kin, parent: int) -> Family:
    ages = [max(0, parent - random.randint(22, 28) - 3 * n) for n in range(random.randint(1, 2))]
    line = "head" if head.sex == MEN else "married"
    return [
        Kin(GRANDSON, MEN, age, line) if random.random() < 0.53 else Kin(GRANDDAUGHTER, WOMEN, age, line)
        for age in ages
    ]


def alone(random: Random) -> Family:
    """One person, mostly old."""
    return [_head(random, 52, 90, 0.7)]


def couple(random: Random) -> Family:
    """Two whose children live elsewhere."""
    head = _head(random, 46, 82, 0.93)
    return [head, _spouse(random, head)]


def nuclear(random: Random) -> Family:
    """Parents and up to three children."""
    head = _head(random, 28, 56)
    return [head, _spouse(random, head), *_children(random, head, 3)]


def three_generations(random: Random) -> Family:
    """Parents, children, and a parent or both of the head."""
    head = _head(random, 33, 57, 1.0)
    return [head, _spouse(random, head), *_children(random, head, 2), *_parents(random, head)]


def grown_son(random: Random) -> Family:
    """An old head with a son's family."""
    head = _head(random, 56, 78, 0.9)
    line = "head" if head.sex == MEN else "married"
    son = Kin(SON, MEN, head.age - random.randint(22, 28), line)
    wife = Kin(SONS_WIFE, WOMEN, max(20, son.age - random.randint(-1, 4)), "wife")
    spouse = [_spouse(random, head)] if random.random() < 0.7 else []
    return [head, *spouse, son, wife, *_grandchildren(random, head, son.age)]


def one_parent(random: Random) -> Family:
    """A father or mother with children."""
    head = _head(random, 33, 58, 0.55)
    return [head, *_children(random, head, 2)]


def grandparents(random: Random) -> Family:
    """Grandparents with the grandchildren left in their care."""
    head = _head(random, 56, 76, 0.9)
    return [head, _spouse(random, head), *_grandchildren(random, head, head.age - 24)]


def siblings(random: Random) -> Family:
    """A brother or sister living with the head."""
    head = _head(random, 44, 72, 0.9)
    sex = random.choice([MEN, WOMEN])
    return [head, Kin(SIBLING, sex, head.age + random.randint(-6, 6))]


_KINDS: dict[Callable[[Random], Family], float] = {
    alone: 0.13,
    couple: 0.19,
    nuclear: 0.31,
    three_generations: 0.19,
    grown_son: 0.09,
    one_parent: 0.05,
    grandparents: 0.03,
    siblings: 0.01,
}
_DRAW = draw(_KINDS)


def family(random: Random) -> Family:
    """A household's people, head first; 3.3 of them on average."""
    found: Family = _DRAW.one(random)(random)
    return found
