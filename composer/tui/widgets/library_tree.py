"""The tree of the Library: categories with their articles, phrasebooks with their phrases, each with its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from composer.desk.library import Branch
from composer.phrases.phrasebook import Phrase
from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.articles.status import Status

Leaf = Branch | Article | Phrase
_FEW = 200
"""Up to so many articles every category is open at first."""


class LibraryTree(Tree[Leaf]):
    """Branches are filled when they are opened, so a large library costs no more than what is seen of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "close_branch", "close", show=False),
        Binding("right", "open_branch", "open", show=False),
    ]

    def __init__(self, **options: str) -> None:
        super().__init__(Text(""), **options)  # type: ignore[arg-type]  # id and classes are texts
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.root.expand()
        self.problems: Mapping[str, int] = {}
        """How many problems there are below each key."""
        self.opened: set[str] | None = None
        """The keys of the open branches; None until the first ones are known."""

    def grow(self, branches: Sequence[Branch], go_to: str = "") -> bool:
        """Show branches, those open that were open before, at a key or where the agent was; whether that is there."""
        if self.opened is None:
            categories = [branch for branch in branches if branch.key.startswith(ARTICLES)]
            few = sum(branch.count for branch in categories) <= _FEW
            self.opened = {branch.key for branch in categories} if few else set()
        place = go_to or (key_of(self.here) if self.here else "")
        self.opened |= {key for key in _above(place) if go_to}
        line = self.cursor_line
        self.clear()
        self._fill(self.root, branches, self.opened)
        node = self._node_of(place)
        found = node is not None
        if node is None and line < 0:
            node = next((child for branch in self.root.children for child in branch.children), None)
        elif node is None:
            node = self.get_node_at_line(min(line, self.last_line))
        # The tree counts its lines anew when it is next idle, and only then can be gone to one.
        self.call_after_refresh(self.move_cursor, node)
        return found

    @property
    def here(self) -> Leaf | None:
        """What is highlighted."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def count_problems(self, problems: Mapping[str, int]) -> None:
        """Show how many problems there are below each key."""
        self.problems = problems
        self._invalidate()

    def _fill(self, node: TreeNode[Leaf], branches: Sequence[Branch], opened: set[str]) -> None:
        for branch in branches:
            below = node.add(Text(branch.title), data=branch)
            if branch.key in opened:
                self._open(below, branch, opened)

    def _open(self, node: TreeNode[Leaf], branch: Branch, opened: set[str]) -> None:
        self._fill(node, branch.branches, opened)
        for article in branch.articles:
            node.add_leaf(Text(article.title), data=article)
        for phrase in branch.phrases:
            node.add_leaf(Text(phrase.variants[0]), data=phrase)
        node.expand()

    @on(Tree.NodeExpanded)
    def _expanded(self, event: Tree.NodeExpanded[Leaf]) -> None:
        branch = event.node.data
        if isinstance(branch, Branch) and self.opened is not None:
            self.opened.add(branch.key)
            if not event.node.children:
                self._open(event.node, branch, self.opened)

    @on(Tree.NodeCollapsed)
    def _collapsed(self, event: Tree.NodeCollapsed[Leaf]) -> None:
        if isinstance(event.node.data, Branch) and self.opened is not None:
            self.opened.discard(event.node.data.key)

    def action_open_branch(self) -> None:
        """Open the branch, or go into it."""
        node = self.cursor_node
        if node is not None and node.is_expanded and node.children:
            self.move_cursor(node.children[0])
        elif node is not None and node.allow_expand:
            node.expand()

    def action_close_branch(self) -> None:
        """Close the branch, or go to the one above."""
        node = self.cursor_node
        if node is not None and node.allow_expand and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)

    def _node_of(self, key: str) -> TreeNode[Leaf] | None:
        pending = list(self.root.children)
        while pending:
            node = pending.pop()
            if node.data is not None and key_of(node.data) == key:
                return node
            pending += node.children
        return None

    def render_label(self, node: TreeNode[Leaf], base_style: Style, style: Style) -> Text:
        """A title with its marks, cut to the room there is; the marks are words, and stay."""
        leaf = node.data
        lead = ("▾ " if node.is_expanded else "▸ ") if isinstance(leaf, Branch) else "  "
        marks = Text(_marks(leaf, self.problems) if leaf is not None else "", style=base_style + style)
        depth = 0
        above = node.parent
        while above is not None and above is not self.root:
            depth, above = depth + 1, above.parent
        title = Text(str(node.label), style=base_style + style + Style(bold=isinstance(leaf, Branch)))
        room = self.size.width - 2 * depth - len(lead) - marks.cell_len - 1
        title.truncate(max(room, 4), overflow="ellipsis")
        return Text.assemble((lead, base_style + style), title, marks)

    def get_label_width(self, node: TreeNode[Leaf]) -> int:  # noqa: ARG002  the base class's words
        """Nothing is wider than the tree, as titles are cut."""
        return 1


def key_of(leaf: Leaf) -> str:
    """What stays the same of a branch, an article or a phrase when the desk is read again."""
    if isinstance(leaf, Branch):
        return leaf.key
    return f"{ARTICLES}/{leaf.path}" if isinstance(leaf, Article) else f"{leaf.path}#{leaf.step}#{leaf.id}"


def _above(key: str) -> list[str]:
    """The keys of everything that holds a key."""
    file, *rest = key.split("#")
    folders = file.split("/")
    if rest:
        return [file, *(f"{file}#{step}" for step in rest[:-1])]
    return ["/".join(folders[:number]) for number in range(1, len(folders))]


def _marks(leaf: Leaf, problems: Mapping[str, int]) -> str:
    found = problems.get(key_of(leaf), 0)
    parts = [f"!{found}"] if found else []
    if isinstance(leaf, Branch):
        parts = [f"({leaf.count})", "INT" if leaf.internal else "", *parts]
    elif isinstance(leaf, Article) and leaf.status is not Status.PUBLIC:
        parts = ["INT" if leaf.status is Status.INTERNAL else leaf.status.upper(), *parts]
    return "".join(f" {part}" for part in parts if part)
