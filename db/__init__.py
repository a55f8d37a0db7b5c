"""What the office keeps: the encrypted archive, its tables, its change log, its keys and its backups.

Knows nothing of the app. A world that is not right is a `db.faults.Fault` with a code.
"""
