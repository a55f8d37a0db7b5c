"""覆盖: households by kinds of measures, the gaps seen at once."""
