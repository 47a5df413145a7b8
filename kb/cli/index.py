"""`warmline index`: the search index for others, and one that others published."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.cli.main import add_common, cache_folder, desk_of, library_of, progress_on_terminal
from kb.errors import CannotWrite
from kb.search_settings import load_search_settings
from kb.text import count_of

if TYPE_CHECKING:
    from kb.catalogue.catalogue import Catalogue
    from kb.search.index import Index
    from kb.search.published import PublishedPlace
    from kb.search_settings import SearchSettings

TOKEN = "WARMLINE_INDEX_TOKEN"  # noqa: S105  the name of the variable that holds it


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.description = "Share what reading all articles and indexing them took, so that others need not do it again."
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    publish = what.add_parser("publish", help="bring the index up to date, and publish it for others")
    publish.add_argument("place", metavar="PLACE", help="a folder, or an address below which the server takes files")
    add_common(publish, data=False)
    publish.set_defaults(run=_publish)
    take = what.add_parser("take", help="use a published index, and read only the articles that differ here")
    take.add_argument("place", metavar="PLACE", help="the folder or the address it was published in")
    add_common(take, data=False)
    take.set_defaults(run=_take)


def _publish(arguments: argparse.Namespace) -> int:
    from kb.search.shared_index import publish_index, shared_engine

    here = _Here.of(arguments)
    shared_engine(here.settings)
    with here.opened() as index:
        if index.unkept:
            raise CannotWrite(here.folder, index.unkept)
        found = publish_index(here.folder, index.catalogue, here.settings, here.place)
    print(f"{count_of(found.articles, 'article')} in {here.place.name} ({found.size / 1e6:.1f} MB).")
    return 0


def _take(arguments: argparse.Namespace) -> int:
    from kb.search.shared_index import take_index

    here = _Here.of(arguments)
    with closing(here.catalogue()) as catalogue:
        found = take_index(here.folder, catalogue, here.settings, here.place)
    with here.opened() as index:
        differ = index.catalogue.state.articles if index.rebuilt else index.changed
    print(f"{count_of(found.articles, 'article')} taken; {count_of(differ, 'article')} differed here.")
    return 0


class _Here(NamedTuple):
    """The desk on this computer, and the place that was named."""

    desk: Path
    folder: Path
    settings: SearchSettings
    place: PublishedPlace

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> _Here:
        """The desk of a command."""
        from kb.search.index import index_folder
        from kb.search.published import PublishedPlace

        desk = desk_of(arguments)
        folder = index_folder(cache_folder(), desk)
        settings = load_search_settings(desk, folder)
        return cls(desk, folder, settings, PublishedPlace(arguments.place, os.environ.get(TOKEN, "")))

    def catalogue(self) -> Catalogue:
        """What is known of its articles."""
        from kb.catalogue.cache_file import open_catalogue

        return open_catalogue(self.folder, self.settings.language, self.settings.missing_status)

    @contextmanager
    def opened(self) -> Iterator[Index]:
        """The index, brought up to date."""
        from kb.search.index import open_index

        library = library_of(self.desk, self.settings)
        progress = progress_on_terminal("indexing")
        index = open_index(self.folder, library, self.settings.language, progress, engine=self.settings.search)
        with closing(index):
            yield index
