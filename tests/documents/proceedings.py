"""Builders: the papers of meetings and notices, and words that fill them."""

from app.documents.proceedings import Filled, Picture, load_proceedings, make_proceeding
from app.documents.proceedings.readings import WORDS
from app.paths import forms as forms_folder
from tests.documents.households import RARE, context

PROCEEDINGS = load_proceedings(forms_folder())
LONG = "阿依古丽·买买提江·吐尔逊巴依"
_SAID = {
    "township": "曾家镇", "village": "曾家社区",
    "committee": "曾家社区居民委员会", "procedure": "监测对象纳入", "topic": "监测对象纳入：评议12户",
    "kind": "村民代表会议", "held_on": "2026年10月8日", "clock": "9:30", "place": "村委会二楼会议室",
    "chair": "李书记", "recorder": "张文书", "entitled": "30", "present": "24", "absent": "6", "needed": "20",
    "quorum": "2/3", "majority": "1/2", "valid": "达到法定人数，会议有效", "summary": "", "households": "12",
    "persons": "40", "conclusion": "经到会代表表决，12户通过评议。", "notice": "关于拟纳入监测帮扶对象的公示",
    "number": "曾家社区公示〔2026〕1号", "label": "监测对象纳入公示", "posted_on": "2026年11月2日",
    "begins": "2026年11月3日", "ends": "2026年11月7日", "days": "5", "days_kind": "自然日", "hung_days": "6",
    "taken_down_on": "2026年11月8日", "places": "村务公开栏、文化广场", "objections": "1", "upheld": "1",
    "dismissed": "0", "clear": "", "photographs": "2", "issuer": "曾家镇曾家社区居民委员会", "phones": "12317",
    "objector": "刘大明", "received_on": "2026年11月4日", "way": "电话", "head": LONG, "what": "有小汽车",
    "investigator": "李书记", "answered_on": "2026年11月6日", "found": "属实，2024年购车", "outcome": "异议成立",
}  # fmt: skip


def filled(paper: str, households: int = 12, pictures: tuple[Picture, ...] = (), **changed: str) -> Filled:
    """What fills a paper: so many households, the second of a long name, the third of rare characters."""
    names = ["王强", LONG, f"张{RARE[:3]}", *(f"李{at}" for at in range(4, households + 1))][:households]
    votes = [
        {"n": str(at), "group": f"{at % 3 + 1}组", "head": name, "size": "4", "in_favour": "24", "against": "0",
         "abstained": "0", "conclusion": "通过"}
        for at, name in enumerate(names, 1)
    ]  # fmt: skip
    objection = {"n": "1", "received_on": "2026年11月4日", "way": "电话", "result": "异议成立",
                 "answered_on": "2026年11月6日"}  # fmt: skip
    people = [{"n": str(at), "name": name} for at, name in enumerate((LONG, f"欧阳{RARE[3]}"), 1)]
    words = {**dict.fromkeys(WORDS[PROCEEDINGS[paper].about], ""), **_SAID, **changed}
    tables = {"votes": votes, "attendance": people, "objections": [objection]}
    return Filled(words["village"], words, tables, pictures)


def made(paper: str, **of: object) -> bytes:
    """The PDF of a paper."""
    return make_proceeding(PROCEEDINGS[paper], filled(paper, **of), context())  # type: ignore[arg-type]
