"""The visitor himself: who he is here, and his password."""

from app.county.pages.asks import Answer, Ask, Shown, Went
from app.county.users import add_user, check_password
from app.errors import Problem
from app.texts import say


def show_own(ask: Ask) -> Answer:
    """Name, role, place, and the form for another password."""
    row = ask.connection.execute("SELECT name FROM division WHERE code = %s", (ask.user.code,)).fetchone()
    return Shown("own.html", {"place": row[0] if row else ask.user.code or say("county_pages.whole_county")})


def change_password(ask: Ask) -> Answer:
    """Another password for whoever knows the present one; his other browsers are signed out."""
    said, new = ask.said.get("password", ""), ask.said.get("new", "")
    if new != ask.said.get("again", ""):
        raise Problem("county_pages.passwords_differ")
    if check_password(ask.connection, ask.user.name, said, ask.now) != ask.user:
        # No Problem: the count of wrong passwords has to be committed.
        ask.tell(say("county_pages.password_wrong"), "bad")
        return Went("/me")
    add_user(ask.connection, ask.user, new)
    ask.note("change_password")
    ask.visitors.let_out_all(ask.user.name, but=ask.word)
    ask.tell(say("county_pages.password_changed"))
    return Went("/me")
