"""What the head band's menu does: a new year, confirming one, moving or closing the household, settled doubts."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from app.operations.dossiers import Choice
from app.operations.families import close_household, move_household
from app.operations.places import villages
from app.operations.subjects import Subject
from app.operations.years import confirm_year, open_year
from app.texts import say
from app.ui.household.keeping import Keeper
from app.ui.household.loose import LooseForm
from app.ui.household.shown import Shown
from app.ui.kit.choices import ChoiceField
from app.ui.kit.dialogs import Dialog, ask
from app.ui.kit.popups import Option

CLOSING = ("household.closed_on", "household.closed_reason")


def next_year(shown: Shown, today: date) -> int:
    """The year that would be opened next: this one, or the one after the newest there is."""
    newest = max(shown.dossier.years, default=today.year - 1)
    return newest + 1


def open_next_year(owner: QWidget, keeper: Keeper, year: int, then: Callable[[], object]) -> Dialog:
    """Ask whether a year is to be opened; last year's answers are carried forward, not confirmed."""
    office, household = keeper.office, keeper.household_id

    def opened() -> None:
        keeper.do(lambda: open_year(office, year, Choice(households=(household,))), lambda _: then())

    title = say("household.open_year_title", year=year)
    verb, safe = say("household.open_year", year=year), say("household.not_open_year")
    return ask(owner, title, say("household.open_year_body", year=year), verb, safe, opened)


def confirm(keeper: Keeper, year: int) -> None:
    """Everything carried into a year was checked with the household."""
    office, household = keeper.office, keeper.household_id

    def confirmed() -> int:
        open_year(office, year, Choice(households=(household,)))  # what still speaks of an earlier year
        return confirm_year(office, household, year)

    keeper.do(
        confirmed,
        lambda _: keeper.tell(say("household.confirmed", year=year)),
    )


def ask_moving(owner: QWidget, keeper: Keeper) -> Dialog:
    """Ask into which village the household moves; members and history go with it."""
    office, household = keeper.office, keeper.household_id
    others = {one.id: one for one in villages(office)}
    field = ChoiceField([Option(one.id, one.name, one.code) for one in others.values()])

    def decided(key: str) -> None:
        chosen = others.get(str(field.answer()))
        if key == "move" and chosen:
            words = say("household.moved", village=chosen.name)
            keeper.do(lambda: move_household(office, household, chosen.id), lambda _: keeper.tell(words))

    answers = [("no", say("household.not_move"), "quiet"), ("move", say("household.move_now"), "primary")]
    dialog = Dialog(owner, say("household.move_title"), say("household.move_body"), answers, decided)
    dialog.content.addWidget(field)
    dialog.accepts = lambda key: key == "no" or bool(field.answer())
    dialog.ask(field)
    return dialog


def ask_closing(owner: QWidget, keeper: Keeper) -> Dialog:
    """Ask when and why the household ends; it leaves the lists, its file stays."""
    office, household = keeper.office, keeper.household_id
    form = LooseForm(office.forms, CLOSING, frozenset(CLOSING))
    form.set_answer(CLOSING[0], office.clock().date())

    def decided(key: str) -> None:
        closed_on, reason = form.answer(CLOSING[0]), form.answer(CLOSING[1])
        if key == "close" and isinstance(closed_on, date):
            keeper.do(lambda: close_household(office, household, closed_on, str(reason)))

    answers = [("no", say("household.not_close"), "quiet"), ("close", say("household.close_now"), "primary")]
    dialog = Dialog(owner, say("household.close_title"), say("household.close_body"), answers, decided)
    dialog.content.addWidget(form)
    dialog.accepts = lambda key: key == "no" or form.is_right()
    dialog.ask(form.inputs[CLOSING[1]])
    return dialog


def reopen_household(keeper: Keeper) -> None:
    """Take the end of a household back."""
    subject = Subject("household", keeper.household_id)
    keeper.save(subject, {"closed_on": None, "closed_reason": None}, say("household.reopened"))
