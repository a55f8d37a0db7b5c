"""Answers to paper and back: PDF, workbooks, rosters. Knows the rules, never the database."""
