"""Who is posted to which village, in which team, from when to when: 驻村工作队, 第一书记, 包村干部, 村两委."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import Problem
from app.operations.offices import Office, need_role, need_village
from app.operations.places import divisions
from app.operations.rows import RowReader, kept_answers
from app.operations.stored_help import read_cadres
from app.rules.dossiers import Answers, Value


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A cadre's time in a village: his answers and his unit's, and the posting's own (team, days, reason, note)."""

    id: str
    cadre_id: str
    name: str
    unit: str
    division_id: str
    village: str
    answers: Answers
    cadre: Answers

    def holds_on(self, day: date) -> bool:
        """Whether he is posted there on that day; the last day is no longer his."""
        began, left = self.answers.get("started_on"), self.answers.get("ended_on")
        return not (isinstance(began, date) and began > day) and not (isinstance(left, date) and left <= day)


def list_postings(
    office: Office, division_id: str | None = None, day: date | None = None
) -> list[PostingLine]:
    """Postings by village and team, of one village or all; only those of a day where one is given."""
    need_role(office, "view")
    cadres, places = read_cadres(office), divisions(office)
    mine = set(office.user.villages)
    reader = RowReader(office.forms.help["posting"], ("id", "cadre_id", "division_id"))
    lines = []
    for row in reader.rows(office, "1 ORDER BY team, started_on, id", ()):
        one, cadre_id, place = map(str, row.keys)
        if place != (division_id or place) or (mine and place not in mine):
            continue
        cadre, unit = cadres.get(cadre_id, ({}, {}))
        name, its_unit = str(cadre.get("name") or ""), str(unit.get("name") or "")
        village = places[place].name if place in places else ""
        line = PostingLine(one, cadre_id, name, its_unit, place, village, row.answers, cadre)
        if day is None or line.holds_on(day):
            lines.append(line)
    codes = {one.id: one.code for one in places.values()}
    return sorted(lines, key=lambda line: codes.get(line.division_id, ""))


def post_cadre(
    office: Office,
    cadre_id: str,
    division_id: str,
    answers: Mapping[str, Value],
    *,
    posting: str | None = None,
) -> str:
    """Write a new posting (`posting` None) or change one; gives its id.

    Raises Problem for a village that is not the user's, a posting without a team, an end before its beginning, the
    same cadre twice in one team of a village at once, and one that outlives the cadre's term of office.
    """
    need_role(office, "enter")
    need_village(office, division_id)
    kept = kept_answers(office.forms.help["posting"], answers)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        known = work.row_of("posting", posting) if posting else {}
        if known is None or not work.read("SELECT 1 FROM cadre WHERE id = ?", (cadre_id,)):
            raise Problem("cadres.gone")
        said = {**known, **kept}
        began, left = str(said.get("started_on") or ""), str(said.get("ended_on") or "")
        if not said.get("team"):
            raise Problem("cadres.team_missing")
        if began and left and left <= began:
            raise Problem("cadres.posting_backwards")
        (to_on,) = work.read("SELECT to_on FROM cadre WHERE id = ?", (cadre_id,))[0]
        if to_on and began >= to_on:
            raise Problem("cadres.left_already", day=to_on)
        twins = work.read(
            "SELECT started_on, ended_on FROM posting WHERE cadre_id = ? AND division_id = ? AND team = ?"
            " AND id IS NOT ?",
            (cadre_id, division_id, str(said["team"]), posting),
        )
        if any((not left or (start or "") < left) and (not end or began < end) for start, end in twins):
            raise Problem("cadres.posted_already")
        if posting is None:
            return work.create("posting", {"cadre_id": cadre_id, "division_id": division_id, **kept})
        work.update("posting", posting, {"cadre_id": cadre_id, "division_id": division_id, **kept})
    return posting
