"""The doubt list: what the papers of a household contradict, as a table of small named checks.

A check knows one rule. Blank is unknown: a check whose answers or thresholds are not known does not judge.
"""
