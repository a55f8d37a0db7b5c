"""The body of a village by its full name: a residents' committee or a villagers'."""

from app.rules.dossiers import Place
from app.texts import say


def committee_of(place: Place) -> str:
    """The village's body: a residents' committee where its code says so, else the villagers'; "" without a village.

    GB/T 10114: of a code's last three digits 001 to 199 are residents' committees, 200 to 399 villagers'.
    """
    if not place.village:
        return ""
    residents = place.code[-3:].isdigit() and int(place.code[-3:]) < 200
    key = "papers.residents_committee" if residents else "papers.villagers_committee"
    return say(key, village=place.village)
