"""The storage shapes. They validate nothing: checks belong to the forms and `app.rules`."""

from db.tables.answers import Answer
from db.tables.cadres import Cadre, Pairing, Posting, Unit
from db.tables.campaigns import Campaign, Mark, Snapshot, Task
from db.tables.cases import Case, CaseHousehold, CaseStep, Meeting, Vote
from db.tables.clues import Clue
from db.tables.conditions import Conditions
from db.tables.crosschecks import CrossCheck, Difference, Sample, Sampled
from db.tables.divisions import Division
from db.tables.documents import Attachment, Document
from db.tables.doubts import SettledDoubt
from db.tables.households import Household
from db.tables.incomes import IncomeItem
from db.tables.kept import METADATA, Kept
from db.tables.logs import Epoch, Guard, LogEntry
from db.tables.member_years import MemberYear
from db.tables.notes import Draft, Shape
from db.tables.notices import Notice, NoticePhoto, Objection, Payment, Project, Wording
from db.tables.offices import Office, User
from db.tables.packs import Deadline, Installation, Judgement, Pack, Rulebook
from db.tables.persons import Membership, Person
from db.tables.plans import CatalogueItem, Measure, Plan
from db.tables.standings import Standing
from db.tables.syncs import (
    Answered,
    Branch,
    Conflict,
    Packed,
    Received,
    Sent,
    Shadow,
    Synced,
    SyncState,
    Transfer,
)
from db.tables.visits import Finding, Visit

__all__ = [
    "METADATA",
    "Answer",
    "Answered",
    "Attachment",
    "Branch",
    "Cadre",
    "Campaign",
    "Case",
    "CaseHousehold",
    "CaseStep",
    "CatalogueItem",
    "Clue",
    "Conditions",
    "Conflict",
    "CrossCheck",
    "Deadline",
    "Difference",
    "Division",
    "Document",
    "Draft",
    "Epoch",
    "Finding",
    "Guard",
    "Household",
    "IncomeItem",
    "Installation",
    "Judgement",
    "Kept",
    "LogEntry",
    "Mark",
    "Measure",
    "Meeting",
    "MemberYear",
    "Membership",
    "Notice",
    "NoticePhoto",
    "Objection",
    "Office",
    "Pack",
    "Packed",
    "Pairing",
    "Payment",
    "Person",
    "Plan",
    "Posting",
    "Project",
    "Received",
    "Rulebook",
    "Sample",
    "Sampled",
    "Sent",
    "SettledDoubt",
    "Shadow",
    "Shape",
    "Snapshot",
    "Standing",
    "SyncState",
    "Synced",
    "Task",
    "Transfer",
    "Unit",
    "User",
    "Visit",
    "Vote",
    "Wording",
]
