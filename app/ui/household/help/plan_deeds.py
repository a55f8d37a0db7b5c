"""What the plan's card does with a plan besides its steps: begins it, adds measures, reads what is suggested."""

from collections.abc import Callable, Mapping, Sequence

from app.errors import Problem
from app.operations.catalogues import catalogue
from app.operations.offices import Office
from app.operations.plan_batches import last_years_plan
from app.operations.plan_records import save_measure, save_plan
from app.operations.plan_suggestions import suggestions, take_suggestion
from app.operations.plan_views import PlanView
from app.operations.subjects import Subject
from app.rules.catalogues import Item
from app.rules.dossiers import Value
from app.rules.suggestions import Suggestion
from app.texts import say
from app.ui.household.help.suggested import SuggestionPanel
from app.ui.household.keeping import Keeper


def save_plan_answers(office: Office, subject: Subject, answers: Mapping[str, Value]) -> object:
    """Answers of a plan's fields, as the page saves them one by one."""
    return save_plan(office, subject.owner, subject.year or office.clock().year, answers)


class PlanDeeds:
    """Each writes in the writer's lane and says at the foot what came of it."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._offered = 0  # the year whose items are offered

    def begin(self, year: int) -> None:
        """Make the draft: it names the causes and risks the archive records."""
        office, household = self._keeper.office, self._keeper.household_id
        self._do(lambda: save_plan(office, household, year, {}), say("household_plan.begun", year=year))

    def carry(self, year: int) -> None:
        """Make the draft from the plan of the year before."""
        office, household = self._keeper.office, self._keeper.household_id
        words = say("household_plan.carried", year=year - 1)
        self._do(lambda: last_years_plan(office, [household], year), words)

    def take(self, plan: PlanView, item: str) -> None:
        """Put a suggested measure into the plan; its reason goes into the history."""
        office, name = self._keeper.office, self._name(item)
        self._do(
            lambda: take_suggestion(office, plan.household_id, plan.year, item),
            say("household_plan.taken", name=name),
        )

    def add_item(self, plan: PlanView, item: str) -> None:
        """Put a measure of the catalogue into the plan."""
        office, name = self._keeper.office, self._name(item)
        self._do(
            lambda: save_measure(office, plan.household_id, plan.year, {"item": item}),
            say("household_plan.taken", name=name),
        )

    def read_items(self, year: int, offer: Callable[[Sequence[Item]], object]) -> None:
        """Hand over the catalogue's items of a year, once."""
        if self._offered == year:
            return
        self._offered, office = year, self._keeper.office
        self._keeper.read(lambda: catalogue(office).in_force(year), offer)

    def read_suggestions(
        self, plan: PlanView, panel: SuggestionPanel, then: Callable[[], object] | None = None
    ) -> None:
        """Show what the facts of the household speak for."""
        office = self._keeper.office

        def found(known: list[Suggestion]) -> None:
            panel.show_suggestions(known)
            panel.show()
            if then is not None:
                then()

        self._keeper.read(lambda: suggestions(office, plan.household_id, plan.year), found)

    def _name(self, item: str) -> str:
        known = catalogue(self._keeper.office).by_code.get(item)
        return known.name if known else item

    def _do(
        self,
        deed: Callable[[], object],
        words: str,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        self._keeper.do(deed, lambda _: self._keeper.tell(words), failed)
