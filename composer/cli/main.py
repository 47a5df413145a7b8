"""The command `warmline`: reads the words, runs one verb, and turns what goes wrong into one sentence."""

from __future__ import annotations

import argparse
import gc
import sys

import kb.cli.main
from composer import __version__
from kb.cli.main import add_verbs, say, say_to_person, with_minus_words
from kb.cli.parsing import HelpAsWritten, Parser
from kb.errors import KBError, SystemRefuses
from kb.streams import end_output, give_up_output, prepare_streams

VERBS = {
    "app": "open the desk in the terminal (the same as no verb)",
    "init": "a new desk",
    "demo": "the sample desk, on a throw-away copy",
    "answer": "answer a message, on the screen or as a conversation in plain lines",
    "inbox": "what waits for an answer, the most pressing first, and why",
    "read": "tone, cues, questions and facts of a message, and the articles that answer it",
    "reply": "a whole reply on standard output; what is missing on standard error",
    "check": "findings on a reply someone wrote",
    "exemplary": "keep a sent reply as an example, made anonymous and only after a yes; list and find them",
    "drill": "a drill to write on, empty or with the message of a case, made anonymous",
    "worksheet": "four questions about a message, for yourself",
    "practise": "drills: answer practice messages with the checks of the desk, in private",
    "send": "a reply leaves as a mail in its thread, or becomes a draft in the mailbox",
    "outbox": "mails that are held, refused, or perhaps sent; try them again",
    "fetch": "what waits in the mailbox, as files of the inbox",
    "mail": "check what the mail servers can do; nothing is sent",
    "tone": "say how a message really sounds; what was learned from it",
    "customers": "import, export, list, show or forget customers",
    "ratings": "import what customers said afterwards, from the exports of other programs",
    "metrics": "how fast and how well customers are helped, with counts and intervals",
    "gaps": "what customers struggle with in silence, and the article to write or to mend",
    "diff": "what changes for customers and agents since a revision of git",
    "due": "what was promised, the overdue first; also as a calendar",
    "backup": "a consistent copy of the records, while they are in use",
    "restore": "put a backup in the place of the records",
    "doctor": "what is installed, found, stale or broken",
    "manual": "the manual: in the browser, as text for some words, or as a man page",
    "completion": "what a shell needs to complete verbs, options, slugs, customers and cases",
}
"""The composer's verbs: one module each, with `add` and `run`, imported only when it is meant."""
GROUPS = {
    "Answer": ("app", "inbox", "answer", "read", "reply", "check", "worksheet"),
    "Search": ("search", "show", "misses", "learned", "meaning", "index"),
    "Articles": ("new", "lint", "serve", "export", "diff", "mv", "import"),
    "Customers and mail": ("customers", "fetch", "send", "outbox", "mail", "due"),
    "Figures": ("metrics", "ratings", "gaps"),
    "Team and practice": ("practise", "drill", "exemplary", "tone"),
    "The desk itself": ("init", "demo", "doctor", "backup", "restore", "schema", "manual", "completion"),
}
"""Every verb once, by what people do with it; a screen of 24 lines shows all of them."""
_MORE = ("lint", "new", "search", "schema", "import")
"""The verbs of the knowledge base that can do more where there are phrasebooks and records."""
BUG = 70


def parser(argv: list[str] | None = None) -> Parser:
    """All verbs, with the options of the one that these words name; without words, with those of every one."""
    made = Parser(
        prog="warmline",
        usage="warmline [-h] [--version] [--desk DIR] [VERB ...]",
        description="A knowledge base and reply composer for people who answer customers.",
        epilog=_groups(),
        formatter_class=HelpAsWritten,
    )
    made.add_argument("--version", action="store_true", help="print the version")
    made.add_argument("--desk", metavar="DIR", help="the desk's folder (default: this one or above)")
    verbs = add_verbs(
        made,
        argv,
        VERBS | kb.cli.main.VERBS,
        lambda verb: "composer.cli" if verb in VERBS or verb in _MORE else "kb.cli",
    )
    # A line for each of forty verbs is two screens; the groups name them all in a third of one.
    verbs.help = argparse.SUPPRESS
    return made


def _groups() -> str:
    """The verbs by what people do, as the help shows them."""
    wide = max(map(len, GROUPS)) + 2
    return "\n".join(
        [
            *(f"{title:{wide}}{' '.join(verbs)}" for title, verbs in GROUPS.items()),
            "",
            "warmline VERB --help     one verb with its options",
            "warmline manual verbs    what each verb is for",
            "Without a verb, the desk opens in the terminal. warmline demo shows a sample.",
        ]
    )


def run(argv: list[str]) -> int:
    """Run one command; the exit code."""
    arguments = parser(argv).read(with_minus_words(argv))
    if arguments.version:
        print(f"warmline {__version__}")
        return 0
    if arguments.verb is None:
        from composer.cli.app import run as open_app

        arguments.run = open_app
    try:
        return int(arguments.run(arguments))
    except KBError as error:
        say(str(error))
        if page := error.page or arguments.verb:
            say_to_person(f"More: warmline manual {page}")
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has had enough.
        give_up_output()
        return 0
    except OSError as error:
        refused = SystemRefuses(error)
        say(str(refused))
        return refused.exit_code
    except KeyboardInterrupt:
        return 130  # what shells give for Ctrl+C


def entry() -> None:
    """The console command."""
    # Most commands make objects and drop few; looking through them less often makes lint a twentieth faster.
    gc.set_threshold(50_000)
    prepare_streams()
    try:
        code = run(sys.argv[1:])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except Exception as error:  # noqa: BLE001  the last line of defence: a bug is said in one sentence, with a report
        from composer.front.crash import write_report

        say(
            f"This is a bug in Warmline, and nothing you did: {type(error).__name__}. "
            f"The report without your data is in {write_report(error)}."
        )
        code = BUG
    # All that is left goes with the process; to look through it for garbage first would take a tenth of a search.
    gc.freeze()
    sys.exit(end_output(code))
