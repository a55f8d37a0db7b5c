"""Cases: a village's batch of households (or a project, or payments) on its way through a procedure.

`opening` begins and ends one, `walking` takes its steps, `meetings` records the votes, `finishing` writes what was
decided into the archive; `viewing` and `listing` read. `stored` is the only page that knows the tables.
"""
