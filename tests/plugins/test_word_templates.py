"""The Word templates: what the exporters rely on stays in them when somebody edits them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.shared import Mm, Pt
from word_files import opened

from ecotui.plugins import word
from ecotui.plugins.raci_docx.writer import _SIZES_PT
from ecotui.plugins.word import document
from ecotui.plugins.word import frame as frames
from ecotui.plugins.word.document import WordFile
from ecotui.plugins.word.frame import ABOVE, table_line, table_style

TEMPLATES = Path(word.__file__).parent / "templates"
TABLES = ("Heading", "Text", "Centred")
TEXTS = ("Title", "Subtitle", "BodyText", "Footer")
OUTLINE = (
    *(*TEXTS, ABOVE, "TOCHeading"),
    *(f"Heading{level}" for level in range(1, 6)),
    *(f"TOC{level}" for level in range(1, 5)),
    *(table_style(name) for name in TABLES),
)
USED = {
    "plain": OUTLINE,
    "official": (*OUTLINE, "Mark", "FooterEven"),
    "matrix": (
        *(*TEXTS, "Heading1", "Heading2", "Note"),
        *(table_style(name, size) for name in TABLES for size in _SIZES_PT),
    ),
    "handouts": (*TEXTS, "Heading1", *(table_style(name, 10.5) for name in TABLES)),
}


def template(name: str) -> Any:
    return opened(TEMPLATES / f"{name}.docx")


def test_every_template_is_one_that_an_exporter_uses() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {f"{name}.docx" for name in USED}


@pytest.mark.parametrize("name", USED)
def test_a_template_has_the_styles_that_exporters_use_and_shows_them(name: str) -> None:
    found = template(name)
    ids = {style.style_id for style in found.styles}
    assert ids >= {*USED[name], "TableGrid"}
    shown = {paragraph.style.style_id for paragraph in found.paragraphs}
    assert shown >= set(USED[name])


@pytest.mark.parametrize("name", USED)
def test_nothing_is_found_wrong_with_a_template(name: str, assert_clean: Any) -> None:
    assert_clean(TEMPLATES / f"{name}.docx")


@pytest.mark.parametrize("name", USED)
def test_nothing_of_what_a_template_shows_is_in_a_document(name: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    path.write_bytes(WordFile("题", name).saved())
    written = opened(path)
    assert written.paragraphs == []
    assert ABOVE not in {style.style_id for style in written.styles}


@pytest.mark.parametrize("size", _SIZES_PT)
def test_a_line_of_a_table_is_as_high_as_the_layout_reckons(size: float) -> None:
    styles = {style.style_id: style for style in template("matrix").styles}
    for name in TABLES:
        style = styles[table_style(name, size)]
        assert style.font.size == Pt(size)
        assert style.paragraph_format.line_spacing == Pt(table_line(size))


def test_documents_follow_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = template("plain")
    changed.styles["Body Text"].font.size = Pt(13)
    changed.sections[0].left_margin = Mm(40)
    (tmp_path / "templates").mkdir()
    changed.save(str(tmp_path / "templates" / "plain.docx"))
    monkeypatch.setattr(frames, "files", lambda _package: tmp_path)
    monkeypatch.setattr(document, "frame", frames.frame.__wrapped__)
    word_file = WordFile("题", "plain")
    assert word_file.page.inner == 210 - 40 - 26
    (tmp_path / "out.docx").write_bytes(word_file.saved())
    styles: Any = opened(tmp_path / "out.docx").styles
    assert styles["Body Text"].font.size == Pt(13)


@pytest.mark.parametrize("name", USED)
def test_ids_that_word_has_changed_are_restored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = WordFile("题", name).saved()
    (tmp_path / "templates").mkdir()
    with (
        zipfile.ZipFile(TEMPLATES / f"{name}.docx") as source,
        zipfile.ZipFile(tmp_path / "templates" / f"{name}.docx", "w") as changed,
    ):
        ids = {style.style_id for style in template(name).styles}
        for member in source.namelist():
            data = source.read(member)
            for number, style_id in enumerate(sorted(ids)):
                use = rf'(styleId|(?:basedOn|next|pStyle) w:val)="{style_id}"'
                data = re.sub(use.encode(), rf'\1="a{number}"'.encode(), data)
            changed.writestr(member, data)
    monkeypatch.setattr(frames, "files", lambda _package: tmp_path)
    monkeypatch.setattr(document, "frame", frames.frame.__wrapped__)
    renamed = tmp_path / "templates" / f"{name}.docx"
    assert {style.style_id for style in opened(renamed).styles}.isdisjoint(ids)
    assert WordFile("题", name).saved() == before
