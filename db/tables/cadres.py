"""Those who help: units, cadres, where they are posted, and whom each is paired with."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, IsoDate, Kept, Words


class Unit(Kept, table=True):
    """An office, school, hospital or firm that sends cadres."""

    __tablename__ = "unit"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    level: Words = None
    credit_code: Words = None
    phone: Words = None
    address: Words = None
    note: Words = None


class Cadre(Kept, table=True):
    """A person who helps; no villager, so not a `person`."""

    __tablename__ = "cadre"
    __table_args__ = (Index("ix_cadre_name", "name"), Index("ix_cadre_unit", "unit_id"), STRICT)

    unit_id: str | None = Field(default=None, sa_type=Text, foreign_key="unit.id")
    name: str = Field(sa_type=Text)
    sex: Words = None
    political: Words = None
    rank: Words = None
    post: Words = None
    phone: Words = None
    trade: Words = None
    from_on: IsoDate = None
    to_on: IsoDate = None
    note: Words = None


class Posting(Kept, table=True):
    """A cadre's time in a village, in one of its teams."""

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_cadre", "cadre_id"),
        Index("ix_posting_division", "division_id"),
        STRICT,
    )

    cadre_id: str = Field(sa_type=Text, foreign_key="cadre.id")
    division_id: str = Field(sa_type=Text, foreign_key="division.id")
    team: Words = None
    started_on: IsoDate = None
    ended_on: IsoDate = None
    reason: Words = None
    note: Words = None


class Pairing(Kept, table=True):
    """A cadre's time with a household. A handover ends one line and begins the next on the same day."""

    __tablename__ = "pairing"
    __table_args__ = (
        Index("ix_pairing_household", "household_id"),
        Index("ix_pairing_cadre", "cadre_id"),
        # Taking a line back asks whether another follows it: without it, an undo would read them all each time.
        Index("ix_pairing_follows", "follows_id"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    cadre_id: str = Field(sa_type=Text, foreign_key="cadre.id")
    # The line this one took over from: a handover is told by it, not guessed from dates.
    follows_id: str | None = Field(default=None, sa_type=Text, foreign_key="pairing.id")
    kind: Words = None
    started_on: IsoDate = None
    ended_on: IsoDate = None
    reason: Words = None
    handed: Words = None
    note: Words = None
