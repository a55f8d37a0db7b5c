"""A notice in the panel of its case: drafted, worded, looked at, approved, posted, objected to, ended, taken down."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.notices.drafting import approve_notice, correct_notice, draft_notice
from app.operations.notices.posting import end_notice, post_notice, take_down
from app.operations.notices.viewing import NoticeView, state_word
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Hairline, Text
from app.ui.public.notice_objections import Do, Objections
from app.ui.public.notice_photos import PostingPhotos

_REASON = "notice.reason"


class NoticeStep(QWidget):
    """`do(deed, words)` writes; `look(notice)` shows the sheet beside the board, `edit(notice)` opens its words.

    `main` is the one next thing to press until it hangs; the panel puts it in its foot, where it is always seen.
    """

    def __init__(
        self,
        desk: Desk,
        case_id: str,
        view: NoticeView | None,
        do: Do,
        look: Callable[[str], object],
        edit: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._desk, self._case, self.view, self._do = desk, case_id, view, do
        self._look, self._edit = look, edit
        self.buttons: dict[str, Button] = {}
        self.main: Button | None = None
        self.form: LooseForm | None = None
        self.photos: PostingPhotos | None = None
        self.objections: Objections | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        if view is None:
            self._say(say("public.no_draft"))
            self._make_main("draft", say("public.draft"), self.draft)
        else:
            self._show(view)

    def _say(self, words: str, tone: str = "") -> None:
        self._whole.addWidget(Text(words, "body", tone, wrap=True))

    def _make_main(self, key: str, words: str, do: Callable[[], object]) -> None:
        self.main = self.buttons[key] = Button(words, "primary", pressed_do=do)

    def _line_of(self, *wanted: tuple[str, str, str, Callable[[], object]]) -> None:
        """Buttons side by side: key, words, kind and what each does."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for key, words, kind, do in wanted:
            button = self.buttons[key] = Button(words, kind, pressed_do=do)
            line.addWidget(button)
        self._whole.addLayout(line)

    def _show(self, view: NoticeView) -> None:
        notice = view.notice
        told = [notice.text("number"), notice.text("letter"), state_word(notice.state)]
        self._say(" \u00b7 ".join(filter(None, told)))
        if view.refused:
            self._say(view.refused, "bad")
        edit, look = partial(self._edit, notice.id), partial(self._look, notice.id)
        if notice.posted:
            self._show_hanging(view, look)
        elif notice.state == "draft":
            self._line_of(
                ("edit", say("wordings.edit"), "quiet", edit),
                ("look", say("public.look"), "quiet", look),
            )
            self._make_main("approve", say("public.approve"), self.approve)
        else:
            self._line_of(
                ("edit", say("wordings.edit_letter"), "quiet", edit),
                ("look", say("public.print"), "quiet", look),
            )
            self._ask_posting()

    def _ask_posting(self) -> None:
        self.form = LooseForm(self._desk.office.forms, ["notice.posted_on", "notice.places"])
        self.form.set_answer("notice.posted_on", self._desk.office.clock().date())
        self.form.set_answer("notice.places", say("public.usual_place"))
        self._whole.addWidget(self.form)
        self._make_main("post", say("public.post"), self.post)

    def _show_hanging(self, view: NoticeView, look: Callable[[], object]) -> None:
        notice, today = view.notice, self._desk.office.clock().date()
        ends = notice.day("ends_on")
        told = {"posted": show("date", notice.day("posted_on")), "ends": show("date", ends)}
        self._say(say("public.hangs", places=notice.text("places"), **told))
        hangs = notice.state in ("posted", "ended")
        over = ends is None or today > ends or not notice.answers.get("hangs")
        self._line_of(
            ("look", say("public.print"), "quiet", look),
            *([("correct", say("public.correct"), "quiet", self.ask_correction)] if hangs else []),
        )
        if hangs and over:
            ended = [("end", say("public.end"), "quiet", self.end)] if notice.state == "posted" else []
            self._line_of(*ended, ("down", say("public.take_down"), "quiet", self.take_down))
        self.photos = PostingPhotos(self._desk, notice.id, self._do)
        self._whole.addWidget(self.photos)
        if view.kind.invites or view.objections:
            self.objections = Objections(self._desk, self._case, view, self._do, hangs)
            self._whole.addWidget(self.objections)
            self.buttons["object"] = self.objections.new
        self._whole.addWidget(Hairline())

    # deeds

    def draft(self) -> None:
        """Draft the notice the case waits for."""
        case = self._case
        self._do(lambda office: draft_notice(office, case), say("public.drafted"))

    def approve(self) -> None:
        """Approve the draft."""
        notice = self._notice()
        self._do(lambda office: approve_notice(office, notice), say("public.approved"))

    def post(self) -> None:
        """It went up."""
        form = self.form
        if form is None or not form.is_right():
            return
        notice, day = self._notice(), form.answer("notice.posted_on")
        places, on = str(form.answer("notice.places") or ""), day if isinstance(day, date) else None
        self._do(lambda office: post_notice(office, notice, places, on), say("public.posted"))

    def end(self) -> None:
        """The period is over."""
        notice = self._notice()
        self._do(lambda office: end_notice(office, notice), say("public.ended"))

    def take_down(self) -> None:
        """It came down."""
        notice = self._notice()
        self._do(lambda office: take_down(office, notice), say("public.taken_down"))

    def ask_correction(self) -> None:
        """Ask why it is corrected; what hangs stays as it is until the new one goes up."""
        self.buttons["correct"].hide()
        self.form = LooseForm(self._desk.office.forms, [_REASON], required=frozenset({_REASON}))
        self._whole.insertWidget(3, self.form)
        again = self.buttons["again"] = Button(say("public.correct_now"), "quiet", pressed_do=self.correct)
        self._whole.insertWidget(4, again)
        self.form.inputs[_REASON].setFocus()

    def correct(self) -> None:
        """Draft the new notice that names this one."""
        form = self.form
        if form is not None and form.is_right():
            notice, reason = self._notice(), str(form.answer(_REASON) or "")
            self._do(lambda office: correct_notice(office, notice, reason), say("public.correcting"))

    def _notice(self) -> str:
        return self.view.notice.id if self.view else ""
