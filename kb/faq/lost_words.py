"""Words that an article loses on the way from its file to its page, whatever took them: each article is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kb.articles.article import Article
from kb.faq.articles.body import cleaned_html
from kb.faq.articles.cached_article import again
from kb.faq.cache import Kept
from kb.markdown.document import Document
from kb.markdown.plain import LEFT_OUT, shown_of
from kb.markdown.unseen import without_comments
from kb.problem import Problem
from kb.processes import processes_for, shared_out
from kb.text import unescape

MOST_LOST = 0.03
"""The share of its words that an article may lose without an explanation."""
_FEWEST = 5
_FEWEST_ARTICLES = 50
"""Articles that are worth a process of their own."""
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_SPAN = re.compile(r"</?span[^>]*(?:>|\Z)")
"""What parts a word of code into colours."""


def lost_words(article: Article, cleaned: str) -> list[Problem]:
    """A problem where the cleaned HTML of an article's public text holds fewer words than the text."""
    shown_text = unescape(_TAG.sub(" ", _SPAN.sub("", cleaned)))
    texts = list(_texts_of(article.document, article.body_line))
    given_text = " ".join(text for _line, text in texts)
    # Nearly every page says the same, sign by sign.
    if shown_text.split() == given_text.split():
        return []
    shown, given = Counter(_WORD.findall(shown_text)), Counter(_WORD.findall(given_text))
    lost = (given - shown).total()
    if lost < _FEWEST or lost <= MOST_LOST * given.total():
        return []
    line, word = _first_lost(texts, shown)
    message = (
        f"Of the {given.total()} words of this article, {lost} would not be shown, the first from here on ({word!r}); "
        "look for HTML that is not closed."
    )
    return [Problem(article.path, line, 1, "words-lost", message)]


def _first_lost(texts: Iterable[tuple[int, str]], shown: Counter[str]) -> tuple[int, str]:
    for line, word in ((line, word) for line, text in texts for word in _WORD.findall(text)):
        shown[word] -= 1
        if shown[word] < 0:
            return line, word
    raise AssertionError


def lost_words_in(articles: Iterable[Article], kept: Kept) -> Iterator[Problem]:
    """The same for many articles, counted by several processes; those that did not change are not counted again."""
    before = kept.get("site", "lost") or {}
    doubtful = [article for article in articles if "<" in article.body]
    unknown = [article for article in doubtful if before.get(article.path, [""])[0] != article.source_hash]
    now: dict[str, Any] = {article.path: before.get(article.path) for article in doubtful}
    for some in shared_out(unknown, _counted, processes_for(len(unknown), _FEWEST_ARTICLES)):
        now |= some
    for path, known in now.items():
        yield from (Problem(path, line, 1, "words-lost", message) for line, message in known[1])
    kept.put("site", "lost", now)


def _counted(articles: Sequence[Article]) -> dict[str, object]:
    """What is kept of some articles, by path."""
    found: dict[str, object] = {}
    for read in map(again, articles):
        lost = lost_words(read, cleaned_html(read))
        found[read.path] = [read.source_hash, [[one.line, one.message] for one in lost]]
    return found


def _texts_of(document: Document, first_line: int) -> Iterator[tuple[int, str]]:
    """The text of each paragraph, heading, cell and piece of code, with the line in which it begins."""
    for token in document.tokens:
        line = (token.map[0] if token.map else 0) + first_line
        if token.type in ("fence", "code_block"):
            yield line, token.content
        elif token.type == "html_block":
            text = LEFT_OUT.sub(" ", without_comments(token.content))
            yield line, unescape(_TAG.sub(" ", text))
        for child in shown_of(token):
            line += child.type in ("softbreak", "hardbreak")
            if child.type in ("text", "code_inline"):
                yield line, child.content
