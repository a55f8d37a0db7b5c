"""Cross-checks: a department's list read, compared, kept as doubts with an owner and a deadline, and settled."""
