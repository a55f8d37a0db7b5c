"""The left side of the print page: which paper, for whom, which year, which sheet, one volume or many files."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.documents.papers import Paper
from app.operations.papers import Order
from app.texts import say
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid
from app.ui.kit.tables import Table
from app.ui.kit.theme import height, scaled

EVERYBODY, GIVEN, VILLAGE, ONE = "all", "given", "village", "one"
VOLUME, SEPARATE = "volume", "separate"
WIDE, WIDEST = 288, 324  # pixels: with large text the pages need the room more

MOST_SEEN = 9
"""Papers in sight at once: for whom and on what they are printed stays in sight below them."""


class PrintChoices(ScrollPage):
    """`changed` whenever another order is chosen; `order()` tells it, None while something is still wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__((0, 0, 0, 0))
        self.setFixedWidth(min(scaled(WIDE), WIDEST))
        self.setProperty("kind", "card")
        self.papers: Sequence[Paper] = ()
        self.given: tuple[str, ...] = ()
        self._paper = ""
        self._case = ""
        self.list = Table(
            [Column("paper", say("printing.papers"), 130, stretch=True), Column("size", "", 84)]
        )
        self.list.horizontalHeader().hide()
        self.list.opened.connect(self._take_paper)
        self.list.current_changed.connect(self._take_paper)
        card = Card(say("printing.papers"), flush=True)
        card.body.setContentsMargins(8, 0, 8, 8)
        card.body.addWidget(self.list)
        self.body.addWidget(card)
        self.body.addWidget(self._orders())
        self.body.addStretch(1)

    def _orders(self) -> QWidget:
        card = Card()
        self.whom, self.village, self.household = (
            ChoiceField([]),
            ChoiceField([]),
            TextField(say("printing.household_hint")),
        )
        self.year, self.sheet, self.binding = ChoiceField([]), ChoiceField([]), ChoiceField([])
        self.grid = FieldGrid(scaled(40))
        self.grid.setMinimumWidth(scaled(190))
        add = self.grid.add
        self._rows = {
            "whom": add(say("printing.whom"), self.whom),
            "village": add(say("printing.which_village"), self.village),
            "household": add(say("printing.which_household"), self.household),
            "year": add(say("printing.year"), self.year),
            "size": add(say("printing.size"), self.sheet),
            "binding": add(say("printing.binding"), self.binding),
        }
        bindings = [Option(VOLUME, say("printing.volume")), Option(SEPARATE, say("printing.separate"))]
        self.binding.set_options(bindings)
        self.binding.set_answer(VOLUME)
        for row in self._rows.values():
            row.field.answered.connect(self._answered)
        card.body.setContentsMargins(20, 16, 20, 16)
        card.body.addWidget(self.grid)
        return card

    # what can be chosen

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """The papers there are; the first is chosen where none is."""
        self.papers = papers
        self.list.show_rows([Row(one.id, (one.title, Mark(subject_word(one), "quiet"))) for one in papers])
        self.list.setFixedHeight(height("table_row") * min(max(1, len(papers)), MOST_SEEN) + 4)
        if papers and not self._paper:
            self._paper = papers[0].id
        self._show_paper()

    def show_people(self, total: int, villages: Sequence[tuple[str, str]]) -> None:
        """How many households there are, and the villages (id, name) one can print."""
        self._total = total
        self.village.set_options([Option(*one) for one in villages])
        self._show_whom()

    def show_years(self, years: Sequence[int], year: int) -> None:
        """The years the archive speaks of; `year` is chosen where none is."""
        known = years if year in years else [year, *years]
        self.year.set_options([Option(str(one), say("printing.year_of", year=one)) for one in known])
        if self.year.answer() is None:
            self.year.set_answer(str(year))

    _total = 0

    def _show_whom(self) -> None:
        many = len(self.given)
        words = say("printing.given", count=f"{many:,}") if many > 1 else say("printing.given_one")
        given = [Option(GIVEN, words)] if self.given else []
        everybody = Option(EVERYBODY, say("printing.all", count=f"{self._total:,}"))
        more = [Option(VILLAGE, say("printing.village")), Option(ONE, say("printing.one"))]
        self.whom.set_options([*given, everybody, *more])
        if self.whom.answer() is None or (self.whom.answer() == GIVEN and not self.given):
            self.whom.set_answer(EVERYBODY)
        for key, wanted in (("village", VILLAGE), ("household", ONE)):
            self.grid.show_row(self._rows[key], self.whom.answer() == wanted)

    def _show_paper(self) -> None:
        paper = self.paper()
        if paper is None:
            return
        self.sheet.set_options([Option(one, size_words(paper, one)) for one in paper.sizes])
        if self.sheet.answer() not in paper.sizes:
            self.sheet.set_answer(paper.sizes[0])
        self.grid.show_row(self._rows["binding"], paper.subject == "household")
        self.list.go_to([one.id for one in self.papers].index(paper.id))

    # choosing

    def go_to(
        self,
        paper: str = "",
        households: Sequence[str] | None = None,
        village: str = "",
        year: int | None = None,
        case: str = "",
    ) -> None:
        """Stand on what somebody came here for; nobody is told. `case`: the one that `households` go with."""
        self._paper = paper or self._paper
        self._case = case
        self.given = tuple(households or ())
        if village:
            self.village.set_answer(village)
        self.whom.set_answer(VILLAGE if village else GIVEN if self.given else EVERYBODY)
        if year:
            self.year.set_answer(str(year))
        self._show_whom()
        self._show_paper()

    def paper(self) -> Paper | None:
        """The chosen paper."""
        return next((one for one in self.papers if one.id == self._paper), None)

    def order(self) -> Order | None:
        """What to print; None while a village or household is still to be named, which is then said."""
        paper, whom = self.paper(), self.whom.answer()
        village, household = self.village.answer(), self.household.answer()
        if paper is None or (whom == VILLAGE and not village) or (whom == ONE and not household):
            return None
        year = self.year.answer()
        return Order(
            paper.id,
            village=village if whom == VILLAGE else None,
            household=household if whom == ONE else None,
            households=self.given if whom == GIVEN else None,
            year=int(year) if year and str(year).isdigit() else None,
            size=self.sheet.answer(),
            separate=self.binding.answer() == SEPARATE and paper.subject == "household",
            case=self._case or None if whom == GIVEN else None,
        )

    def what_is_wanted(self) -> str:
        """What must still be named before there is something to print."""
        whom = self.whom.answer()
        if whom == VILLAGE and not self.village.answer():
            return say("printing.village_wanted")
        if whom == ONE and not self.household.answer():
            return say("printing.household_wanted")
        return say("printing.loading")

    def whom_words(self) -> str:
        """For whom, in words."""
        whom = self.whom.answer()
        field = {VILLAGE: self.village, ONE: self.household}.get(whom, self.whom)
        return str(field.text())

    def refuse_household(self, sentence: str) -> None:
        """Say beside the field why nobody was found."""
        self._rows["household"].say_issue(sentence)

    def _take_paper(self, key: str) -> None:
        if key and key != self._paper:
            self._paper = key
            self._show_paper()
            self.changed.emit()

    def _answered(self) -> None:
        self._show_whom()
        if self.sheet.answer() is None:
            self._show_paper()
        if self.binding.answer() is None:
            self.binding.set_answer(VOLUME)
        self.changed.emit()


def subject_word(paper: Paper) -> str:
    """How many there are of a paper: one a household, a village, or one in all."""
    words = {
        "household": say("printing.of_household"),
        "village": say("printing.of_village"),
        "township": say("printing.of_township"),
    }
    return words[paper.subject]


def size_words(paper: Paper, size: str) -> str:
    """A paper's size as one chooses it: which way it lies, or that it is folded into a booklet."""
    if paper.folded(size):
        return say("printing.folded", size=size.partition("x")[0])
    return say("printing.across", size=size) if paper.landscape else say("printing.upright", size=size)
