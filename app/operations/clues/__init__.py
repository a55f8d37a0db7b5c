"""Clues that a household may fall (back) into poverty, from the first word to what came of them.

`lists` reads them, `deeds` writes, checks and closes them; `entering` is the way from a clue that was found true into
a procedure. What a warning rule found becomes a clue once somebody is to check it (`app.operations.warnings`).
"""
