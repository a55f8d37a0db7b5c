"""The section 线索: clues, the overdue first; checked and closed beside the list, led into a procedure."""
