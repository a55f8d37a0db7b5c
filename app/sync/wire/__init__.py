"""What is said between a machine and the county: shapes, bodies, signatures, fingerprints. Shared by both ends.

Version 1 of the paths. Knows neither `db` nor FastAPI.
"""
