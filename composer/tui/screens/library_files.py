"""What the Library does with files: open, write anew, rename, and go where a problem is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.cases.step import ORDER
from composer.desk.language import SHIPPED
from composer.desk.library import Branch, Survey, known_of
from composer.phrases.phrasebook import Phrase
from composer.tui.drawing.library import problems_below
from composer.tui.messages import AnswerWanted, FilesEdited
from composer.tui.screens.about import AboutScreen, about_article, problem_rows
from composer.tui.screens.desk_screen import DeskScreen
from composer.tui.screens.library_dialogs import NewScreen, RenameScreen, Wanted
from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.articles.article_files import CATEGORY_FILE
from kb.articles.new import PHRASEBOOKS, write_article, write_phrase
from kb.articles.rename import make_move, plan_move
from kb.errors import KBError
from kb.problem import Level, Problem
from kb.text import count_of, slugify

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from kb.articles.rename import Move
    from kb.search.search_log import Miss


class LibraryFiles(DeskScreen):
    """The part of the Library that changes files; the other part shows them."""

    survey: Survey
    edited = ""
    """The path of the file that was just edited, until its problems are known."""
    before_edit: Desk | None = None
    """The desk as it was before; what is found out about it says nothing of the edited file."""

    @property
    def here(self) -> Branch | Article | Phrase | Miss | None:
        """What is highlighted."""
        raise NotImplementedError

    def show_in_tree(self, key: str) -> None:
        """Read the desk again, and go to an article or a phrase in the tree."""
        raise NotImplementedError

    def open_file(self, path: str, line: int = 0) -> None:
        """Open a file of the desk in the agent's own editor, and read the desk again."""
        if path.startswith(SHIPPED):
            self.app.tell("This came with Warmline; a phrase of yours with the same id takes its place.")
        elif not (self.app.desk.root / path).is_file():
            self.app.tell(f"There is no {path}.")
        elif self.app.edit_file(self.app.desk.root / path, line):
            self.edited, self.before_edit = path, self.app.desk
            self.post_message(FilesEdited())

    def tell_edited(self, desk: Desk) -> None:
        """Tell the problems of the file that was just edited, if it has any now on this desk."""
        if desk is self.before_edit:
            return
        problems = [one for one in self.survey.problems.get(self.edited, ()) if one.level is not Level.HINT]
        if problems:
            first = problems[0]
            self.app.tell(
                f"{count_of(len(problems), 'problem')} in {self.edited}: line {first.line}: {first.message}",
                failed=True,
            )
        self.edited, self.before_edit = "", None

    def action_open_editor(self) -> None:
        """Open the file of what is highlighted."""
        here = self.here
        if isinstance(here, Article):
            self.open_file(f"{ARTICLES}/{here.path}")
        elif isinstance(here, Phrase):
            self.open_file(here.path, here.line)
        elif isinstance(here, Branch):
            file = here.key.partition("#")[0]
            self.open_file(f"{file}/{CATEGORY_FILE}" if file.startswith(ARTICLES) else file)

    def action_use_answer(self) -> None:
        """Put the article's answer into the open reply."""
        here = self.here
        if isinstance(here, Article):
            self.post_message(AnswerWanted(here.slug))

    def action_about(self) -> None:
        """All that is known of what is highlighted."""
        here = self.here
        if isinstance(here, Article):
            rows = about_article(here, known_of(self.app.desk, here, self.survey))
            self.app.push_screen(AboutScreen(here.title, rows), self._go)
        elif isinstance(here, Branch):
            rows = problem_rows(problems_below(here, self.survey))
            if rows:
                self.app.push_screen(AboutScreen(f"Problems in {here.title}", rows), self._go)
            else:
                self.app.tell(f"No problems in {here.title}.")

    def _go(self, way: Article | Problem | None) -> None:
        if isinstance(way, Problem):
            self.open_file(way.path, way.line)
        elif way is not None:
            self.show_in_tree(f"{ARTICLES}/{way.path}")

    def action_new_article(self) -> None:
        """Ask for a title and a category; among phrases, for the words of a phrase."""
        here = self.here
        if isinstance(here, Phrase) or (isinstance(here, Branch) and not here.key.startswith(ARTICLES)):
            self.action_new_phrase()
        else:
            self.new_article("")

    def new_article(self, asked: str) -> None:
        """Ask for the title and the category of an article, maybe one that was asked for in vain."""
        library = self.app.desk.library
        here = self.here
        folder = here.category if isinstance(here, Article) else ""
        if isinstance(here, Branch) and here.key.startswith(ARTICLES):
            folder = here.key.removeprefix(ARTICLES).lstrip("/")
        places = [(path, category.title) for path, category in sorted(library.categories.items())]

        def write(wanted: Wanted | None) -> None:
            if wanted is not None:
                self.write_article(wanted, asked)

        title = asked[:1].upper() + asked[1:]
        self.app.push_screen(
            NewScreen("New article, as a draft", ("title", "category"), places, Wanted(title, folder)), write
        )

    def write_article(self, wanted: Wanted, keywords: str) -> None:
        """Write the stub of an article, and open it."""
        try:
            path = write_article(self.app.desk.library, wanted.words, wanted.place, keywords)
        except KBError as error:
            self.app.tell(str(error), failed=True)
        else:
            self.opened(path.relative_to(self.app.desk.root).as_posix(), "")

    def action_new_phrase(self) -> None:
        """Ask for the words and the step of a phrase, and write it into the desk's own phrasebook."""
        here = self.here
        step = here.step if isinstance(here, Phrase) else here.key.partition("#")[2] if isinstance(here, Branch) else ""
        places = [(str(one), one.label) for one in ORDER]
        self.app.push_screen(
            NewScreen("New phrase", ("its words", "step"), places, Wanted("", step or "listen")), self.write_phrase
        )

    def write_phrase(self, wanted: Wanted | None) -> None:
        """Write a phrase under a name that its words give, and open it."""
        if wanted is None:
            return
        desk = self.app.desk
        step = slugify(wanted.place).replace("-", "_")
        name = "-".join([slugify(wanted.place), *slugify(wanted.words).split("-")[:4]])
        here = self.here
        book = here.path if isinstance(here, Phrase) else here.key.partition("#")[0] if isinstance(here, Branch) else ""
        own = book if book.startswith(PHRASEBOOKS) else ""
        try:
            path = write_phrase(desk.root, desk.settings.library.language, name, step, wanted.words, own)
        except KBError as error:
            self.app.tell(str(error), failed=True)
        else:
            place = path.relative_to(desk.root).as_posix()
            self.opened(place, f"#{step}#{name}")

    def opened(self, path: str, below: str) -> None:
        """Something new is there: show it, and open it where there is an editor."""
        self.edited, self.before_edit = path, self.app.desk
        self.app.tell(f"{path} is there.")
        if any(self.app.environment.get(name) for name in ("VISUAL", "EDITOR")):
            self.app.edit_file(self.app.desk.root / path)
        self.show_in_tree(path + below)

    def action_rename(self) -> None:
        """Ask for another name, and show what will change."""
        here = self.here
        if not isinstance(here, Article):
            return
        library = self.app.desk.library

        def rename(move: Move | None) -> None:
            if move is None:
                return
            try:
                make_move(library.root, move)
            except KBError as error:
                self.app.tell(str(error), failed=True)
            else:
                self.app.tell(f"Renamed; links mended in {count_of(len(move.edits) - 1, 'other article')}.")
                self.show_in_tree(f"{ARTICLES}/{move.new}")

        self.app.push_screen(RenameScreen(here.slug, lambda name: plan_move(library, here, name)), rename)
