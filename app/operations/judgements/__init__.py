"""Judgements that were used for something: kept with the words they were made by, and made again years later."""

from app.operations.judgements.keeping import Used, keep_judgements, weigh
from app.operations.judgements.replaying import (
    KeptItem,
    KeptJudgement,
    KeptPack,
    Replay,
    judgements_of,
    replay,
)

__all__ = [
    "KeptItem", "KeptJudgement", "KeptPack", "Replay", "Used", "judgements_of", "keep_judgements", "replay", "weigh",
]  # fmt: skip
