"""Lists of other departments held against the archive, what differed, and samples drawn to be checked at home."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, CodeSet, Count, IsoDate, Kept, Words, YesNo


class CrossCheck(Kept, table=True):
    """One comparison of a list: by which profile (kept as it was), of which file, and how its rows came out.

    `hash`: SHA-256 of the files in their order. `frozen`: the profile's file as canonical JSON. `counts`: JSON of
    how many rows matched, were guesses, strangers …
    """

    __tablename__ = "crosscheck"
    __table_args__ = (STRICT,)

    profile: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    made_on: str = Field(sa_type=Text)
    year: int
    department: Words = None
    files: Words = None
    hash: Words = None
    as_of: IsoDate = None
    division_ids: CodeSet = None
    frozen: Words = None
    counts: Words = None


class Difference(Kept, table=True):
    """One thing that differed: what the archive said then, what the list says, and what a person made of it.

    `form`, `subject_id`, `field`, `year` as a `mark` has them; no field where only a person can act. `settled`: None
    waiting, "applied", or "kept" with its `reason`. `finding_id`: the doubt with its owner and deadline.
    """

    __tablename__ = "difference"
    __table_args__ = (
        Index("ix_difference_crosscheck", "crosscheck_id"),
        Index("ix_difference_household", "household_id"),
        Index("ix_difference_person", "person_id"),
        Index("ix_difference_finding", "finding_id"),
        STRICT,
    )

    crosscheck_id: str = Field(sa_type=Text, foreign_key="crosscheck.id")
    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    person_id: str | None = Field(default=None, sa_type=Text, foreign_key="person.id")
    finding_id: str | None = Field(default=None, sa_type=Text, foreign_key="finding.id")
    item: str = Field(sa_type=Text)
    how: str = Field(sa_type=Text)
    text: Words = None
    form: Words = None
    subject_id: Words = None
    field: Words = None
    year: Count = None
    was: Words = None
    value: Words = None
    spot: Words = None
    settled: Words = None
    reason: Words = None


class Sample(Kept, table=True):
    """A sample drawn to be checked by a third party: its seed, and the frame it was drawn from by its hash.

    `size` of `frame_size` households in year `year`. `strata`: JSON of how many each village had and gave.
    """

    __tablename__ = "sample"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    seed: str = Field(sa_type=Text)
    drawn_on: str = Field(sa_type=Text)
    frame_hash: str = Field(sa_type=Text)
    year: int
    size: int
    frame_size: int
    kinds: CodeSet = None
    division_ids: CodeSet = None
    strata: Words = None
    note: Words = None
    closed_on: IsoDate = None


class Sampled(Kept, table=True):
    """One household of a sample: its kind when drawn and its place in the draw; what was found at its home."""

    __tablename__ = "sampled"
    __table_args__ = (
        Index("ux_sampled_household", "sample_id", "household_id", unique=True),
        Index("ix_sampled_household", "household_id"),
        STRICT,
    )

    sample_id: str = Field(sa_type=Text, foreign_key="sample.id")
    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    stratum: str = Field(sa_type=Text)
    rank: int

    checked_on: IsoDate = None
    checkers: Words = None
    met: Words = None
    poor_now: YesNo = None
    meets: YesNo = None
    asked: Count = None
    content: Count = None
    found: Words = None
