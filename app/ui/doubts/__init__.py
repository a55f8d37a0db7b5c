"""疑点: the doubt list by village, level and check; settling with a reason, opening again, the list as a table."""
