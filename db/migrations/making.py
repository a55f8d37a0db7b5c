"""What the revisions make tables with: a record row carries its id, and the changes that set it."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from db.tables.kept import AnyValue


def make_record(
    name: str,
    text: str = "",
    number: str = "",
    maybe_text: str = "",
    maybe_number: str = "",
    maybe_any: str = "",
    refers: dict[str, str] | None = None,
) -> None:
    """Make the table of a record: its columns by kind, `refers` from column to the table it names."""
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("born", sa.Text(), nullable=False),
        sa.Column("since", sa.Text()),
        *columns(text, sa.Text(), nullable=False),
        *columns(number, sa.Integer(), nullable=False),
        *columns(maybe_text, sa.Text(), nullable=True),
        *columns(maybe_number, sa.Integer(), nullable=True),
        *columns(maybe_any, AnyValue(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{name}_{column}")
            for column, parent in (refers or {}).items()
        ),
        sqlite_strict=True,
    )


def columns(
    names: str, kind: sa.types.TypeEngine[str] | sa.types.TypeEngine[int], *, nullable: bool
) -> Iterator[sa.Column[str | int]]:
    """Columns of one type by their names, with a space between."""
    for name in names.split():
        yield sa.Column(name, kind, nullable=nullable)
