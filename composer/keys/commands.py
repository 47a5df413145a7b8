"""Commands: one declaration gives key, footer, palette and help; nothing here knows a screen."""

from __future__ import annotations

from dataclasses import dataclass

from composer.cases.step import Tone


@dataclass(frozen=True)
class Command:
    """Something an agent can do."""

    id: str
    key: str
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
    Command("jump", "ctrl+o", "app.jump", "jump", "Jump to any pane: this key, then the pane's letter"),
    Command("commands", "ctrl+p", "app.command_palette", "commands", "Find and run any command", footer=True),
    Command("help", "f1", "app.help", "help", "Every key and what it does, searchable", footer=True, always=True),
    Command("tour", "f11", "app.tour", "tour", "A short tour of the Answer screen"),
    Command("quit", "ctrl+q", "app.quit", "quit", "Leave; drafts are kept", always=True),
)

ANSWER = (
    Command(
        "step.next", "ctrl+j", "next_step", "next step", "Put in the proposed words of this step and go on", footer=True
    ),
    Command("variant.next", "ctrl+t", "other_wording", "wording", "Another wording of this step", footer=True),
    Command("search.focus", "ctrl+f", "find_article", "find", "Find an article", footer=True),
    Command(
        "answer.insert",
        "ctrl+g",
        "insert('answer')",
        "answer",
        "Put the highlighted article's answer into Solve",
        footer=True,
    ),
    Command("reply.review", "ctrl+r", "review", "review", "Look once more, then hand the reply over", footer=True),
    Command("summary.insert", "s", "insert('summary')", "summary", "Put the highlighted article's summary into Solve"),
    Command("link.insert", "k", "insert('link')", "link", "Put a link to the highlighted article into Solve"),
    Command("customer.show", "h", "show_customer", "history", "All that is known of this customer, and every contact"),
    Command("customer.pick", "ctrl+l", "pick_customer", "customer", "Say which customer wrote"),
    Command("case.new", "ctrl+n", "new_case", "paste", "Paste a message that came some other way"),
    Command("draft.save", "ctrl+s", "save_draft", "save", "Save the draft now; it saves itself anyway"),
    Command("fields.fill", "f9", "fill_fields", "fill fields", "Fill in what the reply still asks for"),
    Command("editor.open", "f8", "open_editor", "editor", "Write on in your own editor ($EDITOR)"),
    Command("outcome.next", "o", "next_outcome", "outcome", "What the reply can say: solved, pending or refused"),
    Command("channel.next", "c", "next_channel", "channel", "How the reply goes: e-mail, chat or social"),
    Command("tone.correct", "t", "correct_tone", "tone", "Say how the message really sounds; Warmline learns from it"),
    Command(
        "language.next", "f10", "next_language", "language", "Take the message for one in the next of our languages"
    ),
    Command("reply.take_back", "u", "take_back", "take back", "Take back what was just sent"),
    Command("draft.undo", "ctrl+z", "undo_draft", "undo", "Take back the last change to the reply"),
    Command("draft.redo", "ctrl+y", "redo_draft", "redo", "Do it again"),
)

LIBRARY = (
    Command("search.focus", "ctrl+f", "find", "find", "Find an article or a phrase", footer=True),
    Command("view.toggle", "v", "toggle_view", "view", "What customers read, or all that agents may", footer=True),
    Command("editor.open", "f8", "open_editor", "editor", "Open the file in your own editor ($EDITOR)", footer=True),
    Command(
        "answer.use",
        "ctrl+g",
        "use_answer",
        "use in reply",
        "Put this article's answer into the open reply",
        footer=True,
    ),
    Command("misses.show", "ctrl+t", "show_misses", "misses", "What was looked for in vain", footer=True),
    Command("find.inside", "slash", "find_inside", "find inside", "Find words inside the text"),
    Command("find.next", "n", "next_found(1)", "next", "The next place of what is looked for inside"),
    Command("find.previous", "N", "next_found(-1)", "previous", "The place before"),
    Command("about.show", "i", "about", "about", "All that is known: owner, changes, what leads here, problems"),
    Command("article.new", "ctrl+n", "new_article", "new", "Write a new article"),
    Command("phrase.new", "w", "new_phrase", "new phrase", "Write a new phrase"),
    Command("article.rename", "m", "rename", "rename", "Another name for the article; links to it are mended"),
)

REVIEW = (
    Command("review.copy", "ctrl+g", "copy", "Copy", "Copy the reply"),
    Command("review.save", "ctrl+s", "save", "Save", "Save the reply as a file"),
    Command("review.mail", "ctrl+l", "mail", "Mail draft", "Write it as a mail for your own mail program"),
    Command("review.sent", "ctrl+n", "sent", "It is sent", "Record the reply as sent, and go on to the next message"),
    Command("review.back", "escape", "back", "Back", "Go back to the reply"),
)

FOLLOW_UPS = (
    Command("promise.answer", "enter", "answer", "answer", "Open the case again, its promise in view", footer=True),
    Command("promise.done", "d", "done", "done", "It is done; how, if you like", footer=True),
    Command("promise.later", "l", "later", "later", "Put it off until another day, with a reason", footer=True),
    Command("promise.undo", "u", "undo", "undo", "Take back the last “done” or “later”", footer=True),
)

INBOX = (
    Command("search.focus", "ctrl+f", "find", "filter", "Filter what waits by any words", footer=True),
    Command("case.new", "ctrl+n", "new_case", "paste", "Paste a message that came some other way", footer=True),
    Command("case.take", "ctrl+t", "take_over", "take over", "Take a case from the agent who has it", footer=True),
    Command(
        "draft.drop", "x", "drop_draft", "drop draft", "Throw a draft of yours away; a pasted message goes with it"
    ),
    Command("case.give_back", "ctrl+g", "give_back", "give back", "Let others have a case of yours; its draft is kept"),
    Command("reply.take_back", "u", "take_back", "take back", "Take back what was just sent"),
    Command("draft.undo", "ctrl+z", "take_back", "take back", "Take back what was just sent"),
)

TONES = {
    "u": Tone.UPSET,
    "w": Tone.WORRIED,
    "c": Tone.CONFUSED,
    "m": Tone.MIXED,
    "t": Tone.THANKFUL,
    "a": Tone.CALM,
}
"""The letters by which a tone is said."""
PANES = {
    "m": ("message", "Message"),
    "r": ("reply", "Reply"),
    "s": ("steps", "Steps"),
    "a": ("articles", "Articles"),
    "f": ("findings", "Findings"),
}
"""The panes that the jump key leads to, by their letter."""


SCREENS = {"inbox": INBOX, "answer": ANSWER, "library": LIBRARY, "followups": FOLLOW_UPS, "review": REVIEW}
"""What can be done on each screen, besides what can be done everywhere."""
COMMANDS = {command.id: command for commands in (*SCREENS.values(), EVERYWHERE) for command in commands}
"""Every command by its id; one id may stand on several screens, with one key."""


def shown_key(key: str) -> str:
    """A key as it stands on screens."""
    return key.replace("ctrl+", "^").replace("slash", "/").replace("escape", "esc")
