"""A pack as one file: a zip of `pack.toml` and the files it names. Read with distrust; made from a folder."""

import io
import re
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from app.errors import Problem
from app.rules.packs.definitions import MANIFEST, Pack, pack_from
from app.rules.packs.spots import line_of_reason
from app.rules.shelves import PACKABLE

LARGEST: Final = 256 * 1024
"""Bytes of a pack's file: it travels in one row of the feed."""
_LARGEST_FILE, _MOST_FILES = 512 * 1024, 300
_PATH = re.compile(rf"(?:{'|'.join(PACKABLE)})/[A-Za-z0-9_-][A-Za-z0-9_.-]*\.toml")
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MADE = (2000, 1, 1, 0, 0, 0)  # the same folder always gives the same bytes


def read_pack(name: str, data: bytes) -> Pack:
    """A pack from the bytes of its file, every checksum proved. Raises Problem naming the file and what to mend."""
    texts = _texts(name, data)
    table = _table(name, MANIFEST, texts.pop(MANIFEST))
    made = pack_from(name, table, texts)
    listed = {one.path for one in made.files}
    if strange := sorted(texts.keys() - listed):
        raise Problem("packs.unlisted", file=name, path=strange[0])
    told = {str(line.get("path")): line.get("sha256") for line in table["file"]}
    for one in made.files:
        if told[one.path] != one.digest:
            raise Problem("packs.file_changed", file=name, path=one.path)
    if table["pack"].get("checksum") != made.checksum:
        raise Problem("packs.changed", file=name)
    for one in made.files:
        _table(name, one.path, one.text)
    return made


def make_pack(folder: Path) -> tuple[Pack, bytes]:
    """A pack of a folder that holds `pack.toml` and its files, with its checksums written; and the file's bytes.

    Raises Problem as `read_pack`.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    if MANIFEST not in names:
        raise Problem("packs.no_manifest", file=folder.name)
    for path in names.keys() - {MANIFEST}:
        _need_path(folder.name, path)
    texts = {one: _decoded(folder.name, one, path.read_bytes()) for one, path in names.items()}
    manifest = texts.pop(MANIFEST)
    made = pack_from(folder.name, _table(folder.name, MANIFEST, manifest), texts)
    if strange := sorted(texts.keys() - {one.path for one in made.files}):
        raise Problem("packs.unlisted", file=folder.name, path=strange[0])
    data = _zipped({MANIFEST: _manifest(made), **texts})
    return read_pack(folder.name, data), data


def _texts(name: str, data: bytes) -> dict[str, str]:
    """The texts of a zip by path, as long as it is small and holds nothing else."""
    if len(data) > LARGEST:
        raise Problem("packs.too_large", file=name, most=LARGEST // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            entries = [one for one in box.infolist() if not one.is_dir()]
            names = [one.filename for one in entries]
            if MANIFEST not in names:
                raise Problem("packs.no_manifest", file=name)
            sizes = [one.file_size for one in entries]
            if any(one.compress_type not in _PLAIN for one in entries):
                raise Problem("packs.not_a_pack", file=name)
            if len(entries) > _MOST_FILES or sum(sizes) > 8 * _LARGEST_FILE or max(sizes) > _LARGEST_FILE:
                raise Problem("packs.too_large", file=name, most=LARGEST // 1024)
            for path in names:
                if path != MANIFEST:
                    _need_path(name, path)
                if names.count(path) > 1:
                    raise Problem("packs.strange_file", file=name, path=path, known=_known())
            return {one.filename: _decoded(name, one.filename, box.read(one)) for one in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise Problem("packs.not_a_pack", file=name) from error


def _need_path(name: str, path: str) -> None:
    if not _PATH.fullmatch(path):
        raise Problem("packs.strange_file", file=name, path=path, known=_known())


def _known() -> str:
    return ", ".join(f"{folder}/" for folder in PACKABLE)


def _decoded(name: str, path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Problem("packs.not_utf8", file=name, path=path) from error


def _table(name: str, path: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of_reason(str(error))
        raise Problem("packs.not_toml", file=name, path=path, line=line, reason=str(error)) from error


def _zipped(texts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
        for path in sorted(texts):
            box.writestr(zipfile.ZipInfo(path, _MADE), texts[path].encode(), zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def _manifest(pack: Pack) -> str:
    head = {
        "key": pack.key, "label": pack.label, "region": pack.region, "era": pack.era, "source": pack.source,
        "checksum": pack.checksum,
    }  # fmt: skip
    lines = ["[pack]", *(f"{word} = {_quoted(value)}" for word, value in head.items())]
    lines += [f"version = {pack.version}", f"from = {pack.first}", f"to = {pack.last}"]
    for one in pack.files:
        told = {"path": one.path, "title": one.title, "number": one.number, "article": one.article}
        lines += ["", "[[file]]", *(f"{word} = {_quoted(value)}" for word, value in told.items() if value)]
        lines.append(f"sha256 = {_quoted(one.digest)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    backslashed = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{backslashed}"'
