"""The panes of the Answer screen: how a case is shown and articles are found for it without holding up a key."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from composer.cases.step import FIVE, Step
from composer.keys.commands import ANSWER, ANSWER_PANES, EVERYWHERE
from composer.tui.case_view import preview_of
from composer.tui.drawing.reply import Shown, shown_of
from composer.tui.screens.desk_screen import DeskScreen, has_widgets
from composer.tui.widgets.articles import Articles
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.banner import Banner
from composer.tui.widgets.findings import Findings
from composer.tui.widgets.held_line import HeldLine
from composer.tui.widgets.key_bar import KeyBar
from composer.tui.widgets.lines import Section
from composer.tui.widgets.mail_line import MailLine
from composer.tui.widgets.message_pane import MessagePane
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.tui.widgets.steps import Steps
from composer.tui.widgets.top_bar import TopBar
from composer.writing.plan import IssueState

if TYPE_CHECKING:
    from composer.cases.follow_up import FollowUp
    from composer.desk.open_case import Answering
    from composer.desk.search_log import Seeking
    from composer.tui.drawing.page import Piece
    from kb.articles.article import Article
    from kb.search.answers import Answers
    from kb.search.search import Hit

_TABS = {"message-pane": "Message", "reply-pane": "Reply", "articles-pane": "Articles"}
_TARGETS = {
    "message": "#message-scroll",
    "issues": "#issues",
    "reply": "#reply",
    "steps": "#step-list",
    "articles": "#article-query",
    "findings": "#findings",
}


_ALSO = ("issue.later", "draft.undo", "jump", "editor.open", "case.new", "draft.save", "draft.redo")
"""The commands that the bar of keys names where there is room."""
_FIRST = {"message-pane": "#message-scroll", "reply-pane": "#step-list", "articles-pane": "#article-query"}
"""Where the focus goes when a pane comes forward."""

_NOTHING_OPEN = """\
No message is open.

{inbox} shows what waits: .eml or .txt files in the inbox folder of the desk.
{paste} takes a message that you paste.
{library} goes to the library."""


class AnswerPanes(DeskScreen):
    """Message, reply and articles: three columns, two of them, or tabs where there is no room."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (110, "-wide"), (160, "-widest")]  # noqa: RUF012  the base class has it so
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  the base class has it so
    AUTO_FOCUS = "#step-list"

    commands = ANSWER
    panes = ANSWER_PANES

    def __init__(self) -> None:
        super().__init__()
        self.answering: Answering | None = None
        self.asked_for = 0
        self.satisfied: dict[Step, str] = {}
        """The words that satisfy each step, as last checked."""
        self.states: tuple[IssueState, ...] = ()
        """What became of each issue, as last checked."""
        self.answers: list[Answers] = []
        """What may answer each issue."""
        self.pane = "message-pane"
        """The pane that is in front where they are tabs."""
        self.left = ""
        """The time that is left, in words."""
        self.kept = ""
        """When the draft was saved."""

    def compose(self) -> ComposeResult:
        """Three panes, their tabs, and the keys."""
        yield TopBar()
        yield Banner()
        with Horizontal(id="panes"):
            yield MessagePane(id="message-pane", classes="-shown")  # given later, it would style the pane once more
            with Vertical(id="reply-pane"):
                yield Steps()
                yield OfferLine()
                yield Asking()
                yield ReplyEditor(id="reply", compact=True)
                yield Section("Before it may go", id="before")
                yield Findings()
            yield Articles(id="articles-pane")
        yield Static(id="nothing", markup=False)
        yield HeldLine()
        yield MailLine()
        # The screens stand in the top bar here.
        yield KeyBar((*ANSWER, *EVERYWHERE), _ALSO)

    def on_mount(self) -> None:
        """Name the panes; show the first case once there is one."""
        self.show_tab("message-pane")
        self.show_panes(self.answering is not None)
        inbox, paste, library = (self.app.key(command) for command in ("mode.inbox", "case.new", "mode.library"))
        nothing = _NOTHING_OPEN.format(inbox=inbox, paste=paste, library=library)
        self.query_one("#nothing", Static).update(Content(nothing))

    def show_panes(self, shown: bool) -> None:  # noqa: FBT001  it is the state
        """Show the panes, or that no message is open."""
        # Not a class of the screen: that would give every widget in it its styles anew. Closed before it is mounted,
        # it has none of them yet.
        self.query("#panes").set(display=shown)
        self.query("#nothing").set(display=not shown)

    def on_screen_resume(self) -> None:
        """A promise may have been kept meanwhile, here or by somebody else."""
        if self.answering is not None:
            self.ask_for_promises(self.answering)

    @work(thread=True, exclusive=True, group="promises", description="promises")
    def ask_for_promises(self, answering: Answering) -> None:
        """See what the customer is promised by now, away from the keyboard."""
        case = answering.case
        which = {"customer_id": case.customer.id} if case.customer.known else {"case_id": case.id}
        promised = tuple(self.app.desk.records.follow_ups.open(**which))
        if promised != case.customer.promised:
            self.app.call_from_thread(self.show_promises, answering, case.customer.id, promised)

    def show_promises(self, answering: Answering, customer_id: str, promised: tuple[FollowUp, ...]) -> None:
        """Show what is promised, if it is still this customer's case."""
        if has_widgets(self) and answering is self.answering and answering.case.customer.id == customer_id:
            answering.promises_changed(promised)
            self.query_one(MessagePane).show_promised(answering.case.customer, self.app.clock())

    @property
    def shown(self) -> Shown:
        """The reply with what is offered in it, as it is shown."""
        if self.answering is None:
            return shown_of("", {})
        return shown_of(self.answering.whole.text, self.answering.labels)

    def show_title(self) -> None:
        """Say above how the reply goes, what it can say, how much time is left and when it was saved."""
        if self.answering is None:
            return
        draft = self.answering.draft
        tabs = {}
        if self.has_class("-tabs"):
            said = sum(draft.passage(step) is not None for step in FIVE)
            tabs = {**_TABS, "reply-pane": f"Reply {said}/5"}
        late = self.left.startswith("overdue")
        kept = self.kept if not tabs or self.kept.isupper() else self.kept.partition(" ")[0]
        parts = (
            ("" if tabs else f"{draft.channel} · {draft.outcome}", "$dim"),
            (self.left, "bold $error" if late else "bold $open"),
            (kept, "bold $error" if kept.isupper() else "$dim"),
        )
        shown = [Content.styled(text, style) for text, style in parts if text]
        self.query_one(TopBar).show(tabs, self.pane, Content.styled(" · ", "$dim").join(shown))

    @on(TopBar.TabClicked)
    def _tab_clicked(self, event: TopBar.TabClicked) -> None:
        self.show_tab(event.pane)

    def on_resize(self) -> None:
        """There may be tabs now, or none any more."""
        self.call_after_refresh(self.show_title)

    @work(thread=True, exclusive=True, group="find")
    def find(self, words: str) -> None:
        """Find articles for what is typed, or for the message while nothing is."""
        answering = self.answering
        if answering is None:
            return
        with self.app.searching:
            if get_current_worker().is_cancelled:
                return
            hits = (
                self.app.desk.search.find(words, limit=30) if words else self.app.desk.hits_for(answering.case.message)
            )
            _ = [hit.excerpt for hit in hits]  # worked out here, away from the keyboard
        if not get_current_worker().is_cancelled and answering is self.answering:
            self.app.call_from_thread(self.show_hits, hits, words)

    @cached_property
    def seeking(self) -> Seeking:
        """What is being looked for."""
        from composer.desk.search_log import Seeking

        return Seeking()

    def show_hits(self, hits: list[Hit], words: str) -> None:
        """Show hits, if they are still those that are looked for."""
        if has_widgets(self):
            self.query_one(Articles).show(hits, words)
            self.seeking.look(self.app.desk, words, [hit.article.slug for hit in hits])

    @work(thread=True, exclusive=True, group="draw", description="draw")
    def draw_article(self, article: Article) -> None:
        """Draw an article away from the keyboard."""
        pieces = preview_of(article)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_drawn, article, pieces)

    def show_drawn(self, article: Article, pieces: list[Piece]) -> None:
        """Show an article that was drawn."""
        if has_widgets(self):
            self.query_one(Articles).show_article(article, pieces)

    def show_tab(self, pane: str) -> None:
        """On a narrow screen, show one pane, with the focus in it."""
        self.bring_forward(pane)
        hidden = self.has_class("-tabs") and self.focused is not None and not _inside(self.focused, pane)
        if hidden:
            self.query_one(_FIRST[pane]).focus()

    def bring_forward(self, pane: str) -> None:
        """On a narrow screen, show one pane and its tab."""
        self.pane = pane
        self.show_title()
        for name in _TABS:
            self.query_one(f"#{name}").set_class(name == pane, "-shown")

    def show_pane(self, widget: Widget) -> None:
        """Bring a widget's pane forward and focus the widget."""
        for ancestor in widget.ancestors_with_self:
            if ancestor.id in _TABS:
                self.bring_forward(str(ancestor.id))
        widget.focus()

    def jump_to(self, pane: str) -> None:
        """Go to a pane by its name."""
        self.show_pane(self.query_one(_TARGETS[pane]))


def _inside(widget: Widget, pane: str) -> bool:
    return any(ancestor.id == pane for ancestor in widget.ancestors_with_self)
