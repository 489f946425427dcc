"""The export dialog: what is it for, then few fields; and what can be done with the file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from browsing import numbers, press, query_of, static_text
from export_dialog import Exporting

from ecotui import i18n
from ecotui.exporting import opening
from ecotui.tui.export.preview import page_line
from ecotui.tui.export.result import ResultLine
from ecotui.tui.export.wrapped import Said

# -- fewest keys


async def test_enter_on_the_list_exports_what_is_chosen(export: Any, tmp_path: Path) -> None:
    i18n.use("zh")
    async with export(where="section:sd") as dialog:
        await dialog.press("enter")
        await dialog.closed()
        said = await dialog.result()
    assert said.startswith("已写入 ~/here/湿地生态保护补偿-RACI矩阵.xlsx：2 条措施")
    assert os.listdir() == ["湿地生态保护补偿-RACI矩阵.xlsx"]


async def test_enter_on_the_list_asks_before_it_overwrites(export: Any) -> None:
    path = Path("湿地-RACI-matrix.xlsx")
    path.write_text("precious")
    async with export() as dialog:
        await dialog.press("enter")
        await dialog.said("Enter again overwrites")
        assert path.read_text() == "precious"
        await dialog.press("enter")
        await dialog.closed()
    assert path.read_bytes().startswith(b"PK")


async def test_the_last_used_comes_first_then_documents(export: Any) -> None:
    async with export(last={"exporter": "raci-csv"}) as dialog:
        assert dialog.ids[:3] == ["raci-csv", "raci-xlsx", "raci-docx"]
        assert dialog.chosen == "raci-csv"
        assert dialog.ids.index("handouts") < dialog.ids.index("markdown")


# -- labels


async def test_nothing_in_the_form_is_an_id(export: Any) -> None:
    i18n.use("zh")
    async with export("raci-xlsx", size=(120, 40)) as dialog:
        words = static_text(dialog.pilot).split()
        listed = dialog.screen.query_one("#export-exporters")
        titles = [str(line.prompt) for line in listed.options]
        assert titles[:4] == [
            "RACI 矩阵（Excel）",
            "RACI 矩阵（Word）",
            "措施全文（Word）",
            "任务清单（Word、Excel、CSV）",
        ]
        assert "其他格式" in titles
        assert {"规则", "单位", "行", "分表", "纸张"} <= set(words)
        for name, labels in {
            "by": ["措施", "单位"],
            "columns": ["仅涉及单位", "全部单位"],
            "split": ["一张", "每章一张", "每节一张"],
        }.items():
            assert [str(prompt) for prompt, _value in dialog.choice(name)._options] == labels
        assert dialog.screen.query_one("#export-form").values()["by"] == "measure"


@pytest.mark.parametrize("size", [(66, 24), (100, 30), (120, 40)])
async def test_no_line_of_the_dialog_begins_with_a_closing_bracket(
    export: Any, size: tuple[int, int]
) -> None:
    i18n.use("zh")
    async with export("raci-xlsx", size=size) as dialog:
        listed = dialog.screen.query_one("#export-exporters")
        lines = [listed.render_line(y).text.strip() for y in range(listed.size.height)]
        for widget in dialog.screen.query(Said):
            lines += [widget.render_line(y).text.strip() for y in range(widget.size.height)]
    shown = "".join(lines)
    assert "任务清单（Word、Excel、CSV）" in shown
    assert "规则" in shown
    assert not [line for line in lines if line.startswith(tuple("），。、；：”"))]


@pytest.mark.parametrize("theme", ["terminal", "dark"])
async def test_the_label_of_the_field_with_the_focus_is_marked(export: Any, theme: str) -> None:
    async with export("raci-xlsx", theme=theme) as dialog:
        await dialog.press("tab", "tab")
        assert dialog.focused is dialog.choice("scheme")
        marked = [
            str(label.render())
            for label in dialog.screen.query("ExportForm .name")
            if label.visual_style.reverse
        ]
        assert marked == ["Scheme"]


async def test_what_few_need_is_hidden_until_it_is_wanted(export: Any) -> None:
    async with export("raci-xlsx") as dialog:
        assert dialog.choice("scheme").display
        assert not dialog.line("date").parent.display
        dialog.screen.query_one("#export-more").focus()
        await dialog.press("enter")
        assert dialog.line("date").parent.display
        dialog.line("date").value = "2019年3月"
        await dialog.press("escape")
        await dialog.open()
        assert dialog.line("date").parent.display, "what differs is never hidden"
        dialog.line("date").value = ""
        await dialog.press("escape")
        await dialog.open()
        assert not dialog.line("date").parent.display


async def test_a_wrong_value_that_is_hidden_is_shown(export: Any) -> None:
    async with export("raci-xlsx") as dialog:
        dialog.line("max_responsible").value = "x"
        await dialog.start("--max-responsible takes a whole number")
        await dialog.at_rest()
        assert dialog.line("max_responsible").parent.display
        assert dialog.focused is dialog.line("max_responsible")


# -- one department


async def test_one_department_of_the_query_is_that_of_the_export(export: Any) -> None:
    async with export("handouts", where="dept:环境保护厅") as dialog:
        assert dialog.choice("department").value == "环境保护厅"
        assert dialog.path.value == "环境保护厅-Task-lists"
        assert "环境保护厅" in dialog.screen._box.border_title
        await dialog.start()
        assert "28 measures, 4 files" in await dialog.result()
        assert dialog.app.last_export["options"] == {}
    names = ["06-环境保护厅.csv", "06-环境保护厅.docx", "06-环境保护厅.xlsx", "index.md"]
    assert sorted(os.listdir("环境保护厅-Task-lists")) == names


async def test_a_department_is_not_kept_for_another_query(export: Any) -> None:
    async with export("docx", where="湿地") as dialog:
        assert dialog.choice("department").value == ""
        dialog.choice("department").value = "水利厅"
        await dialog.pilot.pause()
        assert dialog.path.value == "水利厅-湿地-Measures.docx", "the name follows"
        dialog.path.value = "mine.docx"
        dialog.choice("department").value = "林业厅"
        await dialog.pilot.pause()
        assert dialog.path.value == "mine.docx", "but not where it was typed"
        await dialog.start()
        await dialog.press("escape")
        await dialog.open()
        assert dialog.choice("department").value == ""


# -- previews


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("raci-xlsx", "│ A/R"),
        ("raci-docx", "│ A/R"),
        ("docx", "8. 命名一批省级重点公园\n"),
        ("handouts", "01-林业厅.docx  01-林业厅.xlsx  01-林业厅.csv"),
    ],
)
async def test_every_document_has_a_preview(export: Any, name: str, text: str) -> None:
    async with export(name, size=(120, 40)) as dialog:
        await dialog.previewed(text)
    assert os.listdir() == []


async def test_a_preview_of_a_plugin_is_text_whatever_it_gives(export: Any) -> None:
    async with export("shown", size=(120, 40)) as dialog:
        await dialog.previewed("␛]0;x␇ 0│")
        assert "\x1b" not in dialog.preview.text
        assert dialog.preview.text.endswith("…")
        await dialog.choose("mumbles")
        await dialog.previewed("failed in mumbles: TypeError: preview() gave bytes, not str")
        await dialog.choose("sheets")
        await dialog.previewed("No preview for Excel files")


def test_rows_of_a_table_are_cut_and_sentences_wrapped() -> None:
    assert page_line("序号 │ 补偿标准", 10) == ["序号 │ 补…"]
    assert page_line("推进省级湿地，试点", 12) == ["推进省级湿", "地，试点"]
    assert page_line("", 12) == [""]


# -- the line after an export


async def exported(dialog: Exporting) -> str:
    await dialog.press("enter")
    await dialog.closed()
    return await dialog.result()


async def test_a_key_copies_the_path(export: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with export() as dialog:
        copied: list[str] = []
        monkeypatch.setattr(dialog.app, "copy_text", lambda text: not copied.append(text))
        assert "y copy the path" in await exported(dialog)
        await dialog.press("y")
        assert copied == [os.path.abspath("湿地-RACI-matrix.xlsx")]
        assert not isinstance(dialog.app.screen, ResultLine)


async def test_a_key_opens_the_file(export: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(opening, "why_not", lambda environ, *, restricted: "")
    monkeypatch.setattr(opening, "open_file", lambda path: opened.append(path) or "")
    async with export() as dialog:
        assert "o open" in await exported(dialog)
        await dialog.press("o")
        await dialog.until(lambda: bool(opened), lambda: opened)
    assert opened == [os.path.abspath("湿地-RACI-matrix.xlsx")]


async def test_where_nothing_can_be_opened_the_key_says_why(
    export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "why_not", lambda environ, *, restricted: "no screen")
    async with export() as dialog:
        told: list[str] = []
        assert "o open" not in await exported(dialog)
        monkeypatch.setattr(dialog.app, "notify", told.append)
        await dialog.press("o")
        assert told == ["no screen"]


async def test_a_guest_opens_and_copies_nothing(export: Any, tmp_path: Path) -> None:
    folder = str(tmp_path / "here")
    async with export(restricted=True, export_dir=folder) as dialog:
        copied: list[str] = []
        dialog.app.copy_text = copied.append
        said = await exported(dialog)
        assert "o open" not in said
        assert "copy the path" not in said
        await dialog.press("o")
        assert opening.why_not({"DISPLAY": ":0"}, restricted=True)
        assert copied == []


async def test_every_other_key_does_its_own_in_order(export: Any) -> None:
    async with export() as dialog:
        await exported(dialog)
        await press(dialog.pilot, "slash", "ctrl+u", *"no:8", "enter")
        assert query_of(dialog.pilot) == "no:8"
        assert numbers(dialog.pilot) == [8]


async def test_enter_and_escape_only_close_it(export: Any) -> None:
    for key in ("enter", "escape"):
        async with export() as dialog:
            await exported(dialog)
            focused = dialog.app.main.focused
            await dialog.press(key)
            assert dialog.app.screen is dialog.app.main
            assert dialog.app.main.focused is focused
        os.remove("湿地-RACI-matrix.xlsx")


@pytest.mark.parametrize(
    ("environ", "platform", "there", "command", "reason"),
    [
        ({"DISPLAY": ":0"}, "linux", True, "xdg-open", ""),
        ({"WAYLAND_DISPLAY": "w"}, "linux", True, "xdg-open", ""),
        ({"DISPLAY": ":0"}, "linux", False, "", "no program"),
        ({}, "linux", True, "", "no program"),
        ({"SSH_CONNECTION": "x"}, "linux", True, "", "over SSH"),
        ({"SSH_TTY": "x", "DISPLAY": ":10"}, "linux", True, "xdg-open", ""),
        ({"WSL_DISTRO_NAME": "x"}, "linux", True, "wslview", ""),
        ({}, "darwin", True, "open", ""),
        ({"SSH_TTY": "x"}, "darwin", True, "", "over SSH"),
    ],
)
def test_a_file_is_opened_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    platform: str,
    there: bool,
    command: str,
    reason: str,
) -> None:
    monkeypatch.setattr(opening.shutil, "which", lambda name: name if there else None)
    assert opening.opener(environ, platform) == command
    said = opening.why_not(environ, restricted=False, platform=platform)
    assert bool(said) == bool(reason)
    assert reason in said


def test_an_opener_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "opener", lambda environ: "false")
    assert "false ended with 1" in opening.open_file("a b.xlsx")
    monkeypatch.setattr(opening, "opener", lambda environ: "/no/such/opener")
    assert "No such file" in opening.open_file("a.xlsx")
