"""The number of the tables' shape: `user_version` of the file, and `schema` in every change."""

SCHEMA = 10
