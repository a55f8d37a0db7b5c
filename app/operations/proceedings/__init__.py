"""The papers of meetings and notices: minutes, sign-in sheet, result report, reply to an objection, photographs.

`of_meetings` and `of_notices` fill them from what the archive says; `printing` is the way out, through the gate where
a paper hangs. The papers themselves are `forms/papers/public/`.
"""
