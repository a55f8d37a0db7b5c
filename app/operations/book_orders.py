"""The order in which lists and papers name households: village, group as people count, then the code."""

from app.rules.bookorder import group_number

FUNCTIONS = {"counted": group_number}
"""What the archive's queries may call: the number of a group."""

GROUPS = "counted(h.group_name), h.group_name"
"""The order of the groups of a village, over `household h`: 2 before 10, and what has no number last."""

BOOK_ORDER = f"ORDER BY d.code, d.name, {GROUPS}, h.code, h.id"
"""The order of the village book, over `household h` and `division d`."""

LIST_ORDER = f"h.division_id, {GROUPS}, h.rowid"
"""The order of the lists on screen, over `household h`: within a group as they came."""
