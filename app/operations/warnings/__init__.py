"""What the warning rules find, kept up by the number of the last change; what is done with it becomes a clue.

`pairs` reads each household's two years, `lists` keeps the warnings ready, `deeds` hands them to somebody to check.
"""
