"""Practice: drills with the checks of the desk, one at a time; nothing of an answer is kept."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Paste
from textual.widgets import ContentSwitcher, Input, OptionList, Static

from composer.desk.drills import judged
from composer.desk.practising import Sitting, Talk, comes_again, exemplary_judged, finish, keep_answers, sitting
from composer.keys.commands import EVERYWHERE, PRACTICE
from composer.practice.asked import QUESTIONS, asked_in
from composer.practice.drill import DrillKind
from composer.practice.judging import Grade, Judged, pieces_of
from composer.tui.bindings import bindings
from composer.tui.drawing.page import Line
from composer.tui.drawing.practice import feedback_lines, lines_of, message_content, talk_content
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.screens.practice_list import CHECK_IN, LIST, PracticeList
from composer.tui.widgets.article_text import ArticleText
from composer.tui.widgets.choices import Choices
from composer.tui.widgets.key_bar import KeyBar
from composer.tui.widgets.pieces import Pieces
from composer.tui.widgets.writing import Writing
from kb.errors import KBError
from kb.text import clean

_DRILL, _FEEDBACK = "practice-drill", "practice-feedback"
_AGAIN = (DrillKind.SPOT, DrillKind.TURN, DrillKind.LISTEN, DrillKind.REPLY)
_PRIVATE = (
    "Enter begins a drill. The checks of this desk look at your answer, for you alone; it is kept nowhere, and a "
    "worksheet stays in your own folder."
)


class AnswerArea(Writing):
    """Where an answer is written."""

    def on_mount(self) -> None:
        """No blinking: it is a letter."""
        self.soft_wrap, self.show_line_numbers, self.cursor_blink = True, False, False

    def _on_paste(self, event: Paste) -> None:  # type: ignore[override]  # the base class's own handler runs after this one
        """What is pasted is cleaned like all text from outside."""
        event.text = clean(event.text)


class PracticeScreen(PracticeList):
    """The drills; one of them; what became of the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PRACTICE)]
    AUTO_FOCUS = "#drills"

    commands = PRACTICE

    def __init__(self) -> None:
        super().__init__()
        self.one: Sitting | None = None
        self.talk: Talk | None = None
        self.first: Judged | None = None
        """What became of the first answer, by which the drill is graded."""
        self.grade = Grade.AGAIN
        self.helped = False

    def compose(self) -> ComposeResult:
        """Three pages of which one is shown."""
        with ContentSwitcher(initial=LIST, id="practice"):
            with Vertical(id=LIST):
                yield Static(_PRIVATE, id="practice-private", markup=False)
                yield Choices(id="drills", markup=False, compact=True)
            with Vertical(id=_DRILL):
                with VerticalScroll(id="drill-scroll"):
                    yield Static(id="drill-message", markup=False)
                yield Static(id="drill-task", markup=False)
                yield Pieces(id="drill-pieces")
                with VerticalScroll(id="drill-questions", can_focus=False):
                    for name in QUESTIONS:
                        yield Static(id=f"asked-{name}", markup=False)
                        yield Input(id=f"question-{name}", compact=True)
                yield AnswerArea(id="drill-answer")
            yield ArticleText(id=_FEEDBACK)
        yield KeyBar((*PRACTICE, *EVERYWHERE))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something on the page that is shown."""
        if not has_widgets(self):
            return True
        match action:
            case "tip":
                return self.page == _DRILL
            case "leave" | "submit":
                return self.page != LIST
            case "grade":
                return self.page == _FEEDBACK
            case "write_again":
                again = self.one is not None and self.one.drill.kind in _AGAIN
                return again and self.page == _FEEDBACK
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected, "#drills")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == CHECK_IN:
            self.app.action_check_in()
            event.option_list.replace_option_prompt(CHECK_IN, self.check_in_row().prompt)
        drill = self.drills.get(event.option_id or "")
        if drill is not None:
            self.begin(sitting(drill))

    # One drill.

    def begin(self, one: Sitting) -> None:
        """Show a drill with its next message."""
        self.one, self.first, self.helped = one, None, False
        self.talk = Talk(one.drill.states[0]) if one.drill.kind is DrillKind.ROLE_PLAY else None
        self.query_one(Pieces).begin(pieces_of(one.given.text))
        for field in self.query("#drill-questions Input").results(Input):
            field.value = ""
        self.query_one(AnswerArea).load_text("")
        self.show_drill()

    def show_drill(self) -> None:
        """The page to answer on, what was written still in it."""
        one, switcher = self.one, self.query_one("#practice", ContentSwitcher)
        if one is None:
            return
        content = talk_content(self.talk, one.given.sender) if self.talk else message_content(one)
        self.query_one("#drill-message", Static).update(content)
        how = "  Space marks a part" if one.drill.kind is DrillKind.SPOT else ""
        self.query_one("#drill-task", Static).update(Content.assemble((one.drill.task, "bold $primary"), (how, "$dim")))
        for name, question in asked_in(one.drill.language).questions.items():
            self.query_one(f"#asked-{name}", Static).update(question)
        kind = one.drill.kind
        self.query_one("#drill-scroll").display = kind is not DrillKind.SPOT
        self.query_one("#drill-pieces").display = kind is DrillKind.SPOT
        self.query_one("#drill-questions").display = kind is DrillKind.WORKSHEET
        self.query_one(AnswerArea).display = kind not in (DrillKind.SPOT, DrillKind.WORKSHEET)
        switcher.current = _DRILL
        self.query_one(_FIELDS.get(kind, "#drill-answer")).focus()
        if self.talk:
            self.query_one("#drill-scroll", VerticalScroll).scroll_end(animate=False)
        self.refresh_bindings()

    @property
    def answers(self) -> list[str]:
        """What is written so far, in its parts."""
        one = self.one
        if one is not None and one.drill.kind is DrillKind.SPOT:
            return self.query_one(Pieces).chosen
        if one is not None and one.drill.kind is DrillKind.WORKSHEET:
            return [field.value for field in self.query("#drill-questions Input").results(Input)]
        return [self.query_one(AnswerArea).text.strip()]

    @on(Input.Submitted)
    def _next_question(self) -> None:
        self.focus_next()

    def action_submit(self) -> None:
        """Have the answer looked at; from what became of it, go on."""
        if self.one is None:
            return
        if self.page == _FEEDBACK:
            self.go_on(self.one)
        elif self.page == _DRILL:
            self.look(self.one, self.talk, self.answers)

    @work(thread=True, exclusive=True, group="judge")
    def look(self, one: Sitting, talk: Talk | None, answers: list[str]) -> None:
        """Judge an answer away from the keyboard."""
        desk = self.app.desk
        if talk is not None and answers[0]:
            talk = talk.after(desk, one, answers[0])
            if not talk.state.ends:
                self.app.call_from_thread(self.go_on_talking, talk)
                return
        if talk is not None and not answers[0]:
            return
        said = talk.judged if talk else judged(desk, one.drill, one.given, answers)
        alike = one.drill.kind not in (DrillKind.SPOT, DrillKind.ROLE_PLAY)
        example = exemplary_judged(desk, one) if alike else None
        if one.drill.kind is DrillKind.WORKSHEET and self.first is None:
            self.keep(one, answers)
        self.app.call_from_thread(self.show_feedback, one, talk, said, example)

    def keep(self, one: Sitting, answers: list[str]) -> None:
        """Keep a worksheet, or say why it cannot be; from the thread that judges it."""
        try:
            keep_answers(one, answers, self.app.clock())
        except KBError as error:
            self.app.call_from_thread(self.app.tell, str(error), failed=True)

    def go_on_talking(self, talk: Talk) -> None:
        """The customer has answered."""
        self.talk = talk
        self.query_one(AnswerArea).load_text("")
        self.show_drill()

    def show_feedback(self, one: Sitting, talk: Talk | None, said: Judged, example: Judged | None) -> None:
        """What became of the answer."""
        if not has_widgets(self) or self.one is not one:
            return
        if self.first is None:
            self.first, self.grade = said, said.grade(helped=self.helped)
        self.talk = talk
        grade = said.grade(helped=self.helped)
        again = f"{self.app.key('drill.again')} writes it again, " if one.drill.kind in _AGAIN else ""
        keys = f"{self.app.key('drill.submit')} goes on, {again}1 to 4 is your own grade: again, hard, good, easy"
        talked = [*lines_of(talk_content(talk, one.given.sender)), Line(Content(""))] if talk else []
        # A tip that was asked for would lie over what it led to.
        self.app.clear_notifications()
        self.query_one("#practice", ContentSwitcher).current = _FEEDBACK
        page = self.query_one(f"#{_FEEDBACK}", ArticleText)
        page.show([*talked, Line(Content.styled(keys, "$dim")), *feedback_lines(one, said, grade, example)])
        page.focus()
        self.refresh_bindings()

    def go_on(self, one: Sitting) -> None:
        """Note the drill with its grade, and go back to the list."""
        try:
            due = finish(one, self.grade, self.app.clock())
        except KBError as error:
            self.app.tell(str(error), failed=True)
            self.action_leave()
            return
        # In place of a toast, which would lie over the next message.
        said = f"{one.drill.title}: it {comes_again(one, due, self.app.clock())}"
        self.query_one("#practice-private", Static).update(Content.styled(said, "$accent"))
        self.action_leave()

    # What a person does.

    def action_tip(self) -> None:
        """A tip for this drill."""
        if self.one is not None:
            self.helped = True
            self.app.tell(self.one.drill.tip or "There is no tip for this one.")

    def action_grade(self, grade: int) -> None:
        """One's own grade in the place of that of the checks."""
        self.grade = Grade(grade)
        self.app.tell(f"Noted as {self.grade.name.lower()}.")

    def action_write_again(self) -> None:
        """Back to what was written, to write it better."""
        self.show_drill()

    def action_leave(self) -> None:
        """Back to the list."""
        self.one = self.talk = self.first = None
        self.query_one("#practice", ContentSwitcher).current = LIST
        self.query_one("#drills").focus()
        self.load()


_FIELDS = {DrillKind.SPOT: "#drill-pieces", DrillKind.WORKSHEET: "#question-problem"}
"""Where the keyboard goes first."""
