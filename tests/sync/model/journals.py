"""The county's log: every change that came, once, with the answer it was given."""

from typing import TYPE_CHECKING

from app.rules.merging import Merged
from tests.sync.model.changes import Answer, Change, Entry

if TYPE_CHECKING:
    from tests.sync.model.counties import County


def write_down(
    county: "County", feed: int, device: str, epoch: str, dseq: int, one: Change, merged: Merged
) -> Answer:
    answer = Answer(merged.status, feed, merged.reason)
    county.seen[one.op.id] = answer
    kept = tuple(clash.field for clash in merged.conflicts)
    notices = tuple(notice.field for notice in merged.notices)
    if not ("actless" in county.bugs and one.action == "act"):
        county.log.append(Entry(feed, device, epoch, dseq, one, merged.status, kept, notices))
    return answer
