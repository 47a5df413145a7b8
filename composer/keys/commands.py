"""Commands: one declaration gives key, footer, palette and help; nothing here knows a screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """Something an agent can do."""

    id: str
    key: str
    """Empty where it stands in the palette only, or has the key that an agent gives it."""
    action: str
    label: str
    """What the footer says."""
    help: str
    footer: bool = False
    always: bool = False
    """Whether it works in dialogs too."""

    @property
    def is_letter(self) -> bool:
        """Whether its key is one that writes something, so that it works only outside of texts."""
        return len(self.key) == 1 or self.key == "slash"


EVERYWHERE = (
    Command("mode.inbox", "f2", "app.mode('inbox')", "inbox", "See what waits, the most pressing first"),
    Command("mode.answer", "f3", "app.mode('answer')", "answer", "Answer a message"),
    Command("mode.library", "f4", "app.mode('library')", "library", "Browse and search all articles and phrases"),
    Command("mode.followups", "f5", "app.mode('followups')", "follow-ups", "What was promised, by due date"),
    Command("mode.practice", "f6", "app.mode('practice')", "practice", "Practise answering, for yourself alone"),
    Command("mode.figures", "f7", "app.mode('figures')", "figures", "How fast and how well customers are helped"),
    Command("jump", "ctrl+o", "app.jump", "go to", "Go to any pane: this key, then the pane's letter"),
    Command("commands", "ctrl+p", "app.command_palette", "commands", "Find and run any command", footer=True),
    Command("help", "f1", "app.help", "help", "Every key and what it does, searchable", footer=True, always=True),
    Command("day.check_in", "", "app.check_in", "check in", "Say that you are tired today, or fine again"),
    Command("tour", "f11", "app.tour", "tour", "A short tour of the Answer screen"),
    Command("quit", "ctrl+q", "app.quit", "quit", "Leave; drafts are kept", always=True),
)

ANSWER = (
    Command("step.next", "ctrl+j", "next_step", "take", "Put in what is offered and go on", footer=True),
    Command("proposal.all", "ctrl+g", "take_all", "take all", "Put in everything that is offered"),
    Command("issue.later", "ctrl+l", "issue_later", "later", "Put an issue off; again: asked back, answered, open"),
    Command("variant.next", "ctrl+t", "other_wording", "another", "Another wording of this step", footer=True),
    Command(
        "open.next",
        "ctrl+n",
        "next_open",
        "next open",
        "Go to what is open: a field, a claim, a need",
        footer=True,
    ),
    Command("search.focus", "ctrl+f", "find_article", "find", "Find an article", footer=True),
    Command("reply.review", "ctrl+r", "review", "review", "Look once more, then hand the reply over", footer=True),
    Command("case.new", "f9", "new_case", "new", "Paste a message that came some other way"),
    Command("draft.save", "ctrl+s", "save_draft", "save", "Save the draft now; it saves itself anyway"),
    Command("draft.undo", "ctrl+z", "undo_draft", "undo", "Take back the last change to the reply"),
    Command("draft.redo", "ctrl+y", "redo_draft", "redo", "Do it again"),
    Command("editor.open", "f8", "open_editor", "editor", "Write on in your own editor ($EDITOR)"),
    Command("answer.insert", "", "insert('answer')", "answer", "Put the highlighted article's answer into Solve"),
    Command("summary.insert", "", "insert('summary')", "summary", "Put the highlighted article's summary into Solve"),
    Command("link.insert", "", "insert('link')", "link", "Put a link to the highlighted article into Solve"),
    Command("fields.fill", "", "fill_fields", "fill fields", "Fill in what the reply still asks for"),
    Command("customer.show", "", "show_customer", "history", "All that is known of this customer, and every contact"),
    Command("customer.pick", "", "pick_customer", "customer", "Say which customer wrote"),
    Command("way.choose", "", "choose_way", "way", "Channel, outcome and tone; of a tone that you say Warmline learns"),
    Command("language.next", "", "next_language", "language", "Take the message for one in the next of our languages"),
    Command("reply.take_back", "", "take_back", "take back", "Take back what was just sent"),
    Command("worksheet.open", "", "app.worksheet", "worksheet", "Four questions about this message, for yourself"),
    Command("examples.show", "", "app.examples", "examples", "A good answer to something like this"),
)

LIBRARY = (
    Command("search.focus", "ctrl+f", "find", "find", "Find an article or a phrase", footer=True),
    Command("view.toggle", "ctrl+t", "toggle_view", "view", "What customers read, or all that agents may", footer=True),
    Command("editor.open", "f8", "open_editor", "editor", "Open the file in your own editor ($EDITOR)", footer=True),
    Command(
        "answer.use",
        "ctrl+j",
        "use_answer",
        "use in reply",
        "Put this article's answer into the open reply",
        footer=True,
    ),
    Command("find.inside", "slash", "find_inside", "find inside", "Find words inside the text"),
    Command("find.next", "ctrl+n", "next_found(1)", "next", "The next place of what is looked for inside"),
    Command("find.previous", "", "next_found(-1)", "previous", "The place before"),
    Command("misses.show", "", "show_misses", "misses", "What was looked for in vain"),
    Command("about.show", "", "about", "about", "All that is known: owner, changes, what leads here, problems"),
    Command("article.new", "f9", "new_article", "new", "Write a new article; where a phrase is highlighted, a phrase"),
    Command("phrase.new", "", "new_phrase", "new phrase", "Write a new phrase"),
    Command("article.rename", "", "rename", "rename", "Another name for the article; links to it are mended"),
)

REVIEW = (
    Command(
        "review.send", "", "send", "Send", "Send it by the mailbox that the settings name, or make it a draft there"
    ),
    Command("review.sent", "", "sent", "It is sent", "Record the reply as sent, and go on to the next message"),
    Command("review.copy", "ctrl+c", "copy", "Copy", "Copy the reply"),
    Command("review.mail", "", "mail", "Mail draft", "Write it as a mail for your own mail program"),
    Command("review.save", "ctrl+s", "save", "Save", "Save the reply as a file"),
    Command("review.next", "ctrl+n", "next_open", "Next open", "Go to what is open next; at last to the sending"),
    Command("review.back", "escape", "back", "Back", "Go back to the reply"),
)

FOLLOW_UPS = (
    Command("promise.answer", "enter", "answer", "answer", "Open the case again, its promise in view", footer=True),
    Command("promise.done", "space", "done", "done", "It is done; how, if you like", footer=True),
    Command("promise.later", "ctrl+l", "later", "later", "Put it off until another day, with a reason", footer=True),
    Command("promise.next", "ctrl+n", "next_due", "next", "Go to the promise that is due next"),
    Command("search.focus", "ctrl+f", "find", "filter", "Filter the promises by any words", footer=True),
    Command("promise.undo", "ctrl+z", "undo", "undo", "Take back the last “done” or “later”", footer=True),
)

PRACTICE = (
    Command("drill.submit", "ctrl+j", "submit", "done", "Have the answer looked at; then go on", footer=True),
    Command("drill.tip", "ctrl+l", "tip", "tip", "A tip for this drill", footer=True),
    Command("drill.again", "ctrl+z", "write_again", "write again", "Write the answer again, better", footer=True),
    Command("drill.leave", "escape", "leave", "back", "Back to the list of drills", footer=True),
    Command("grade.again", "1", "grade(1)", "again", "My own grade: I want it again soon"),
    Command("grade.hard", "2", "grade(2)", "hard", "My own grade: it was hard"),
    Command("grade.good", "3", "grade(3)", "good", "My own grade: it went well"),
    Command("grade.easy", "4", "grade(4)", "easy", "My own grade: it was easy"),
)

FIGURES = (
    Command("figures.period", "ctrl+t", "next_period", "days", "Of the last 90 days, 30 days, or a year", footer=True),
    Command("figures.part", "ctrl+l", "next_part", "part", "Part by topic, channel, language or tone", footer=True),
    Command("figures.mine", "ctrl+n", "mine", "mine", "Only your own cases; nobody else sees this", footer=True),
)

INBOX = (
    Command("search.focus", "ctrl+f", "find", "filter", "Filter what waits by any words", footer=True),
    Command("open.next", "ctrl+n", "open_next", "next", "Open the most pressing message that is free", footer=True),
    Command("case.new", "f9", "new_case", "new", "Paste a message that came some other way", footer=True),
    Command("case.take", "ctrl+j", "take_over", "take over", "Take a case from the agent who has it", footer=True),
    Command(
        "case.later", "ctrl+l", "put_off", "later", "Put the message off until a day; then it waits again", footer=True
    ),
    Command("case.join", "", "join", "join", "Answer this message together with the other one of the same person"),
    Command("case.part", "", "part", "part", "Let the messages of this case wait apart again"),
    Command("case.give_back", "", "give_back", "give back", "Let others have a case of yours; its draft is kept"),
    Command("draft.undo", "ctrl+z", "take_back", "take back", "Take back what was just sent, or put off"),
    Command("today.show", "", "show_today", "answered today", "What you answered today, and how long they waited"),
    Command("draft.drop", "", "drop_draft", "drop draft", "Throw a draft of yours away; a pasted message goes with it"),
)

INBOX_PANES = {
    "l": ("list", "List"),
    "m": ("message", "Message"),
    "t": ("today", "Today: what you answered"),
}
ANSWER_PANES = {
    "m": ("message", "Message"),
    "r": ("reply", "Reply"),
    "i": ("issues", "Issues"),
    "s": ("steps", "Steps"),
    "a": ("articles", "Articles"),
    "f": ("findings", "Findings"),
    "t": ("thread", "Thread: the earlier mail that they answer"),
    "c": ("customer", "Customer: who wrote?"),
    "h": ("history", "History of the customer"),
    "w": ("way", "Way: channel, outcome, tone"),
    "l": ("language", "Language of the reply"),
    "q": ("worksheet", "Worksheet: four questions, for yourself"),
    "e": ("examples", "Examples: a good answer to something like this"),
}
LIBRARY_PANES = {
    "t": ("tree", "Tree"),
    "x": ("text", "Text"),
    "a": ("about", "About what is highlighted"),
    "m": ("misses", "Misses: what was looked for in vain"),
}
PANES = {"inbox": INBOX_PANES, "answer": ANSWER_PANES, "library": LIBRARY_PANES}
"""The places that the go-to key leads to on a screen, by their letter: a name, and a title."""


SCREENS = {
    "inbox": INBOX,
    "answer": ANSWER,
    "library": LIBRARY,
    "followups": FOLLOW_UPS,
    "review": REVIEW,
    "practice": PRACTICE,
    "figures": FIGURES,
}
"""What can be done on each screen, besides what can be done everywhere."""
COMMANDS = {command.id: command for commands in (*SCREENS.values(), EVERYWHERE) for command in commands}
"""Every command by its id; one id may stand on several screens, with one key."""


def shown_key(key: str) -> str:
    """A key as it stands on screens."""
    names = {"slash": "/", "escape": "esc", "space": "Space", "enter": "Enter"}
    return names.get(key, key.replace("ctrl+", "^"))
