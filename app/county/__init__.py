"""The county's door: a server that townships' machines sync with, on PostgreSQL.

The only room that knows FastAPI and psycopg. It knows sync's wire shapes and the rules, never `db` or operations.
"""
