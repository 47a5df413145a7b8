"""A text to read: laid out once at its width, drawn a row at a time, with what is looked for marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from composer.tui.drawing.page import CURRENT, FoundPlace, Piece, find_places, marked


class ArticleText(ScrollView, can_focus=True):
    """Rows are made when the text or the width changes, and only pieces whose marks change are made anew."""

    ALLOW_SELECT = True

    def __init__(self, **options: str) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # id and classes are texts
        self.pieces: Sequence[Piece] = ()
        self.rows_of: list[list[Content]] = []
        self.rows: list[Content] = []
        self.width = 0
        self.places: list[FoundPlace] = []
        self.number = 0
        """Which of the places is looked at."""

    def show(self, pieces: Sequence[Piece], *, home: bool = True) -> None:
        """Show a text, from its beginning or where the last one was."""
        self.pieces, self.places = pieces, []
        self.lay_out()
        if home:
            self.scroll_home(animate=False)

    def lay_out(self) -> None:
        """Make every row; none while the text is hidden and has no width."""
        self.width = max(self.scrollable_content_region.width, 0)
        self.rows_of = [list(piece.rows(self.width)) if self.width else [] for piece in self.pieces]
        self.remake({place.piece for place in self.places})
        self.virtual_size = Size(self.width, len(self.rows))

    def collect(self) -> None:
        """Marks never change how many rows there are."""
        self.rows = [row for rows in self.rows_of for row in rows]
        self.refresh()

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002  its size is asked for below
        """Lay out for the new width."""
        if self.scrollable_content_region.width != self.width:
            self.lay_out()

    def look_for(self, words: str) -> None:
        """Mark words, and go to the first place from what is in view on."""
        before = {place.piece for place in self.places}
        self.places = find_places(self.pieces, words)
        seen = self.piece_at(self.scroll_offset.y)
        self.number = next((number for number, place in enumerate(self.places) if place.piece >= seen), 0)
        self.remake(before | {place.piece for place in self.places})

    def step(self, by: int) -> None:
        """Go to the next place or the one before, round and round."""
        if self.places:
            before = self.places[self.number].piece
            self.number = (self.number + by) % len(self.places)
            self.remake({before, self.places[self.number].piece})

    def remake(self, numbers: set[int]) -> None:
        """Make the rows of some pieces anew, and show the place that is looked at."""
        by_piece: dict[int, list[FoundPlace]] = {number: [] for number in numbers}
        for place in self.places:
            if place.piece in by_piece:
                by_piece[place.piece].append(place)
        current = self.places[self.number] if self.places else None
        for number, places in by_piece.items():
            self.rows_of[number] = (
                list(marked(self.pieces[number], places, current).rows(self.width)) if self.width else []
            )
        self.collect()
        if current is not None:
            rows = self.rows_of[current.piece]
            within = next((at for at, row in enumerate(rows) if any(span.style == CURRENT for span in row.spans)), 0)
            row = sum(len(rows) for rows in self.rows_of[: current.piece]) + within
            self.scroll_to_region(Region(0, row - 2, 1, 5), animate=False, force=True)

    def piece_at(self, row: int) -> int:
        """The piece that a row belongs to."""
        for number, rows in enumerate(self.rows_of):
            row -= len(rows)
            if row < 0:
                return number
        return 0

    def action_page_down(self) -> None:
        """A page on, at once: a page that glides is drawn many times."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page back."""
        self.scroll_page_up(animate=False)

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = y + self.scroll_offset.y
        style = self.visual_style
        if row >= len(self.rows):
            return Strip.blank(self.size.width, style.rich_style)
        content = self.rows[row]
        selection = self.text_selection
        span = selection.get_span(row) if selection is not None else None
        if span is not None:
            start, end = span
            chosen = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            content = content.stylize(chosen, start, len(content) if end == -1 else end)
        strips = Visual.to_strips(self, content, self.width, 1, style, apply_selection=False)
        return strips[0].extend_cell_length(self.size.width, style.rich_style).apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The rows that the mouse went over."""
        return selection.extract("\n".join(row.plain for row in self.rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002  the base class's words
        """Draw it."""
        self.refresh()
