"""What changes for agents since a revision of git: phrases, and the drafts that quote what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from composer.desk.desk import Desk
from composer.desk.language import SHIPPED, load_language
from composer.phrases.phrasebook import Phrase
from composer.records.drafts import Drafts
from kb.faq.before import desk_before, library_before
from kb.faq.compared import AGENTS, Change, State, changes_between
from kb.settings import load_library_settings
from kb.text import count_of


def changes_since(desk: Desk, revision: str) -> list[Change]:
    """Everything that customers and agents notice since a revision; NoSuchRevision where git knows none."""
    settings = desk.settings.library
    with desk_before(desk.root, revision) as folder:
        was = load_library_settings(folder)
        library = library_before(folder, desk.root, desk.library, settings.missing_status)
        found = changes_between(State(library, was.language), State(desk.library, settings.language))
        phrases = list(_phrases(folder, was.language, desk))
    answers = {one.place for one in found if one.kind == "answer"}
    slugs = {article.slug for article in desk.library.articles if article.path in answers}
    quoted = {one.place for one in phrases if not one.said.startswith("is new")}
    return [*found, *phrases, *_drafts(desk, slugs, quoted)]


def _phrases(folder: Path, language: str, desk: Desk) -> Iterator[Change]:
    had, has = _own(folder, language), _own(desk.root, desk.settings.library.language)
    for name in sorted({*had, *has}):
        old, new = had.get(name), has.get(name)
        if old is None or new is None:
            yield Change(AGENTS, "phrase", name, "is gone" if new is None else f"is new, in {new.path}")
        elif old != new:
            yield Change(AGENTS, "phrase", name, f"changes: {_what(old, new)}")


def _own(root: Path, language: str) -> dict[str, Phrase]:
    return {one.id: one for one in load_language(root, language).phrases if not one.path.startswith(SHIPPED)}


def _what(old: Phrase, new: Phrase) -> str:
    wordings = set(old.variants) ^ set(new.variants)
    parts = [
        f"{count_of(len(wordings & set(new.variants)), 'wording')} new, {len(wordings & set(old.variants))} gone"
        if wordings
        else "",
        f"it stands for {new.step} now" if old.step != new.step else "",
        "when it fits" if old.fits != new.fits else "",
        "what it asks for" if old.ask != new.ask else "",
        "what it claims" if old.confirm != new.confirm or old.settles != new.settles else "",
    ]
    return ", ".join(filter(None, parts)) or "the order of its wordings"


def _drafts(desk: Desk, slugs: set[str], phrases: set[str]) -> Iterator[Change]:
    """Drafts of this computer in which words stand that changed; what the agent wrote themselves is theirs."""
    for kept in Drafts(desk.drafts_folder).left():
        passages = [one for one in kept.draft.passages if not one.own]
        quoted = [one.article for one in passages if one.article in slugs]
        quoted += [one.phrase for one in passages if one.phrase in phrases]
        if quoted:
            yield Change(AGENTS, "draft", kept.case_id, f"quotes {', '.join(dict.fromkeys(quoted))}, as it was")
