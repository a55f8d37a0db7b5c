"""Builds households that go with a case, as the papers of procedures get them."""

from dataclasses import replace

from app.rules.dossiers import Dossier, Line
from tests.documents.helped import helped

VILLAGE = (
    "2019年10月8日民主评议：应到 30 人，实到 24 人，同意 23 票，反对 1 票，弃权 0 票，通过。"
    "2019年10月9日起村内公示，至2019年10月14日，本户无异议。"
)


def in_case(known: Dossier | None = None, **answers) -> Dossier:
    """A household of a case whose village and township have had their say."""
    one = known or helped()
    said = {
        "label": "监测对象纳入",
        "name": "石鹰村监测对象纳入（2019年10月）",
        "reason": "家中一人长期患病，医疗支出大。",
        "changes": "监测对象类别：突发严重困难户",
        "village": VILLAGE,
        "township": "材料齐全，同意上报。（乡镇审核，2019年10月20日，经办人：刘洋）",
        "county": None,
        **answers,
    }
    return replace(one, help={**one.help, "case": (Line("case", "c1", said),)})


def watched(known: Dossier | None = None, **standing) -> Dossier:
    """A household watched since March for illness, in the year it may be released."""
    one = known or in_case()
    said = {
        "monitor_class": "2",
        "monitored_month": "2019-03",
        "risk_1": "01",
        "risk_cleared": False,
        **standing,
    }
    return replace(one, standing={**one.standing, **said})
