"""From values to HTML: the templates, the words they may use, and the headers every page goes out with."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.county.pages.asks import CHINA
from app.paths import resources
from app.texts import say

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STATIC = {
    "county.css": (HERE / "static" / "county.css", "text/css; charset=utf-8"),
    "house.svg": (HERE / "static" / "house.svg", "image/svg+xml"),
    "phosphor.ttf": (resources() / "icons" / "phosphor.ttf", "font/ttf"),
}


def page(template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """A page as it goes out. What people typed is escaped by the templates, always."""
    body = _templates().get_template(template).render(values)
    return Response(body, status, HEADERS, "text/html; charset=utf-8")


def moved(to: str) -> Response:
    """Another page, asked for with GET."""
    return Response(status_code=303, headers={**HEADERS, "Location": to})


def static(name: str) -> Response:
    """A file of the look; 404 for what is none."""
    if name not in STATIC:
        return Response(status_code=404, headers=HEADERS)
    path, kind = STATIC[name]
    headers = {**HEADERS, "Cache-Control": "max-age=3600"}
    return Response(path.read_bytes(), headers=headers, media_type=kind)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"say": say, "icon": _icons().__getitem__}
    made.filters |= {"moment": moment, "day": day, "day_of": day_of}
    return made


@cache
def _icons() -> dict[str, str]:
    """The letter of each icon in the icons' own font."""
    kept = tomllib.loads((resources() / "icons" / "icons.toml").read_text("utf-8"))
    return {name: chr(number) for name, number in kept.items()}


def moment(at: datetime | str | None) -> str:
    """A moment in China: 2026年11月3日 9:12; a machine's own text is read as far as it can be."""
    if at is None:
        return say("county_pages.never")
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at)
        except ValueError:
            return str(at)
    local = at.astimezone(CHINA) if at.tzinfo else at
    return f"{day(local.date())} {local.hour}:{local:%M}"


def day_of(at: datetime) -> str:
    """The day of a moment in China."""
    return day(at.astimezone(CHINA).date())


def day(on: date | str | None) -> str:
    """A day in words; nothing for none."""
    if isinstance(on, str):
        try:
            on = date.fromisoformat(on[:10])
        except ValueError:
            return str(on)
    return "" if on is None else say("values.date", year=on.year, month=on.month, day=on.day)
