"""Writing rows as the county says, a page at a time: parents first, none without its parent, none that others need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlcipher3 import dbapi2

from app.sync.shadows import Why
from db.readers import Reader
from db.receipts import Receipt, put_statement, put_values
from db.records import RECORDS

Columns = Mapping[str, Sequence[str]]
Aside = tuple[Receipt, Why, str | None]
_BY_COUNTY = frozenset({"conflict", "transfer", "pack", "deadline"})
_RANK = {record: rank for rank, record in enumerate(RECORDS)}


class Rows:
    """The record tables of an archive in one transaction with the guard open.

    `every`: rows that stand as they were made are written too, for a program that knows more columns than their maker.
    """

    def __init__(self, connection: Any, columns: Columns, *, every: bool = False) -> None:
        self._connection, self._every = connection, every
        self._reader = Reader(connection)
        self.columns = columns
        self._parents: dict[str, list[tuple[str, str]]] = {}
        self._children: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for record in RECORDS:
            self._parents[record] = found = self._reader.read(
                'SELECT "from", "table" FROM pragma_foreign_key_list(?)', (record,)
            )
            for column, parent in found:
                self._children[parent].append((record, column))
        connection.execute("PRAGMA defer_foreign_keys = ON")

    def lay(self, receipts: Sequence[Receipt]) -> list[Aside]:
        """Write rows that stand; gives those that could not be written, and why. Their order does not matter."""
        by_record: defaultdict[str, list[Receipt]] = defaultdict(list)
        for receipt in receipts:
            by_record[receipt.record].append(receipt)
        aside: list[Aside] = []
        for record in sorted(by_record, key=_RANK.__getitem__):
            fit, orphans = self._with_parents(record, by_record[record])
            aside += orphans
            aside += [(receipt, "unfit", None) for receipt in self._insert(record, fit)]
        return aside

    def take_away(self, gone: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Delete rows, given as (record, id), children first; gives those that other rows still need."""
        by_record: defaultdict[str, list[str]] = defaultdict(list)
        for record, record_id in gone:
            by_record[record].append(record_id)
        kept: list[tuple[str, str]] = []
        for record in sorted(by_record, key=_RANK.__getitem__, reverse=True):
            ids = by_record[record]
            needed = self._needed(record, ids)
            kept += [(record, one) for one in ids if one in needed]
            self._connection.executemany(
                f'DELETE FROM "{record}" WHERE id = ?', [(one,) for one in ids if one not in needed]
            )
        return kept

    def _with_parents(self, record: str, receipts: list[Receipt]) -> tuple[list[Receipt], list[Aside]]:
        """Those whose parents are there or come along, and the others with the parent they wait for."""
        fit, orphans = receipts, list[Aside]()
        for column, parent in self._parents[record]:
            while fit:
                coming = {one.id for one in fit} if parent == record else set()
                wanted = {str(one.doc[column]) for one in fit if one.doc and one.doc.get(column)} - coming
                missing = wanted - self._standing(parent, wanted)
                if not missing:
                    break
                # Whoever waits may be the parent of another in its turn: look again.
                waits = [bool(one.doc and one.doc.get(column) in missing) for one in fit]
                pairs = list(zip(fit, waits, strict=True))
                orphans += [
                    (one, "waiting", str((one.doc or {})[column])) for one, waiting in pairs if waiting
                ]
                fit = [one for one, waiting in pairs if not waiting]
        return fit, orphans

    def _insert(self, record: str, receipts: list[Receipt]) -> list[Receipt]:
        columns, said = self.columns[record], {name for one in receipts for name in one.doc or ()}
        named = [name for name in columns if name in said]
        statement = put_statement(record, columns, named)
        as_born = self._as_born(record, receipts)
        rows = [put_values(one, named) for one in receipts]
        rows = [row for row in rows if row[2] is not None or (row[0], row[1]) not in as_born]
        if not rows:
            return []
        try:
            self._saved(lambda: self._connection.executemany(statement, rows))
            return []
        except dbapi2.IntegrityError:
            refused = {row[0] for row in rows if not self._fits(statement, row)}
            return [one for one in receipts if one.id in refused]

    def _as_born(self, record: str, receipts: Sequence[Receipt]) -> set[tuple[object, object]]:
        """Of rows that stand already those nobody changed since they were made, with who made them.

        The same maker means the same values. Of later setters it does not: the county may have joined two lists.
        Nor of rows that the county makes itself: once restored it makes them anew, with other words.
        """
        if self._every or record in _BY_COUNTY:
            return set()
        found = self._reader.read(
            f'SELECT id, born FROM "{record}" WHERE since IS NULL AND id IN (SELECT value FROM json_each(?))',
            (orjson.dumps([one.id for one in receipts]).decode(),),
        )
        return set(found)

    def _fits(self, statement: str, row: Sequence[object]) -> bool:
        try:
            self._saved(lambda: self._connection.execute(statement, row))
        except dbapi2.IntegrityError:
            return False
        return True

    def _saved(self, do: Any) -> None:
        self._connection.execute("SAVEPOINT row")
        try:
            do()
        except BaseException:
            self._connection.execute("ROLLBACK TO row")
            raise
        finally:
            self._connection.execute("RELEASE row")

    def _standing(self, record: str, ids: Iterable[str]) -> set[str]:
        found = self._reader.read(
            f'SELECT id FROM "{record}" WHERE id IN (SELECT value FROM json_each(?))',
            (orjson.dumps(list(ids)).decode(),),
        )
        return {one for (one,) in found}

    def _needed(self, record: str, ids: Sequence[str]) -> set[str]:
        needed: set[str] = set()
        wanted = orjson.dumps(ids).decode()
        for child, column in self._children[record]:
            found = self._reader.read(
                f'SELECT DISTINCT {column} FROM "{child}" WHERE {column} IN (SELECT value FROM json_each(?))',
                (wanted,),
            )
            needed |= {one for (one,) in found}
        return needed
