"""The page 项目资金: projects or subsidies, each list with its panel; what is late is counted in the navigation."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.funds.lists import FundList
from app.ui.funds.payment_panels import SumPanel
from app.ui.funds.project_panels import ProjectPanel
from app.ui.funds.readings import PaymentReading
from app.ui.funds.shown import (
    Funds,
    payment_columns,
    payment_row,
    project_columns,
    project_row,
    read_funds,
    sum_key,
    total,
)
from app.ui.help.panels import PanelPlace
from app.ui.kit.buttons import Button
from app.ui.kit.cards import EmptyPage, PageHeader
from app.ui.kit.cells import Row, cell_words
from app.ui.kit.segments import Choice, Segments

VIEWS = ("projects", "payments")


class FundsPage(QWidget):
    """Opened by `desk.go("funds", view=…)`, `(project=…)`, or `(scheme=…, village=…, year=…)`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.funds = Funds()
        self._wanted: dict[str, str] = {}
        self.views = Segments(
            [Choice(VIEWS[0], say("funds.projects")), Choice(VIEWS[1], say("funds.payments"))]
        )
        self.views.chosen.connect(self.show_view)
        self.new = Button(say("funds.new_project"), "primary", "plus", self.begin_project)
        self.bring = Button(say("funds.import_list"), "primary", "file-arrow-up", self.bring_list)
        self.header = PageHeader(say("funds.title"), " ", [self.views, self.new, self.bring])
        self.projects = FundList(
            project_columns(),
            say("funds.search"),
            EmptyPage("coin", say("funds.no_projects"), say("funds.new_project"), self.begin_project),
            spared=("funds", "due"),
        )
        self.payments = FundList(
            payment_columns(),
            say("funds.search_payments"),
            EmptyPage("coin", say("funds.no_payments"), say("funds.import_list"), self.bring_list),
            spared=("households", "due"),
            year_of=_year_of,
        )
        self.projects.opened.connect(self.open_project)
        self.payments.opened.connect(self.open_sum)
        self.payments.narrowed.connect(self._say_counts)
        self.projects.narrowed.connect(self._say_counts)
        self._lay_out()
        self.show_view(VIEWS[0])
        desk.changed.connect(self._heard)
        self.refresh()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for view in (self.projects, self.payments):
            self.stack.addWidget(view)
        self.place = PanelPlace(self.stack, self._take_keyboard)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addWidget(self.place, 1)

    def open_at(
        self,
        view: str = "",
        project: str = "",
        scheme: str = "",
        village: str = "",
        year: str = "",
        **_: object,
    ) -> None:
        """Come to a list, a project, or a village's part of a subsidy."""
        if project:
            self._wanted = {"project": project}
        elif scheme:
            self._wanted = {"sum": f"{year}|{village}|{scheme}"}
        if view in VIEWS:
            self.show_view(view)
        self.refresh()

    def show_view(self, key: str) -> None:
        """Show the projects or the subsidies."""
        if key != self.views.key():
            self.place.close_panel()
        self.views.choose(key)
        self.stack.setCurrentIndex(VIEWS.index(key))
        self._say_buttons()
        self._say_counts()

    def refresh(self) -> None:
        """Read both lists again; they keep their place."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read_funds(office), self._show, owner=self)

    def _show(self, funds: Funds) -> None:
        self.funds = funds
        self.projects.show_rows([project_row(one, due, funds.today) for one, due in funds.projects])
        self.payments.show_rows([payment_row(one, due, funds.today) for one, due in funds.payments])
        late = [due for _, due in (*funds.projects, *funds.payments) if due and due <= funds.today]
        self._desk.show_count("funds", len(late))
        self._say_buttons()
        wanted, self._wanted = self._wanted, {}
        if key := wanted.get("project"):
            self.show_view("projects")
            self.open_project(key)
        elif key := wanted.get("sum"):
            self.show_view("payments")
            self.open_sum(key)

    def _say_counts(self) -> None:
        funds = self.funds
        if self.views.key() == "projects":
            amount = total([one.answers.get("funds") for one, _ in funds.projects])
            told = {"count": len(funds.projects), "sum": show("money", amount)}
            self.header.say(
                say("funds.projects_line", **told, due=sum(1 for _, due in funds.projects if due))
            )
        else:
            amount = total([one.amount for one, _ in funds.payments])
            told = {"count": sum(one.lines for one, _ in funds.payments), "sum": show("money", amount)}
            due = sum(1 for one, _ in funds.payments if not one.announced)
            self.header.say(say("funds.payments_line", **told, due=due))
        self.projects.bar.show_counts(say("funds.count_projects", count=len(self.projects.shown())), "")
        keys = {row.key for row in self.payments.shown()}
        amount = total([one.amount for one, _ in funds.payments if sum_key(one) in keys])
        counted = say("funds.count_payments", count=len(keys), sum=show("money", amount))
        self.payments.bar.show_counts(counted, "")

    def _say_buttons(self) -> None:
        """One primary button: on an empty list it stands in the middle, beside a panel in the panel."""
        projects = self.views.key() == "projects"
        shown = self.funds.projects if projects else self.funds.payments
        kind = "quiet" if self.place.panel is not None or not shown else "primary"
        for button, its in ((self.new, projects), (self.bring, not projects)):
            button.setVisible(its)
            button.set_kind(kind)

    # panels

    def begin_project(self) -> None:
        """Enter a new project."""
        self._open_project(ProjectPanel(self._desk))

    def open_project(self, key: str) -> None:
        """Open a project beside the list."""
        line = next((one for one, _ in self.funds.projects if one.id == key), None)
        if line is not None:
            self._open_project(ProjectPanel(self._desk, line))

    def _open_project(self, panel: ProjectPanel) -> None:
        panel.wrote.connect(self._wrote)
        panel.begun.connect(self._go_case)
        self.place.open_panel(panel)
        if panel.line is None:
            panel.village.setFocus()

    def open_sum(self, key: str) -> None:
        """Open a village's part of a subsidy beside the list."""
        one = next((one for one, _ in self.funds.payments if sum_key(one) == key), None)
        if one is not None:
            panel = SumPanel(self._desk, one)
            panel.wrote.connect(self._sum_wrote)
            panel.begun.connect(self._go_case)
            self.place.open_panel(panel)

    def bring_list(self) -> None:
        """Read a payment list."""
        self.place.open_panel(PaymentReading(self._desk))

    def _wrote(self, words: str) -> None:
        self._desk.tell(words)
        self._desk.changed.emit("funds")

    def _sum_wrote(self, words: str) -> None:
        """What stood beside the list is of another sum now: it is opened again as far as it is there still."""
        panel = self.place.panel
        if isinstance(panel, SumPanel):
            self._wanted = {"sum": sum_key(panel.one)}
            self.place.close_panel()
        self._wrote(words)

    def _go_case(self, case: str) -> None:
        self._wanted = {}
        self._desk.changed.emit("cases")
        self._desk.go("public", case=case)

    def _panel_changed(self, is_open: bool) -> None:
        for view in (self.projects, self.payments):
            view.make_room(is_open)
        self._say_buttons()

    def _take_keyboard(self) -> None:
        (self.projects if self.views.key() == "projects" else self.payments).table.setFocus()

    def _heard(self, what: str) -> None:
        if what in ("households", "imports", "cases", "funds"):
            self.refresh()


def _year_of(row: Row) -> str:
    return cell_words(row.cells[0])
