"""Themes, colours and layouts: what can be read where, and what a change of size leaves alone."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from browsing import app_of, current, press, query_of, resize, static_text, told
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as ScreenColor
from textual.pilot import Pilot
from textual.theme import Theme

from ecotui.model.plan import Entry, Plan, reduced
from ecotui.query.index import Heading, Index
from ecotui.raci.schemes import ROLES
from ecotui.settings import config
from ecotui.text.display import width
from ecotui.tui.dialogs.matrix.findings import Findings
from ecotui.tui.panes.grid import Grid
from ecotui.tui.terminal import ambiguous_width, capabilities
from ecotui.tui.terminal.clipboard import text_of
from ecotui.tui.theme import themes

#: The sixteen colours of the consoles in use, as far as they matter here: black and cyan.
BLACK_AND_CYAN = {
    "VGA": ((0, 0, 0), (0, 170, 170)),
    "xterm": ((0, 0, 0), (0, 205, 205)),
    "Windows": ((12, 12, 12), (58, 150, 221)),
    "macOS": ((0, 0, 0), (51, 187, 200)),
    "Tango": ((46, 52, 54), (6, 152, 154)),
}
DEPTHS = ("truecolor", "256", "VGA", "xterm")
#: Sixteen colours as two terminals show them.
VGA = ["000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa"]
VGA += ["555555", "ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff"]
XTERM = ["000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"]
XTERM += ["7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"]


def luminance(colour: tuple[int, int, int]) -> float:
    """The relative luminance of WCAG 2."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (x / 255 for x in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, depth: str) -> tuple[int, int, int]:
    """What a terminal with so many colours makes of a colour."""
    parsed = Color.parse(colour)
    if depth in ("VGA", "xterm"):
        number = parsed.downgrade(ColorSystem.STANDARD).number
        assert number is not None
        parsed = Color.parse("#" + (VGA if depth == "VGA" else XTERM)[number])
    elif depth == "256":
        parsed = parsed.downgrade(ColorSystem.EIGHT_BIT)
    red, green, blue = parsed.get_truecolor()
    return red, green, blue


def theme_named(name: str) -> Theme:
    return next(theme for theme in themes.all_themes() if theme.name == name)


def colours_of(theme: Theme) -> dict[str, str]:
    return {
        "text": str(theme.foreground),
        "paper": str(theme.background),
        "raised": str(theme.surface),
        "heading": theme.primary,
        "match": str(theme.warning),
        "chosen": str(theme.success),
        "error": str(theme.error),
        "dim": theme.variables["dim"],
        "cursor": theme.variables["cursor"],
    }


def letters_of(theme: Theme) -> dict[str, str]:
    return {role: theme.variables[f"letter-{role}"] for role in ROLES}


PAINTED = ("dark", "light", "contrast")


# -- colours


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", PAINTED)
def test_everything_can_be_read_on_what_it_stands_on(name: str, depth: str) -> None:
    theme = theme_named(name)
    colours = {part: seen(colour, depth) for part, colour in colours_of(theme).items()}
    least = 7.0 if name == "contrast" else 4.5
    if depth in ("VGA", "xterm"):
        # The nearest of sixteen are what they are; whoever has no more gets the terminal theme.
        least = 4.5 if name == "contrast" else 3.0
    for ground in ("paper", "cursor"):
        for part in ("text", "heading", "match", "chosen", "dim"):
            wanted = least if part != "dim" or name == "contrast" else 3.0
            ratio = contrast(colours[part], colours[ground])
            assert ratio >= wanted, f"{part} on {ground}: {ratio:.1f}"
    assert contrast(colours["text"], colours["raised"]) >= least
    assert contrast(colours["error"], colours["paper"]) >= least
    # A line of a list with the focus, and selected text, are the heading's colour with paper on it.
    assert contrast(colours["paper"], colours["heading"]) >= least


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", PAINTED)
def test_what_means_something_else_has_another_colour(name: str, depth: str) -> None:
    colours = {p: seen(c, depth) for p, c in colours_of(theme_named(name)).items()}
    for one, other in combinations(("text", "heading", "match", "chosen", "dim"), 2):
        assert colours[one] != colours[other], (one, other)
    assert colours["cursor"] != colours["paper"]


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", PAINTED)
def test_letters_of_the_matrix_can_be_read_and_are_no_matches_or_errors(
    name: str, depth: str
) -> None:
    theme = theme_named(name)
    letters = {role: seen(colour, depth) for role, colour in letters_of(theme).items()}
    colours = {part: seen(colour, depth) for part, colour in colours_of(theme).items()}
    least = 3.0 if depth in ("VGA", "xterm") else 4.5
    for role, colour in letters.items():
        assert contrast(colour, colours["paper"]) >= least, role
        assert colour not in (colours["match"], colours["error"], colours["text"]), role
        if depth in ("truecolor", "256"):
            assert colour not in colours.values(), role
    assert len(set(letters.values())) == len(ROLES)


@pytest.mark.parametrize("name", ["terminal", themes.PLAIN])
def test_the_terminals_own_colours_and_no_others(name: str) -> None:
    theme = theme_named(name)
    assert theme.ansi
    for part, colour in {**colours_of(theme), **theme.variables}.items():
        if not part.endswith("-style") and colour != "transparent":
            assert ScreenColor.parse(colour).ansi is not None, part
    if name == "terminal":
        match = (str(theme.warning), theme.variables["match-background"])
        assert match == ("ansi_black", "ansi_cyan")
        for palette, (black, cyan) in BLACK_AND_CYAN.items():
            # Tango's black is a dark grey.
            assert contrast(black, cyan) >= (3.4 if palette == "Tango" else 4.5)


@pytest.mark.parametrize("name", ["terminal", themes.PLAIN])
async def test_without_colours_matches_headings_and_cursor_still_differ(
    browse: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == themes.PLAIN:
        monkeypatch.setenv("NO_COLOR", "1")
    async with browse("湿地 lead:林业厅", theme="terminal") as pilot:
        assert pilot.app.theme == name
        outline, departments = pilot.app.main.outline, pilot.app.main.departments
        assert bool(outline.style_of("cursor").reverse) == (name == themes.PLAIN)
        assert departments.style_of("cursor").underline
        assert outline.style_of("match").underline
        assert outline.style_of("heading").bold
        assert not outline.style_of("heading").underline
        assert departments.style_of("chosen").bold


@pytest.mark.parametrize("name", [*config.THEMES, themes.PLAIN])
async def test_the_cursors_line_is_one_bar_on_which_matches_are_underlined(
    browse: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == themes.PLAIN:
        monkeypatch.setenv("NO_COLOR", "1")
    async with browse("湿地", theme=name if name in config.THEMES else "dark") as pilot:
        outline = app_of(pilot).main.outline
        for line in (1, 2):  # A heading and a measure with matches
            outline.go(line)
            strip = outline.render_line(line)
            assert strip.cell_length == outline.size.width
            styles = [segment.style or Style.null() for segment in strip]
            assert len({(s.color, s.bgcolor, s.bold, s.dim, s.reverse) for s in styles}) == 1
            underlined = "".join(s.text for s in strip if s.style and s.style.underline)
            assert set(underlined.split("湿地")) == {""}
        bar = outline.render_line(2)
        await press(pilot, "tab")
        weaker = outline.render_line(2)
        assert len({segment.style.bgcolor for segment in weaker if segment.style}) <= 2
        assert weaker != bar


async def test_the_title_of_the_pane_with_the_focus_has_a_mark(pilot: Any) -> None:
    main = app_of(pilot).main
    panes = (main.outline, main.measure, main.departments)
    for focused in panes:
        assert [str(pane.border_title)[0] == "»" for pane in panes] == [
            pane is focused for pane in panes
        ]
        await press(pilot, "tab")


def test_no_color_leaves_weights_alone_and_takes_every_colour() -> None:
    style = Style(color="red", bgcolor="#00ff00", bold=True, underline=True, reverse=True)
    (segment, bare) = themes.Colourless().apply(
        [Segment("x", style), Segment("y")], ScreenColor(0, 0, 0)
    )
    assert segment == Segment("x", Style(bold=True, underline=True, reverse=True))
    assert bare == Segment("y")


TERMINALS = {
    0: ("vt100", "vt220", "xterm-mono", "linux-m"),
    16: ("linux", "xterm", "screen", "rxvt-unicode", "vte"),
    256: ("screen-256color", "xterm-kitty", "alacritty", "xterm-direct"),
}


@pytest.mark.parametrize(
    ("term", "colours"), [(term, count) for count, terms in TERMINALS.items() for term in terms]
)
def test_no_more_colours_than_the_terminal_has(term: str, colours: int) -> None:
    assert capabilities.colours({"TERM": term}) == colours


def test_colours_without_a_terminal_or_as_colorterm_says() -> None:
    assert capabilities.colours({}) == 16
    for term in ("vt100", "xterm"):
        assert capabilities.colours({"TERM": term, "COLORTERM": "truecolor"}) == 256


@pytest.mark.parametrize(
    ("ground", "theme"),
    [
        (None, "dark"),
        ("0;15", "light"),
        ("0;default;15", "light"),
        ("0;7", "light"),
        ("15;0", "dark"),
        ("7;8", "dark"),
        ("15;default", "dark"),
        ("²", "dark"),
    ],
)
def test_the_first_theme_suits_the_terminal(ground: str | None, theme: str) -> None:
    environ = {} if ground is None else {"COLORFGBG": ground}
    assert capabilities.theme({"TERM": "xterm-256color", **environ}) == theme
    assert capabilities.theme({"TERM": "xterm", **environ}) == "terminal"


def test_an_empty_no_color_is_none() -> None:
    assert not capabilities.colourless({})
    assert not capabilities.colourless({"NO_COLOR": ""})
    assert capabilities.colourless({"NO_COLOR": "0"})


async def test_t_goes_round_our_themes_and_there_are_no_others(pilot: Any) -> None:
    app = app_of(pilot)
    assert set(app.available_themes) == {*config.THEMES, themes.PLAIN}
    met = []
    for _number in config.THEMES:
        met.append(app.theme)
        await pilot.press("t")
    assert tuple(met) == config.THEMES
    assert app.theme == "dark"
    assert told(pilot) == ["theme: light", "theme: contrast", "theme: terminal", "theme: dark"]


async def test_each_theme_draws_the_panes_anew(browse: Any) -> None:
    async with browse("湿地") as pilot:
        grounds = []
        for _number in config.THEMES:
            await pilot.pause()
            style = pilot.app.main.outline.rich_style
            assert style.bgcolor is not None
            grounds.append(style.bgcolor.name)
            await pilot.press("t")
        assert len(set(grounds)) == len(config.THEMES)


async def test_with_no_color_there_is_no_theme_to_choose(
    browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browse() as pilot:
        await pilot.press("t")
        assert pilot.app.theme == themes.PLAIN
        assert "NO_COLOR" in told(pilot)[0]
        for filter_ in pilot.app.get_line_filters():
            assert isinstance(filter_, themes.Colourless)


def test_the_theme_of_the_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config.Config({}).theme is None
    assert config.Config({"browse": {"theme": "contrast"}}).theme == "contrast"
    for wrong in ("solarized", 1, [], ""):
        read = config.Config({"browse": {"theme": wrong}}, "[browse]\ntheme = x\n")
        assert read.theme is None
        (problem,) = read.problems
        assert problem.endswith(":2: unknown theme; the themes are " + ", ".join(config.THEMES))
    assert config.Config({"browse": "dark"}).problems


def test_every_theme_of_the_configuration_is_there() -> None:
    assert [theme.name for theme in themes.all_themes()] == [*config.THEMES, themes.PLAIN]


# -- the matrix


async def test_letters_of_the_matrix_differ_in_weight_as_in_colour(browse: Any) -> None:
    async with browse("no:16") as pilot:
        await press(pilot, "r")
        grid = pilot.app.screen.query_one(Grid)
        accountable, responsible, consulted = map(grid.cell_style, ("A/R", "R", "C"))
        assert accountable.bold
        assert not responsible.bold
        assert len({accountable.color, responsible.color, consulted.color}) == 3
        assert grid.cell_style("A") == accountable
        assert grid.cell_style("I") == grid.cell_style("") == grid.style_of("dim")
        others = [grid.style_of(name).color for name in ("match", "heading", "chosen")]
        assert accountable.color not in others
        for scheme in ("A/R R S", "A/R A/R C", "牵 牵 参", "D A C"):
            await pilot.press("s")
            first, other, participant = scheme.split()
            assert grid.cell_style(first) == accountable
            assert grid.cell_style(other) == (accountable if other == first else responsible)
            assert grid.cell_style(participant) == consulted


@pytest.mark.parametrize(("columns", "beside"), [(139, False), (140, True), (80, False)])
async def test_findings_are_beside_or_below_the_matrix(
    browse: Any, columns: int, beside: bool
) -> None:
    async with browse(size=(columns, 24)) as pilot:
        await press(pilot, "r")
        grid, findings = (pilot.app.screen.query_one(kind).region for kind in (Grid, Findings))
        assert (findings.x >= grid.right) == beside
        assert (findings.y >= grid.bottom) == (not beside)
        assert grid.height > 10
        assert findings.height >= 2


async def test_findings_have_a_cursor_of_their_own(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "r")
        screen = pilot.app.screen
        grid, findings = screen.query_one(Grid), screen.query_one(Findings)
        await pilot.press("j")
        assert (grid.row, findings.cursor) == (1, 0)
        await pilot.press("tab", "j", "j")
        assert (grid.row, findings.cursor) == (1, 2)
        await pilot.press("G")
        assert findings.cursor == findings.count - 1
        last = findings.render_line(findings.size.height - 1).text
        assert last.strip().startswith("Marked 等: the list of participants is open")
        await pilot.press("tab", "j")
        assert grid.row == 2


async def test_a_matrix_follows_the_size_of_the_screen(pilot: Any) -> None:
    await pilot.press("r")
    await resize(pilot, 160, 40)
    assert pilot.app.screen.has_class("beside")
    await pilot.resize_terminal(60, 20)
    await press(pilot, "escape")
    assert app_of(pilot).main.outline.region.width == 60


# -- layouts


def in_view(pilot: Pilot[Any]) -> list[str]:
    main = app_of(pilot).main
    panes = (main.outline, main.measure, main.departments)
    return [str(p.id) for p in panes if p.region.height > 3 and p.region.width > 20]


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        *[(size, 3) for size in ((160, 50), (120, 40), (110, 24))],
        *[(size, 2) for size in ((109, 24), (80, 24), (70, 20))],
        *[(size, 1) for size in ((69, 20), (40, 10))],
    ],
)
async def test_panes_as_there_is_room(browse: Any, size: tuple[int, int], panes: int) -> None:
    async with browse(size=size) as pilot:
        assert in_view(pilot) == ["outline", "measure", "departments"][:panes]
        assert not app_of(pilot).query_one("#too-small").display


@pytest.mark.parametrize(("columns", "side"), [(120, 48), (150, 60), (160, 60), (200, 60)])
async def test_on_a_wide_screen_the_outline_gets_what_the_side_does_not_need(
    browse: Any, columns: int, side: int
) -> None:
    async with browse(size=(columns, 50)) as pilot:
        main = app_of(pilot).main
        assert main.outline.region.width == columns - side
        assert main.measure.region.right == columns
        # A line for each department, and the rest for the wording.
        assert main.departments.region.height == len(main.departments.choices) + 1 == 21
        assert main.measure.region.height == 48 - 21


async def test_few_departments_leave_more_room_to_the_wording(browse: Any, plan: Plan) -> None:
    few = Index([reduced(plan, bytes([1] + [0] * 43))])
    async with browse(other=few, size=(120, 40)) as pilot:
        main = app_of(pilot).main
        assert main.departments.region.height == len(few.departments) + 1
        assert main.measure.region.height == 38 - len(few.departments) - 1


async def test_with_two_panes_the_side_shows_what_had_the_focus_last(browse: Any) -> None:
    async with browse(size=(100, 24)) as pilot:
        main = app_of(pilot).main
        views = []
        for _number in range(4):
            await press(pilot, "tab")
            focused = main.focused
            assert focused is not None
            views.append((focused.id, in_view(pilot)))
        assert views == [
            ("measure", ["outline", "measure"]),
            ("departments", ["outline", "departments"]),
            ("outline", ["outline", "departments"]),
            ("measure", ["outline", "measure"]),
        ]
        await press(pilot, "f")
        assert in_view(pilot) == ["outline", "departments"]
        assert main.finder.has_focus_within
        await pilot.press("l", "y", "t", "enter")
        assert query_of(pilot) == "lead:林业厅"


async def test_a_change_of_size_keeps_cursor_folds_query_and_focus(browse: Any) -> None:
    async with browse("补偿", size=(120, 40)) as pilot:
        app = app_of(pilot)
        outline, departments = app.main.outline, app.main.departments
        await pilot.press("h", "h", "G", "k", "tab", "tab", "j", "j")
        before = (outline.current, outline.folded, departments.current, str(app.state.query))
        assert len(outline.folded) == 1
        sizes = ((100, 30), (60, 16), (30, 5), (1, 1), (75, 12), (200, 60), (39, 40), (120, 40))
        for size in sizes:
            await resize(pilot, *size)
            now = (outline.current, outline.folded, departments.current, str(app.state.query))
            assert now == before
            assert departments.has_focus
            if size[0] >= 40 and size[1] >= 10:
                assert "departments" in in_view(pilot)
        cursor_line = outline.cursor - outline.scroll_offset.y
        assert 0 <= cursor_line < outline.size.height


@pytest.mark.parametrize(("size", "small"), [((39, 10), True), ((40, 9), True), ((40, 10), False)])
async def test_a_screen_that_is_too_small_says_so(
    browse: Any, size: tuple[int, int], small: bool
) -> None:
    async with browse(size=size) as pilot:
        line = "".join(s.text for s in pilot.app.screen._compositor.render_strips()[0])
        wanted = f"too small: {size[0]}×{size[1]}, at least 40×10"
        assert (line.rstrip() == wanted) == small
        await resize(pilot, 120, 40)
        assert in_view(pilot) == ["outline", "measure", "departments"]


async def test_typing_goes_on_where_the_screen_was_too_small_for_a_while(pilot: Any) -> None:
    await pilot.press("slash", *"湿")
    await pilot.resize_terminal(20, 5)
    await pilot.press(*"地")
    await pilot.resize_terminal(80, 24)
    await pilot.press("enter")
    assert query_of(pilot) == "湿地"


# -- the mouse


async def test_a_click_puts_the_cursor_on_a_line_and_the_wheel_scrolls(browse: Any) -> None:
    async with browse(size=(120, 20)) as pilot:
        app = app_of(pilot)
        await pilot.click("#outline", offset=(10, 5))
        assert current(pilot) == 3
        app.main.outline.scroll_to(y=4, animate=False)
        await pilot.pause()
        await pilot.click("#outline", offset=(10, 1))
        assert app.main.outline.cursor == 4
        await pilot.click("#departments", offset=(10, 3))
        assert app.main.departments.has_focus
        assert app.main.departments.cursor == 2


# -- many plans


@pytest.fixture
def two_plans(plan: Plan) -> Index:
    second = plan._replace(id="second", title="第二方案", chapters=plan.chapters[1:])
    return Index([plan, second])


def lines_of(pilot: Pilot[Any]) -> list[str]:
    outline = app_of(pilot).main.outline
    return ["".join(text for text, _style in outline.pieces(n)) for n in range(outline.count)]


async def test_each_of_many_plans_is_a_root_of_the_outline(browse: Any, two_plans: Index) -> None:
    async with browse(other=two_plans, size=(120, 60)) as pilot:
        outline = pilot.app.main.outline
        lines = lines_of(pilot)
        assert lines[:4] == [
            "▾ 四川省健全生态保护补偿机制重点任务分工方案 44",
            "  ▾ 一、分领域任务 19",
            "    ▾ （一）森林生态保护补偿 3",
            lines[3],
        ]
        assert lines[3].startswith("      1. 健全省级公益林补偿标准")
        assert "▾ 第二方案 25" in lines
        await pilot.press("g", "h")
        folded = lines_of(pilot)
        assert folded[:3] == [
            "▸ 四川省健全生态保护补偿机制重点任务分工方案 44",
            "▾ 第二方案 25",
            "  ▾ 二、机制创新 25",
        ]
        await pilot.press("j", "j", "j", "j")
        item = outline.current
        assert isinstance(item, Entry)
        assert item.id == "second/20"
        assert pilot.app.main.measure.border_title == " Measure second/20"
        assert str(outline.border_title).startswith("»Outline  四川省")
        assert "69/69" in static_text(pilot)
        await pilot.press("h", "h", "h", "h", "h")
        assert isinstance(outline.current, Heading)
        assert outline.current.title == "第二方案"


async def test_departments_are_counted_across_all_plans(browse: Any, two_plans: Index) -> None:
    async with browse(other=two_plans) as pilot:
        facets = {
            f.name: (f.lead, f.participant, f.total) for f in app_of(pilot).main.departments.choices
        }
        assert facets["林业厅"] == (12, 27, 39)
        await pilot.press("f", *"lyt", "enter")
        assert len(app_of(pilot).state.selection) == 12


async def test_a_measure_of_many_plans_says_of_which(browse: Any, two_plans: Index) -> None:
    async with browse(other=two_plans) as pilot:
        await pilot.press("G")
        strips = pilot.app.main.measure.render_lines(pilot.app.main.measure.size.region)
        text = "".join(strip.text.strip() for strip in strips)
        assert "第二方案 › 二、机制创新" in text
        await press(pilot, "r")
        grid = pilot.app.screen.query_one(Grid)
        assert grid._rows[0].startswith("sichuan…/1 健全省级")
        assert grid._rows[-1].startswith("second/44 ")


async def test_a_root_is_copied_with_what_is_left_below_it(browse: Any, two_plans: Index) -> None:
    async with browse("no:20-21", other=two_plans) as pilot:
        await pilot.press("G", "h", "h", "h", "h", "h")
        item = pilot.app.main.outline.current
        assert isinstance(item, Heading)
        text = text_of(pilot.app.state.selection, item)
        assert text.split("\n\n")[:3] == ["第二方案", "二、机制创新", "（一）建立稳定的投入机制"]
        assert [part.partition(".")[0] for part in text.split("\n\n")[3:]] == ["20", "21"]


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_a_note_is_broken_by_the_rules(browse: Any, size: tuple[int, int]) -> None:
    async with browse(size=size) as pilot:
        pilot.app.notify("鼓励“以奖代补”（试点），推进；落实。" * 4)
        await pilot.pause(0.1)
        (note,) = pilot.app._notifications
        lines = note.message.splitlines()
        assert len(lines) == 2
        assert lines[-1].endswith("…") == (size[0] < 80)
        for line in lines:
            assert line[0] not in "，。、；：！？）】》”"
            assert line[-1] not in "（【《“"
            assert width(line) <= size[0] - 2, "Textual breaks none of them again"


def test_encodings_with_and_without_lines_and_blocks() -> None:
    found = [
        ambiguous_width.are_in(name)
        for name in ("utf-8", "gb18030", "ascii", "latin-1", "nonsense")
    ]
    assert found == [True, True, False, False, False]


def test_every_line_and_block_has_something_of_ascii_in_its_place() -> None:
    drawn = "".join(map(chr, range(0x2500, 0x25A0)))
    assert drawn.translate(ambiguous_width.ASCII).isascii()
    assert "╭─┬█▏│".translate(ambiguous_width.ASCII) == "+-+#||"
