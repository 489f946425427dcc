"""The panes of the main screen side by side: all of them, or as many as there is room for."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical

from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.departments import Departments
from ecotui.tui.panes.finder import DepartmentFinder
from ecotui.tui.panes.measure import MeasurePane
from ecotui.tui.panes.outline import Outline
from ecotui.tui.terminal.splash import TWO_PANES_COLUMNS

#: A narrower screen shows the outline and one of the two other panes.
THREE_PANES_COLUMNS = 110


class Panes(Horizontal):
    """The outline, and beside it the measure above the departments with their finder."""

    def __init__(
        self,
        outline: Outline,
        measure: MeasurePane,
        departments: Departments,
        finder: DepartmentFinder,
    ) -> None:
        self._side = Vertical(measure, finder, departments, id="side")
        super().__init__(outline, self._side, id="panes")
        self._outline = outline
        self._measure = measure
        self._departments = departments
        # The pane that a screen for one shows, and the one beside the outline on a screen for two.
        self._front = "outline"
        self._beside = "measure"

    def fit(self, columns: int) -> None:
        """Show the panes for which a screen of some width has room."""
        every, one = columns >= THREE_PANES_COLUMNS, columns < TWO_PANES_COLUMNS
        self.set_class(not every, "two-panes")
        # As high as they need beside the wording: a line for each, and one for the frame.
        needed = len(self._departments.state.index.departments) + 1
        self._departments.styles.height = needed if every else "1fr"
        self._outline.set_class(one and self._front != "outline", "away")
        self._side.set_class(one, "alone")
        self._side.set_class(one and self._front == "outline", "away")
        self._measure.set_class(not every and self._beside != "measure", "away")
        self._departments.set_class(not every and self._beside != "departments", "away")

    def reveal(self, pane: Pane) -> None:
        """Show a pane also if there is not room for all; a hidden pane cannot have the focus."""
        self._front = pane.id or ""
        if pane is not self._outline:
            self._beside = self._front
        self.fit(self.app.size.width)

    def focus_pane(self, pane: Pane) -> None:
        """Show a pane and give it the focus."""
        self.reveal(pane)
        pane.focus()

    def focus_next(self, step: int) -> bool:
        """Give the focus to the next pane, or with -1 the one before; False if no pane has it."""
        panes = [self._outline, self._measure, self._departments]
        at = next((number for number, pane in enumerate(panes) if pane.has_focus), None)
        if at is not None:
            self.focus_pane(panes[(at + step) % len(panes)])
        return at is not None
