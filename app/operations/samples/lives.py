"""How each person of an invented township fares in the year: school, health, work, insurance."""

from random import Random

from app.operations.samples.people import Facts
from app.operations.samples.stocks import Draw, Job, Stock, draw

HEALTHY, CHRONIC, SERIOUS, DISABLED = "1", "2", "3", "4"
ORDINARY, SKILLED, WEAK, LOST, NONE = "1", "2", "3", "4", "5"
DISABILITY_CARD = "2"

_HEALTH = {
    16: draw({(HEALTHY,): 97, (CHRONIC,): 1, (DISABLED,): 2}),
    60: draw({(HEALTHY,): 88, (CHRONIC,): 6, (SERIOUS,): 2, (DISABLED,): 4}),
    150: draw({(HEALTHY,): 58, (CHRONIC,): 27, (SERIOUS,): 5, (DISABLED,): 6, (CHRONIC, DISABLED): 4}),
}
_EDUCATION = {
    40: draw({"02": 6, "03": 42, "04": 25, "05": 17, "06": 10}),
    60: draw({"01": 8, "02": 31, "03": 48, "04": 12, "05": 1}),
    150: draw({"01": 34, "02": 46, "03": 17, "04": 3}),
}
# School by age at the year's end; the rest of the school list begins at sixteen.
SCHOOL = {
    **dict.fromkeys(range(3), "01"),
    **dict.fromkeys(range(3, 6), "02"),
    **dict.fromkeys(range(6, 12), "03"),
    12: "04",
    13: "05",
    14: "06",
}
_SENIOR = {15: ("07", "10"), 16: ("08", "11"), 17: ("09", "12")}
_HIGHER = {18: ("13", "20"), 19: ("14", "21"), 20: ("15", "22"), 21: ("", "23")}
_DISABILITIES = draw({"4": 50, "1": 12, "2": 14, "3": 5, "5": 9, "6": 8, "7": 2})
_POSTS = draw({"07": 40, "01": 25, "02": 20, "03": 8, "06": 7})


def _by_age(table: dict[int, Draw], age: int, random: Random) -> str | tuple[str, ...]:
    found: str | tuple[str, ...] = next(pool for until, pool in table.items() if age < until).one(random)
    return found


def school_state(age: int, random: Random) -> str | None:
    """Where a person of that age is at school, as code; None for one who is not."""
    if age in SCHOOL:
        return SCHOOL[age]
    if age in _SENIOR:
        return _SENIOR[age][random.random() < 0.35]
    if age in _HIGHER and random.random() < 0.5:
        return _HIGHER[age][random.random() < 0.45] or None
    return None


def live(person: Facts, stock: Stock, where: dict[str, str], dibao: bool, random: Random) -> None:
    """Add the year's facts to a person. `where` names county, city and township; `dibao`: on minimum support."""
    age = person["age"]
    state = school_state(age, random)
    education = None if state else _by_age(_EDUCATION, age, random)
    health = _by_age(_HEALTH, age, random)
    labour = _labour(age, bool(state), health, education, random)
    _carry_card(person, health, random)
    _political(person, age, education, random)
    _insure(person, age, bool(state), random)
    person.update(
        {
            "member_year.school_state": state,
            "member_year.education": education,
            "member_year.health": health,
            "member_year.labour": labour,
            "member_year.mandarin": age < 60 or random.random() < 0.55,
            "member_year.dibao": dibao,
            "member_year.tekun": False,
            "member_year.abroad": False,
            "member_year.illness_aid": SERIOUS in health and random.random() < 0.45,
            "member_year.health_aid": CHRONIC in health and random.random() < 0.3,
        }
    )
    _work(person, labour, stock, where, random)


def _labour(
    age: int, at_school: bool, health: str | tuple[str, ...], education: object, random: Random
) -> str:
    if age < 16 or at_school:
        return NONE
    if DISABLED in health or SERIOUS in health:
        return WEAK if age < 65 and random.random() < 0.5 else LOST
    if age >= 60 or CHRONIC in health:
        return WEAK if age < 72 else NONE
    return SKILLED if education in ("04", "05", "06") and random.random() < 0.6 else ORDINARY


def _carry_card(person: Facts, health: str | tuple[str, ...], random: Random) -> None:
    if DISABLED not in health:
        return
    kind = _DISABILITIES.one(random)
    person["member_year.disability_kind"] = (kind,)
    person["member_year.disability_card_year"] = random.randint(2010, 2023)
    if random.random() < 0.08:
        # Some are on file with the disability card: the ID number, then kind and grade.
        person["person.id_kind"] = DISABILITY_CARD
        person["person.id_number"] += f"{kind}{random.randint(1, 4)}"


def _political(person: Facts, age: int, education: object, random: Random) -> None:
    chance = random.random()
    if age >= 20 and chance < (0.07 if education in ("04", "05", "06") else 0.03):
        person["member_year.political"] = "01"
    else:
        person["member_year.political"] = "03" if 14 <= age <= 28 and chance > 0.75 else "04"


def _insure(person: Facts, age: int, at_school: bool, random: Random) -> None:
    employed = 22 < age < 60 and not at_school and random.random() < 0.02
    adult = age >= 16 and not at_school
    person.update(
        {
            "member_year.resident_insurance": not employed,
            "member_year.employee_insurance": employed,
            "member_year.illness_insurance": True,
            "member_year.commercial_insurance": random.random() < 0.3,
            "member_year.resident_pension": adult and not employed and random.random() < 0.93,
            "member_year.employee_pension": employed,
        }
    )


def _work(person: Facts, labour: str, stock: Stock, where: dict[str, str], random: Random) -> None:
    """Most who can work do so away from home; some hold a public post; the rest farm."""
    age, able = person["age"], labour in (ORDINARY, SKILLED)
    if able and age >= 40 and random.random() < 0.09:
        _take_post(person, random)
    elif (able and random.random() < 0.66) or (labour == WEAK and age < 66 and random.random() < 0.16):
        job: Job = stock.jobs.one(random)
        near = job.channel != "01"
        while not able and not near:
            job = stock.jobs.one(random)
            near = job.channel != "01"
        months = random.randint(5, 12) if able else random.randint(2, 8)
        _take_job(person, job, months, stock, where, random)
    elif able and random.random() < 0.3:
        person["member_year.industry"] = random.choice(stock.lives["industries"])


def _take_post(person: Facts, random: Random) -> None:
    months = random.choice([12, 12, 12, 10, 6])
    person["member_year.post_kind"] = _POSTS.one(random)
    person["member_year.post_months"] = months
    person["member_year.job_channel"] = "04"
    person["wages"] = months * random.choice([400, 500, 600, 800]) * 100


def _take_job(
    person: Facts, job: Job, months: int, stock: Stock, where: dict[str, str], random: Random
) -> None:
    person["member_year.work_place"] = job.place.format(**where)
    person["member_year.work_months"] = months
    person["member_year.job_channel"] = job.channel
    if job.channel == "03":
        person["member_year.employer"] = random.choice(stock.lives["workshops"])
    elif random.random() < 0.5:
        person["member_year.employer"] = random.choice(stock.lives["employers"])
    person["wages"] = months * random.randint(job.low, job.high) * 100
