"""The list of drills: how the person is today, the next three, and every course."""

from __future__ import annotations

from textual import work
from textual.content import Content
from textual.widgets import ContentSwitcher, OptionList
from textual.widgets.option_list import Option

from composer.desk.practising import courses_of, next_sittings
from composer.front.crash import state_folder
from composer.practice.diary import Diary, load_diary
from composer.practice.drill import Drill, DrillCourse
from composer.tui.drawing.practice import drill_row
from composer.tui.screens.desk_screen import DeskScreen, has_widgets

LIST = "practice-list"
"""The page with the list, by its id; it comes first."""
CHECK_IN = "check-in"
"""The line on how the person is, by its id."""


class PracticeList(DeskScreen):
    """A screen with the drills of a desk."""

    def __init__(self) -> None:
        super().__init__()
        self.drills: dict[str, Drill] = {}
        """The drills by the id of their line."""

    def on_screen_resume(self) -> None:
        """Somebody comes back: what they were writing still stands there."""
        if self.page == LIST:
            self.load()

    def desk_read(self) -> None:
        """The desk's files have changed, and its drills may have."""
        if self.page == LIST:
            self.load()

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self.query_one("#practice", ContentSwitcher).current or LIST

    @work(thread=True, exclusive=True, group="drills")
    def load(self) -> None:
        """Read the courses and the diary away from the keyboard."""
        courses, diary = courses_of(self.app.desk), load_diary(state_folder())
        own = [one for one in courses if one.language == self.app.desk.settings.library.language] or courses
        upcoming = [one.drill for one in next_sittings(own, self.app.clock())]
        self.app.call_from_thread(self.show_list, courses, diary, upcoming)

    def show_list(self, courses: list[DrillCourse], diary: Diary, upcoming: list[Drill]) -> None:
        """Show the next three, then every course."""
        if not has_widgets(self):
            return
        now, options = self.app.clock(), [self.check_in_row(), _heading("Next", "ten minutes")]
        self.drills = {}
        for number, drill in enumerate(upcoming):
            self.drills[f"next-{number}"] = drill
            options.append(Option(drill_row(drill, diary, now), id=f"next-{number}"))
        for course in courses:
            options.append(_heading(course.title, course.about))
            for drill in course.drills:
                self.drills[drill.key] = drill
                options.append(Option(drill_row(drill, diary, now), id=drill.key))
        listed = self.query_one("#drills", OptionList)
        listed.set_options(options)
        listed.highlighted = 2
        self.refresh_bindings()

    def check_in_row(self) -> Option:
        """How the person is today, to be changed."""
        said = (str(self.app.feeling), "bold $accent"), ("   Enter changes it; tomorrow it is forgotten", "$dim")
        return Option(Content.assemble("Today you are ", *said), id=CHECK_IN)


def _heading(title: str, about: str) -> Option:
    return Option(Content.assemble((title, "bold $primary"), (f"  {about}", "$dim")), disabled=True)
