"""The themes: how dim text, matches and the cursor look.

Everything that has a colour has bold, underline or reverse as well, so that every theme can be read
without colours. The colours are in `ecotui.tui.theme.palette`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

from ecotui.settings.config import THEMES
from ecotui.tui.terminal.base_app import set_filters
from ecotui.tui.theme.palette import PALETTES, Palette

#: The theme of NO_COLOR; it cannot be chosen.
PLAIN = "plain"


def _theme(name: str, palette: Palette, variables: Mapping[str, str] | None = None) -> Theme:
    """A theme in the colours of a palette, with other variables for the style sheet."""
    text, paper, dim = palette.text, palette.paper, palette.dim
    return Theme(
        name,
        primary=palette.heading,
        warning=palette.match,
        success=palette.chosen,
        error=palette.error,
        foreground=text,
        background=paper,
        surface=palette.raised,
        panel=palette.raised,
        dark=palette.dark,
        variables={
            "dim": dim,
            "dim-style": "none",
            "rule": palette.rule,
            "cursor": palette.cursor,
            "cursor-style": "none",
            "letter-first": palette.first,
            "letter-other": palette.other,
            "letter-participant": palette.participant,
            "bar-style": "not reverse",
            "match-style": "bold",
            "match-background": paper,
            # Textual's own names for the same.
            "text": text,
            "text-muted": dim,
            "text-disabled": dim,
            "text-error": palette.error,
            "text-success": palette.chosen,
            "text-warning": palette.match,
            "block-cursor-foreground": paper,
            "block-cursor-background": palette.heading,
            "block-cursor-blurred-foreground": text,
            "block-cursor-blurred-background": palette.cursor,
            "input-selection-foreground": paper,
            "input-selection-background": palette.heading,
            **(variables or {}),
        },
    )


def _terminal_theme(name: str, *, light: str, match_style: str, selected_style: str) -> Theme:
    """A theme in the terminal's own colours.

    They are not known, nor whether the background is dark. Only two pairs can certainly be read:
    the foreground on the background, and black on the one colour that is light in every palette and
    not grey. That black is never bold: many terminals make it grey then.

    Args:
        name: Name of the theme.
        light: The light colour behind matches and selected lines; the terminal's default for none.
        match_style: Style of matches.
        selected_style: Style of the selected line of a dialog's list.
    """
    own = "ansi_default"
    on_light = own if light == own else "ansi_black"
    colours = Palette(
        text=own,
        paper=own,
        raised=own,
        heading=own,
        match=on_light,
        chosen=own,
        error=own,
        dim=own,
        rule=own,
        cursor="transparent",
        first=own,
        other=own,
        participant=own,
    )
    theme = _theme(
        name,
        colours,
        variables={
            "cursor-style": "underline",
            "bar-style": selected_style,
            "dim-style": "dim",
            "match-background": light,
            "match-style": match_style,
            "ansi-background": own,
            "ansi-foreground": own,
            "text-warning": own,
            "block-cursor-foreground": on_light,
            "block-cursor-background": light,
            "block-cursor-text-style": selected_style,
            "block-cursor-blurred-background": own,
            "block-cursor-blurred-text-style": "underline",
            "input-selection-foreground": on_light,
            "input-selection-background": light,
        },
    )
    theme.ansi = True
    return theme


def all_themes() -> list[Theme]:
    """The themes to choose from, in order, and the one of NO_COLOR."""
    return [
        _theme("dark", PALETTES["dark"]),
        _theme("light", PALETTES["light"]),
        _theme("contrast", PALETTES["contrast"], {"match-style": "bold underline"}),
        _terminal_theme(
            "terminal",
            light="ansi_cyan",
            match_style="underline not bold",
            selected_style="not reverse",
        ),
        _terminal_theme(
            PLAIN, light="ansi_default", match_style="bold underline", selected_style="reverse"
        ),
    ]


class Colourless(LineFilter):
    """Removes every colour, and leaves bold, underline and reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment._replace(style=segment.style.without_color) if segment.style else segment
            for segment in segments
        ]


def install_themes(app: App[Any], name: str, *, colourless: bool) -> None:
    """Replace Textual's themes by ours in an app that has not started, and set one of `THEMES`."""
    for theme in list(app.available_themes):
        app.unregister_theme(theme)
    for ours in all_themes():
        app.register_theme(ours)
    app.set_reactive(App.theme, PLAIN if colourless else name)
    app.stylesheet.set_variables(app.get_css_variables())
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    # Textual takes an empty NO_COLOR for a set one, and paints in greys if it is set.
    app.no_color = colourless
    to_truecolor = ANSIToTruecolor(app.ansi_theme, enabled=not app.native_ansi_color)
    set_filters(app, [Colourless() if colourless else to_truecolor])


def next_theme(name: str) -> str:
    """The theme after one of `THEMES`, and after the last the first."""
    return THEMES[(THEMES.index(name) + 1) % len(THEMES)]
