"""A notice in the panel of its case: drafted, looked at, approved, posted, objected to, ended, taken down."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import (
    answer_objection,
    end_notice,
    post_notice,
    record_objection,
    take_down,
)
from app.operations.notices.viewing import NoticeView, ObjectionLine, state_word
from app.operations.offices import Office
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import YesNoField
from app.ui.kit.labels import Hairline, Text
from app.ui.public.notice_photos import PostingPhotos

Do = Callable[[Callable[[Office], object], str], None]


class NoticeStep(QWidget):
    """`do(deed, words)` writes; `look(notice)` shows the sheet beside the board, `edit(notice)` opens its words."""

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
        self.photos: PostingPhotos | None = None
        self.buttons: dict[str, Button] = {}
        self.form: LooseForm | None = None
        self.answer_form: LooseForm | None = None
        self.upheld: YesNoField | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        self._line = QHBoxLayout()
        if view is None:
            self._say(say("public.no_draft"))
            self._button("draft", say("public.draft"), "primary", self.draft)
        else:
            self._show(view)

    def _say(self, words: str, tone: str = "") -> None:
        self._whole.addWidget(Text(words, "body", tone, wrap=True))

    def _button(self, key: str, words: str, kind: str, do: Callable[[], object]) -> None:
        button = self.buttons[key] = Button(words, kind, pressed_do=do)
        if self._whole.count() and key in ("look", "post", "approve", "object", "end", "down"):
            line = self._line
        else:
            self._line = line = QHBoxLayout()
            line.setSpacing(8)
            self._whole.addLayout(line)
        line.addWidget(button)

    def _show(self, view: NoticeView) -> None:
        notice = view.notice
        told = [notice.text("number"), notice.text("letter"), state_word(notice.state)]
        self._say(" \u00b7 ".join(filter(None, told)))
        if view.refused:
            self._say(view.refused, "bad")
        if notice.posted:
            self._show_hanging(view)
            return
        words = say("wordings.edit") if notice.state == "draft" else say("wordings.edit_letter")
        self._button("edit", words, "quiet", partial(self._edit, notice.id))
        self._button("look", say("public.look"), "quiet", partial(self._look, notice.id))
        if notice.state == "draft":
            self._button("approve", say("public.approve"), "primary", self.approve)
        else:
            self._ask_posting()

    def _ask_posting(self) -> None:
        self.form = LooseForm(self._desk.office.forms, ["notice.posted_on", "notice.places"])
        self.form.set_answer("notice.posted_on", self._desk.office.clock().date())
        self.form.set_answer("notice.places", say("public.usual_place"))
        self._whole.addWidget(self.form)
        self._button("post", say("public.post"), "primary", self.post)

    def _show_hanging(self, view: NoticeView) -> None:
        notice = view.notice
        told = {"posted": show("date", notice.day("posted_on")), "ends": show("date", notice.day("ends_on"))}
        self._say(say("public.hangs", places=notice.text("places"), **told))
        self._button("look", say("public.look"), "quiet", partial(self._look, notice.id))
        self.photos = PostingPhotos(self._desk, notice.id, self._do)
        self._whole.addWidget(self.photos)
        for one in view.objections:
            self._show_objection(one)
        if notice.state == "posted":
            self._button("end", say("public.end"), "quiet", self.end)
        if notice.state in ("posted", "ended"):
            self._button("down", say("public.take_down"), "quiet", self.take_down)
            self._ask_objection(view)

    def _ask_objection(self, view: NoticeView) -> None:
        self._whole.addWidget(Hairline())
        paths = ["objection.received_on", "objection.way", "objection.who", "objection.what"]
        self.form = LooseForm(self._desk.office.forms, paths)
        self.form.set_answer("objection.received_on", self._desk.office.clock().date())
        self._whole.addWidget(Text(say("public.new_objection"), "strong"))
        self._whole.addWidget(self.form)
        self.about = _about_field(self._desk.office, self._case)
        self.form.add(say("public.about"), self.about)
        self._line = QHBoxLayout()
        self._whole.addLayout(self._line)
        self._button("object", say("public.object"), "quiet", self.object_to)

    def _show_objection(self, one: ObjectionLine) -> None:
        answers = one.answers
        day = show("date", answers.get("received_on"))
        self._say(say("public.objection", day=day, head=one.head or "\u2014", what=answers.get("what") or ""))
        if answers.get("answered_on"):
            result = say("public.upheld") if answers.get("upheld") else say("public.dismissed")
            self._say(say("public.answered", result=result, found=answers.get("found") or ""), "text2")
            return
        self.answer_form = LooseForm(self._desk.office.forms, ["objection.investigator", "objection.found"])
        self.upheld = YesNoField()
        self.answer_form.add(say("public.is_upheld"), self.upheld)
        self._whole.addWidget(self.answer_form)
        self._button(f"answer-{one.id}", say("public.answer"), "primary", partial(self.answer, one.id))

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
        notice, day, places = (
            self._notice(),
            form.answer("notice.posted_on"),
            str(form.answer("notice.places") or ""),
        )
        on = day if isinstance(day, date) else None
        self._do(lambda office: post_notice(office, notice, places, on), say("public.posted"))

    def object_to(self) -> None:
        """Keep an objection."""
        form = self.form
        if form is None or not form.is_right():
            return
        notice, answers, about = self._notice(), form.of_record("objection"), self.about.answer()
        self._do(lambda office: record_objection(office, notice, answers, about), say("public.objected"))

    def answer(self, objection: str) -> None:
        """Answer an objection."""
        form = self.answer_form
        if form is None or self.upheld is None or not form.is_right():
            return
        who, found = (str(form.answer(f"objection.{key}") or "") for key in ("investigator", "found"))
        upheld = self.upheld.answer() is True
        self._do(
            lambda office: answer_objection(office, objection, investigator=who, found=found, upheld=upheld),
            say("public.answer_kept"),
        )

    def end(self) -> None:
        """The period is over."""
        notice = self._notice()
        self._do(lambda office: end_notice(office, notice), say("public.ended"))

    def take_down(self) -> None:
        """It came down."""
        notice = self._notice()
        self._do(lambda office: take_down(office, notice), say("public.taken_down"))

    def _notice(self) -> str:
        return self.view.notice.id if self.view else ""


def _about_field(office: Office, case_id: str) -> Any:
    """Which household of the case an objection is about."""
    from app.operations.cases.viewing import case_view
    from app.ui.kit.choices import ChoiceField
    from app.ui.kit.popups import Option

    homes = [one for one in case_view(office, case_id).households if one.state == "in"]
    return ChoiceField([Option(one.household_id, f"{one.head} {one.group}".strip()) for one in homes])
