"""A person at the county's pages: a browser without eyes that keeps cookies and fills forms as they were sent."""

import html
import re
from dataclasses import dataclass, field

import httpx

from app.county.databases import NOTHING
from app.county.users import CountyUser, add_user
from tests.county.servers import Town

PASSWORD = "a long enough one"
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Person:
    """Somebody of the county office at a browser; `page` is the last page that came."""

    town: Town
    name: str = "li"
    role: str = "reader"
    code: str = ""
    client: httpx.Client = field(init=False)
    page: httpx.Response = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.town.visitors.enter_context(
            httpx.Client(base_url=self.town.url, timeout=60, follow_redirects=True)
        )

    def known(self) -> "Person":
        """The same, on the county's list."""
        user = CountyUser(self.name, self.role, self.code)
        self.town.county.database.run(NOTHING, lambda c: add_user(c, user, PASSWORD))
        return self

    def come(self, password: str = PASSWORD) -> "Person":
        """Sign in."""
        self.open("/login")
        self.send("/login", name=self.name, password=password)
        return self

    def open(self, path: str) -> str:
        """A page as people read it."""
        self.page = self.client.get(path)
        return self.text

    def send(self, path: str, **said: str) -> str:
        """A form of the page at hand, with the hidden fields it brought."""
        forms = re.findall(r"<form[^>]*>.*?</form>", self.page.text, re.S)
        here = next((one for one in forms if f'action="{path}"' in one), "")
        hidden = {name: html.unescape(value) for name, value in _FIELD.findall(here)}
        self.page = self.client.post(path, data=hidden | said)
        return self.text

    @property
    def text(self) -> str:
        return html.unescape(self.page.text)

    @property
    def is_in(self) -> bool:
        """Whether the last page is one of those inside."""
        return "/logout" in self.page.text


def a_person(town: Town, role: str, code: str = "", name: str = "") -> Person:
    """Somebody known and signed in."""
    return Person(town, name or f"{role}{code}", role, code).known().come()
