"""The whole household page as one document: what `show --json` prints and what two machines compare."""

from collections.abc import Mapping
from decimal import Decimal

from app.operations.asked_histories import history_is_elsewhere
from app.operations.cases.of_households import cases_of
from app.operations.dossiers import dossier
from app.operations.doubts import household_doubts
from app.operations.finding import household_named
from app.operations.help_documents import help_document
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.wording import Document, worded
from app.rules.dossiers import Dossier, Member
from app.rules.incomes import dossier_figures
from app.texts import say


def household_document(office: Office, named: str, *, history: bool = False) -> Document:
    """Everything of one household: `household`, `members`, `income` and `living_conditions` by year, `help`,
    `cases`, `doubts`, with its `history` also whether older parts of it are at the county only.

    Codes are given by their words, yes/no as words, dates as yyyy-mm-dd, money as decimal yuan in text,
    unknown as null. Raises Problem where no household answers to the name.
    """
    household_id = household_named(office, named)
    newest = dossier(office, household_id)
    assert newest is not None  # just found
    every = {year: one for year in newest.years if (one := dossier(office, household_id, year))}
    document: Document = {
        "household": _household(office, newest),
        "members": [_member(office, member) for member in newest.members],
        "income": {str(year): figures for year, one in every.items() if (figures := _income(office, one))},
        "living_conditions": _by_year(office, every, "conditions"),
        "standing": _by_year(office, every, "standing"),
        "documents": [worded(office, office.forms.records["document"], line) for line in newest.documents],
        "extra": {
            key: worded(office, office.forms.records[key], answers) for key, answers in newest.extra.items()
        },
        "help": help_document(office, household_id),
        "cases": [one.document() for one in cases_of(office, household_id)],
        "doubts": [doubt.document() for doubt in household_doubts(office, household_id)],
    }
    if history:
        document["history"] = [line.document() for line in household_history(office, household_id)]
        document["history_elsewhere"] = history_is_elsewhere(office, household_id)
    return document


def _household(office: Office, one: Dossier) -> Document:
    place, head = one.place, one.head
    standing = worded(office, office.forms.records["standing"], one.standing)
    own = worded(office, office.forms.records["household"], one.household)
    return {
        "id": one.household_id,
        "code": one.household.get("code"),
        "place": "".join((place.province, place.city, place.county, place.township, place.village)),
        "province": place.province,
        "city": place.city,
        "county": place.county,
        "township": place.township,
        "village": place.village,
        "village_code": place.code,
        "head": head.name if head else None,
        "head_id_number": head.person.get("id_number") if head else None,
        "size": one.size,
        "status": standing.get("poverty_status") or standing.get("household_kind"),
        "monitor_class": standing.get("monitor_class"),
        "year": one.year,
        "years": list(one.years),
        "version": one.version,
        **{key: value for key, value in own.items() if key != "code"},
    }


def _member(office: Office, member: Member) -> Document:
    records = office.forms.records
    return {
        "id": member.person_id,
        **worded(office, records["person"], member.person),
        **worded(office, records["membership"], member.membership),
        **worded(office, records["member_year"], member.year),
        "year": member.spoken or None,
        "extra": {key: worded(office, records[key], answers) for key, answers in member.extra.items()},
    }


def _income(office: Office, one: Dossier) -> Document | None:
    figures = dossier_figures(one, office.forms.blocks)
    if figures is None:
        return None
    return {
        **{key: _yuan(amount) for key, amount in figures.blocks.items()},
        "total": _yuan(figures.total),
        "net": _yuan(figures.net),
        "per_person": _yuan(figures.per_person),
        "items": [
            {
                "kind": item.kind,
                "name": office.forms.codes["income_kind"].name(item.kind),
                "amount": _yuan(item.amount),
            }
            for item in one.incomes
        ],
    }


def _yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _by_year(office: Office, every: Mapping[int, Dossier], record: str) -> Document:
    """The record's answers of each year that has its own; carried ones belong to the year they came from."""
    return {
        str(year): worded(office, office.forms.records[record], one.answers(record))
        for year, one in every.items()
        if one.spoken.get(record) == year
    }


def household_text(document: Document) -> str:
    """The page in a few lines, for a person at the command line."""
    home = document["household"]
    lines = [
        say(
            "pages.head",
            head=home["head"] or "",
            place=home["place"],
            code=home["code"] or "",
            size=home["size"],
        )
    ]
    lines += [
        say(
            "pages.member",
            name=one.get("name") or "",
            relation=one.get("relation") or "",
            number=one.get("id_number") or "",
        )
        for one in document["members"]
    ]
    lines += [
        say("pages.income", year=year, net=figures["net"], per_person=figures["per_person"])
        for year, figures in document["income"].items()
    ]
    lines += _help_lines(document["help"])
    lines += [say("pages.doubt", sentence=doubt["sentence"]) for doubt in document["doubts"]]
    lines += [_history_line(change) for change in document.get("history", ())]
    return "\n".join(lines)


def _history_line(change: Document) -> str:
    """One change: when, who, of what, each field from what to what, and why."""
    fields = [
        say("pages.changed", label=one["label"], old=one["old"] or "\u2014", new=one["new"] or "\u2014")
        for one in change["fields"]
    ]
    what = " ".join(str(part) for part in (change["label"], change["person"], change["year"]) if part)
    why = say("pages.because", reason=change["reason"]) if change["reason"] else ""
    told = say("pages.fields", fields=say("window.list_comma").join(fields)) if fields else ""
    return (
        say("pages.change", at=change["at"][:16].replace("T", " "), who=change["who"], what=what) + told + why
    )


def _help_lines(helped: Document) -> list[str]:
    """Who helps now, the plans, how often somebody came, what is still open."""
    now = [one for one in helped["pairings"] if not one["ended_on"]]
    lines = [
        say("pages.helper", kind=one["kind"] or "", name=one["cadre"] or "", unit=one["unit"] or "")
        for one in now
    ]
    lines += [
        say("pages.plan", year=year, state=plan["state"] or "", count=len(plan["measures"]))
        for year, plan in helped["plans"].items()
    ]
    if helped["visits"]:
        last = max(str(one["visited_on"] or "") for one in helped["visits"])
        lines.append(say("pages.visits", count=len(helped["visits"]), last=last))
    lines += [say("pages.finding", what=one["what"]) for one in helped["findings"] if not one["closed_on"]]
    return lines
