"""Signing in, and out: the only pages for somebody unknown."""

import hmac
import secrets
from dataclasses import dataclass, field

from fastapi import Request, Response

from app.county.audits import note
from app.county.counties import County
from app.county.databases import NOTHING, Connection
from app.county.hellos import server_of
from app.county.pages.guesses import Guesses
from app.county.pages.papers import moved, page
from app.county.pages.visitors import Visitors
from app.county.turnstiles import Turnstile
from app.county.users import CountyUser, check_password
from app.texts import say

COOKIE, DOOR = "hudang_county", "hudang_door"


@dataclass(slots=True)
class Entrance:
    """Where people of the county office come in. A password takes 64 MiB to check, so few are checked at once."""

    county: County
    checks: Turnstile = field(default_factory=lambda: Turnstile(at_once=2, waiting=10))

    @property
    def visitors(self) -> Visitors:
        """Who is in."""
        return Visitors(self.county.database, self.county.clock)

    @property
    def guesses(self) -> Guesses:
        """From where it was tried in vain."""
        return Guesses(self.county.database, self.county.clock)

    def show(self, request: Request, told: str = "", status: int = 200) -> Response:
        """The form, with a word in it that only this browser's cookie knows."""
        word = request.cookies.get(DOOR) or secrets.token_urlsafe(24)
        county = self.county.database.run(NOTHING, lambda c: server_of(c).county_name)
        answer = page("sign_in.html", {"csrf": word, "told": told, "county": county}, status)
        put_cookie(answer, request, DOOR, word)
        return answer

    def take(self, request: Request, said: dict[str, str]) -> Response:
        """Let somebody in, or say the same sentence to whoever is not: unknown, wrong, locked or closed."""
        word, address = request.cookies.get(DOOR, ""), address_of(request)
        if not word or not hmac.compare_digest(word.encode(), said.get("csrf", "").encode()):
            return self.show(request, say("county_pages.form_old"), 403)
        user = None
        if not self.guesses.too_many(address):
            user = self._check(said.get("name", "").strip(), said.get("password", ""), address)
        if user is None:
            self.guesses.note(address)
            return self.show(request, say("county_pages.not_let_in"), 401)
        self.visitors.let_out(request.cookies.get(COOKIE, ""))
        answer = moved("/")
        put_cookie(answer, request, COOKIE, self.visitors.let_in(user, address))
        return answer

    def leave(self, request: Request) -> Response:
        """Sign out of this browser."""
        self.visitors.let_out(request.cookies.get(COOKIE, ""))
        answer = moved("/login")
        answer.delete_cookie(COOKIE)
        return answer

    def _check(self, name: str, password: str, address: str) -> CountyUser | None:
        now = self.county.clock()

        def check(connection: Connection) -> CountyUser | None:
            user = None if "\0" in name else check_password(connection, name, password, now)
            # A name that let nobody in is not written down: it may be a password in the wrong place.
            who, act = (f"user:{user.name}", "sign_in") if user else ("nobody", "sign_in_refused")
            note(connection, now, [(who, act, None, {"address": address})])
            return user

        with self.checks.passed():
            return self.county.database.run(NOTHING, check)


def address_of(request: Request) -> str:
    """From where the browser asks, as the socket says it; a header may say anything."""
    return request.client.host if request.client else ""


def put_cookie(answer: Response, request: Request, name: str, word: str) -> None:
    """A cookie no script reads and no other site sends along; over TLS only where there is TLS."""
    secure = request.url.scheme == "https"
    answer.set_cookie(name, word, httponly=True, samesite="strict", secure=secure, path="/")
