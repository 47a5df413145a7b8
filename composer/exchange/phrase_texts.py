"""Texts of phrases: a phrasebook of what came in, and matches of espanso of what is ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from composer.exchange.phrase_file import PhrasesRead, guessed_step
from kb.text import slugify
from kb.yaml.tree import quote


def by_language(taken: PhrasesRead, language: str) -> dict[str, PhrasesRead]:
    """What was taken by its language, which is the one given where the export says none."""
    found: dict[str, PhrasesRead] = {}
    for one in taken.phrases:
        own = one.language.replace("_", "-").partition("-")[0].lower()
        book = found.setdefault(own if re.fullmatch(r"[a-z]{2,3}", own) else language, PhrasesRead(taken.tool))
        book.phrases.append(one)
    return found or {language: taken}


def phrasebook_text(taken: PhrasesRead, language: str) -> str:
    """The phrasebook of what was taken; each step is a guess, and is marked to be confirmed."""
    lines = [f"title: {quote(f'From {taken.tool}')}", f"language: {language}", "phrases:"]
    names: dict[str, int] = {}
    for one in taken.phrases:
        name = slugify(f"{one.folder} {one.name}") or "phrase"
        names[name] = names.get(name, 0) + 1
        name = name if names[name] == 1 else f"{name}-{names[name]}"
        lines += [f"  - id: {name}", f"    step: {guessed_step(one.text)}   # a guess; confirm it", "    say:"]
        lines += [f"      - {quote(text)}" for text in one.variants]
        topics = [slugify(tag) for tag in one.tags if slugify(tag)]
        lines += [f"    for: {{topics: [{', '.join(topics)}]}}"] if topics else ["    for: {}"]
    return "\n".join(lines) + "\n"


def espanso_text(phrases: Iterable[tuple[str, str]]) -> str:
    """Phrases as matches of espanso: `:name` types the text; a field is asked for in a form."""
    lines = ["matches:"]
    for name, text in phrases:
        form = re.sub(r"\{\{\s*+([\w.]++)[^{}]*+\}\}", lambda found: f"[[{found[1].replace('.', '_')}]]", text)
        lines += [f"  - trigger: {quote(f':{name}')}", f"    {'form' if form != text else 'replace'}: {quote(form)}"]
    return "\n".join(lines) + "\n"
