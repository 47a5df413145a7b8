"""About: all that is known of an article or a category, with ways to what it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from composer.desk.library import ArticleState
from composer.tui.screens.dialog import Dialog
from composer.tui.widgets.choices import Choices
from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.problem import Problem


@dataclass(frozen=True)
class AboutRow:
    """A line of what is known; one with a way can be gone to."""

    label: str
    text: str
    way: Article | Problem | None = None


class AboutScreen(Dialog["Article | Problem | None"]):
    """All that is known; Enter goes to an article, or opens a problem's file at its line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, title: str, rows: list[AboutRow]) -> None:
        super().__init__()
        self.heading, self.rows = title, rows

    def compose(self) -> ComposeResult:
        """The facts, then the ways."""
        ways = any(row.way is not None for row in self.rows)
        with Vertical(classes="dialog wide"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Choices(
                *(Option(_about_row(row), disabled=row.way is None) for row in self.rows), markup=False, compact=True
            )
            yield Static(
                "Enter goes there, a problem opens in your editor; esc goes back" if ways else "esc goes back",
                classes="dialog-keys",
                markup=False,
            )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.rows[event.option_index].way)


def _about_row(row: AboutRow) -> Content:
    return Content.assemble((row.label.ljust(12), "$dim"), row.text)


def problem_rows(problems: Iterable[Problem]) -> list[AboutRow]:
    """A row for each problem."""
    return [
        AboutRow(str(one.level), f"{one.path.rpartition('/')[2]}:{one.line} {one.message}", one) for one in problems
    ]


def about_article(article: Article, known: ArticleState) -> list[AboutRow]:
    """What is known of an article: its problems, then facts, then where it leads and what leads here."""
    changed = f"{known.revision.when:%Y-%m-%d %H:%M} by {known.revision.who}" if known.revision else ""
    overdue = " (overdue)" if known.overdue else ""
    facts = (
        ("file", f"{ARTICLES}/{article.path}"),
        ("slug", article.slug),
        ("status", known.status),
        ("category", known.category),
        ("tags", ", ".join(article.tags)),
        ("keywords", ", ".join(article.keywords)),
        ("owner", article.owner or "nobody"),
        ("review by", f"{article.review_by}{overdue}" if article.review_by else ""),
        ("changed", changed),
        ("aliases", ", ".join(article.aliases)),
    )
    return [
        *problem_rows(known.problems),
        *(AboutRow(label, text) for label, text in facts if text),
        *(AboutRow("in " + (language or "the original"), one.title, one) for language, one in known.translations),
        *(AboutRow("related", one.title, one) for one in known.related),
        *(AboutRow("leads here", one.title, one) for one in known.leading),
    ]
