"""What a roster says, as pure data: headings to fields, cells to answers, rows to households and persons.

Knows neither files nor the archive: `app.operations.imports` brings the tables and compares with what is kept.
"""
