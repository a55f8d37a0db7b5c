"""How a request comes to its page: who asks, may he, is the form his own; then the page, in one transaction."""

import hmac
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, FastAPI, Request, Response

from app.county.carryovers import keep_decisions
from app.county.counties import County
from app.county.databases import NOTHING, Busy, Connection, set_scope
from app.county.pages.asks import Answer, Ask, Shown
from app.county.pages.entrances import COOKIE, Entrance
from app.county.pages.pages import PAGES, Page, first_page, menu_of
from app.county.pages.papers import moved, page, static
from app.county.pages.uploads import uploaded
from app.county.pages.visitors import Visitor
from app.county.places import scope_of_codes
from app.county.refusals import Refusal
from app.county.users import known_user
from app.errors import Problem
from app.texts import say, sentence

Said = dict[str, str]
LARGEST_FORM = 64_000
LARGEST_FILE = 600_000
"""Bytes of a form that brings a file: a pack has at most 256 KiB, and comes back once as text."""
log = logging.getLogger(__name__)


async def _form(request: Request) -> Said:
    """The fields of a form that was sent; what is no form, or too large for one, has none."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return {}
    kind, body = request.headers.get("Content-Type", ""), bytearray()
    with_file = kind.startswith("multipart/form-data")
    async for part in request.stream():
        body += part
        if len(body) > (LARGEST_FILE if with_file else LARGEST_FORM):
            return {}
    if with_file:
        return uploaded(kind, bytes(body))
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return {}


Form = Annotated[Said, Depends(_form)]


def attach(service: FastAPI, county: County, entrance: Entrance | None = None) -> None:
    """Put the pages onto the county's service."""
    door = entrance or Entrance(county)

    def add(path: str, method: str, do: Callable[..., Response]) -> None:
        service.add_api_route(path, do, methods=[method], include_in_schema=False, response_model=None)

    def show_door(request: Request) -> Response:
        return _safely(lambda: door.show(request))

    def take_at_door(request: Request, said: Form) -> Response:
        return _safely(lambda: door.take(request, said))

    def leave(request: Request, said: Form) -> Response:
        return _safely(lambda: left(request, said))

    def left(request: Request, said: Said) -> Response:
        visitor = door.visitors.find(request.cookies.get(COOKIE, ""))
        return door.leave(request) if visitor and _is_his(visitor, said) else moved("/login")

    def look(name: str) -> Response:
        return static(name)

    add("/login", "GET", show_door)
    add("/login", "POST", take_at_door)
    add("/logout", "POST", leave)
    add("/static/{name}", "GET", look)
    for one in PAGES:
        add(one.path, one.method, _endpoint(door, one))


def _endpoint(door: Entrance, one: Page) -> Callable[..., Response]:
    def visited(request: Request, said: Said) -> Response:
        word = request.cookies.get(COOKIE, "")
        visitor = door.visitors.find(word)
        if visitor is None:
            return moved("/login")
        before = list(visitor.told), list(visitor.opened)
        given = _given(door, one, visitor, request, said)
        if (visitor.told, visitor.opened) != before:
            with suppress(Busy):  # what was done is done, told of or not
                door.visitors.keep(visitor)
        return given

    def answer(request: Request, said: Form) -> Response:
        return _safely(lambda: visited(request, said))

    return answer


def _given(door: Entrance, one: Page, visitor: Visitor, request: Request, said: Said) -> Response:
    """The page for somebody who is in: what he may not see, or what went wrong, is a page too."""
    if one.method == "POST" and not _is_his(visitor, said):
        return _sorry(visitor, "county_pages.form_old", 403)
    asked = said if one.method == "POST" else dict(request.query_params)

    def make(connection: Connection) -> Answer | None:
        if known_user(connection, visitor.user.name) != visitor.user:
            return None  # closed, or given another role, since he came
        set_scope(connection, scope_of_codes(connection, [visitor.user.code]))
        path = {name: str(value) for name, value in request.path_params.items()}
        now = door.county.clock()
        return one.do(Ask(door.county, connection, visitor, door.visitors, now, path, asked, visitor.word))

    if visitor.user.role not in one.roles:
        return _sorry(visitor, "county_pages.not_yours", 403)
    try:
        given = door.county.database.run(NOTHING, make)
        if one.method == "POST" and door.county.folder is not None:
            keep_decisions(door.county.database, door.county.keepsakes, door.county.folder)
        return _answered(door, visitor, one, given)
    except Problem as problem:
        if one.method == "GET":
            return _sorry(visitor, "", 404, sentence(problem))
        visitor.told.append(("bad", sentence(problem)))
        return moved(_back(said))
    except Busy:
        return _sorry(visitor, "county_pages.busy", 503)
    except Exception as error:
        log.error("a page was not made", exc_info=error)
        return _sorry(visitor, "county_pages.bug", 500)


def _answered(door: Entrance, visitor: Visitor, one: Page, given: Answer | None) -> Response:
    if given is None:
        door.visitors.let_out(visitor.word)
        return moved("/login")
    if not isinstance(given, Shown):
        return moved(given.to)
    return page(given.template, {**_frame(visitor, one.menu), **given.values}, given.status)


def _frame(visitor: Visitor, menu: str = "") -> dict[str, object]:
    """What stands around every page: who is here, where he may go, what he is to be told."""
    told, visitor.told = visitor.told, []
    return {
        "user": visitor.user,
        "csrf": visitor.csrf,
        "told": told,
        "menu": menu_of(visitor.user.role),
        "at": menu,
        "first": first_page(visitor.user.role),
        "role": say(f"county_pages.role_{visitor.user.role}"),
    }


def _sorry(visitor: Visitor, key: str, status: int, sentence: str = "") -> Response:
    return page("sorry.html", {**_frame(visitor), "sentence": sentence or say(key)}, status)


def _safely(do: Callable[[], Response]) -> Response:
    """The door itself, when the house behind it cannot answer."""
    try:
        return do()
    except (Busy, Refusal):
        return page("closed.html", {"sentence": say("county_pages.busy")}, 503)


def _is_his(visitor: Visitor, said: Said) -> bool:
    return hmac.compare_digest(visitor.csrf.encode(), said.get("csrf", "").encode())


def _back(said: Said) -> str:
    """The page a form stood on; never another address than this one's."""
    back = said.get("back", "/")
    parts = urlsplit(back)
    own = back.startswith("/") and not back.startswith("//") and not parts.netloc and "\\" not in back
    return back if own and back.isprintable() and back.isascii() else "/"
