"""Making the county's database, its roles and tables, and bringing older ones up to this program."""

import re
import secrets
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql

from app.county.keepsakes import Keepsakes

MONTHS_AHEAD = 3


def make_database(superuser_url: str, name: str, keepsakes: Keepsakes) -> None:
    """Make the roles and the empty database of an embedded PostgreSQL; leaves what exists."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        _make_role(connection, "hudang_owner", keepsakes.owner, "CREATEROLE")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER hudang_owner TEMPLATE template0").format(
                    sql.Identifier(name)
                )
            )


def upgrade(owner_url: str, keepsakes: Keepsakes, today: date) -> None:
    """Make the two roles that are no owners, run the revisions, and make the partitions of the next months."""
    from alembic import command
    from alembic.config import Config

    with psycopg.connect(owner_url, autocommit=True) as connection:
        _make_role(connection, app_role(keepsakes), keepsakes.app)
        _make_role(connection, auditor_role(keepsakes), keepsakes.auditor)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "revisions"))
    config.attributes["connect"] = lambda: psycopg.connect(owner_url)
    config.attributes["roles"] = {"app": app_role(keepsakes), "auditor": auditor_role(keepsakes)}
    command.upgrade(config, "head")
    make_months(owner_url, today)


def grant_again(owner_url: str, keepsakes: Keepsakes) -> None:
    """Give the two roles what every revision gives them, on tables that came from a copy made for other roles."""
    names = {"app": app_role(keepsakes), "auditor": auditor_role(keepsakes)}
    files = sorted((Path(__file__).parent / "revisions" / "versions").glob("*.sql"))
    with psycopg.connect(owner_url) as connection:
        for file in files:
            for words in re.findall(r"(?ms)^GRANT .*?;", file.read_text("utf-8")):
                connection.execute(words.format(**names))


def make_months(owner_url: str, today: date) -> None:
    """Make the partitions of this month and the next three, so that the rest's stays empty."""
    month = today.replace(day=1)
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for _ in range(MONTHS_AHEAD + 1):
            following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            for table in ("op_log", "audit"):
                connection.execute(
                    sql.SQL(
                        "CREATE TABLE IF NOT EXISTS {} PARTITION OF {} FOR VALUES FROM ({}) TO ({})"
                    ).format(
                        sql.Identifier(f"{table}_{month:%Y_%m}"),
                        sql.Identifier(table),
                        sql.Literal(month),
                        sql.Literal(following),
                    )
                )
            month = following


def app_role(keepsakes: Keepsakes) -> str:
    """The role the server works as: no owner, no superuser, held by row-level security."""
    return f"hudang_app{keepsakes.roles}"


def auditor_role(keepsakes: Keepsakes) -> str:
    """The role that reads the audit and nothing of the households."""
    return f"hudang_auditor{keepsakes.roles}"


def new_suffix() -> str:
    """What ends the role names where the PostgreSQL is shared with others."""
    return f"_{secrets.token_hex(3)}"


def _make_role(connection: psycopg.Connection, name: str, password: str, more: str = "") -> None:
    """Make a role, or give it this server's password; what else it may not stays as it was made."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone()
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"),
            sql.Identifier(name),
            sql.SQL("" if known else f"LOGIN NOSUPERUSER NOBYPASSRLS {more}"),
            sql.Literal(password),
        )
    )
