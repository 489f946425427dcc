"""Texts of widgets, broken into lines by the rules for Chinese, which Textual does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from ecotui.text.display import wrap

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions


class Wrapped(Content):
    """A text of which no line begins with a closing bracket or a comma."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        return len(wrap(self.plain, max(width, 1)))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        starts = [start for start, _end in wrap(self.plain, max(width, 1))[1:]]
        lines = [Content.rstrip(line) for line in self.divide(starts)]
        return Content("\n").join(lines).render_strips(width, height, style, options)


class Said(Static):
    """A text beside a field; it cannot be selected, since Textual would count its lines anew."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(Wrapped(text), id=id, classes=classes, markup=False)

    def say(self, text: str, style: str = "") -> None:
        """Show another text."""
        self.update(Wrapped.styled(text, style))
