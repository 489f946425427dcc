"""Web pages become what a browser shows."""

from __future__ import annotations

import re
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui import i18n
from ecotui.importing.blocks import Block, Cell, Note, Paragraph, Table
from ecotui.model.toml import PlanError
from ecotui.plugins.readers.html import Reader


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def read(page: str | bytes) -> list[Block]:
    return list(Reader().blocks(page if isinstance(page, bytes) else page.encode(), "a.html"))


def wholes(page: str | bytes) -> list[str]:
    return [block.whole for block in read(page) if isinstance(block, Paragraph)]


def grids(page: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in read(page)
        if isinstance(block, Table)
    ]


# -- text


def test_paragraphs_headings_and_their_places() -> None:
    page = """<html><head><title>网站</title></head><body><h1>方案</h1>
    <div>前<h3>一、总则</h3>后<p>　　（一）甲&nbsp;乙<b>丙</b>\n丁&#12288;</p></div></body>"""
    found = [block for block in read(page) if isinstance(block, Paragraph)]
    assert [(b.text, b.level, b.place.paragraph) for b in found] == [
        ("方案", 1, 1),
        ("前", 0, 2),
        ("一、总则", 3, 3),
        ("后", 0, 4),
        ("（一）甲 乙丙 丁", 0, 5),
    ]


@pytest.mark.parametrize(
    ("markup", "bold"),
    [
        ("<b>a</b>", True),
        ("<strong>a<i>b</i></strong> ", True),
        ("<b>a</b>b", False),
        ("<span style='color:red; font-weight: bold'>a</span>", True),
        ("<b>a<span style='font-weight:normal'>b</span></b>", False),
        ("<b></b>a", False),
    ],
)
def test_only_a_paragraph_that_is_bold_all_over_is_bold(markup: str, bold: bool) -> None:
    (found,) = read(f"<p>{markup}</p>")
    assert isinstance(found, Paragraph)
    assert found.bold is bold


@pytest.mark.parametrize(
    ("page", "centred"),
    [
        ("<p align=center>a</p>", True),
        ("<center>a</center>", True),
        ("<div style='TEXT-ALIGN: center'><p><span>a</span></p></div>", True),
        ("<div align=center><p align=left>a</p></div>", False),
        ("<p>a</p>", False),
    ],
)
def test_what_is_centred_is_known(page: str, centred: bool) -> None:
    (found,) = read(page)
    assert isinstance(found, Paragraph)
    assert found.centred is centred


def test_what_is_no_text_of_the_page_is_skipped() -> None:
    page = """<header>网站</header><nav><ul><li>首页</ul></nav><script>var a = "<p>x</p>"</script>
    <style>p {}</style><p>甲</p><article><header><h1>题</h1></header>乙</article><!-- 无 -->
    <aside>广告</aside><footer>版权</footer><noscript>请启用</noscript>"""
    assert wholes(page) == ["甲", "题", "乙"]
    assert [block.message for block in read(page) if isinstance(block, Note)] == [
        "what stands beside the text of the page is left out: header, nav, aside, footer, noscript"
    ]


@pytest.mark.parametrize(
    "how",
    ["hidden", "style='display:none'", "style='DISPLAY : none !important'", "style='mso-hide:all'"],
)
def test_hidden_text_is_left_out_and_reported(how: str) -> None:
    found = read(f"<p>甲<span {how}>乙</span>丙</p><div {how}></div>")
    assert [block.whole for block in found if isinstance(block, Paragraph)] == ["甲丙"]
    assert [block.message for block in found if isinstance(block, Note)] == [
        "hidden text is left out: 乙"
    ]


def said(page: str) -> list[str]:
    return [block.message for block in read(page) if isinstance(block, Note)]


@pytest.mark.parametrize(
    "struck",
    [
        "<del>{}</del>",
        "<s>{}</s>",
        "<strike>{}</strike>",
        "<span style='text-decoration: line-through'>{}</span>",
        "<span style='TEXT-DECORATION:underline Line-Through red'>{}</span>",
        "<span style='text-decoration-line:line-through'><b>{}</b></span>",
        # As Excel saves it.
        "<style>.x {{x:y}} .a, td.b {{text-decoration:line-through}}</style><i class='c b'>{}</i>",
    ],
)
def test_struck_text_is_left_out_and_reported_however_it_is_struck(struck: str) -> None:
    page = "<p>完成" + struck.format("42<br>") + "50条</p>"
    assert wholes(page) == ["完成50条"]
    assert said(page) == ["struck text is left out: 42"]
    row = "<tr><td>甲</td>{}<td>丙</td></tr>"
    cell = row.format("<td>" + struck.format("乙") + "</td>")
    assert grids(f"<table>{cell}{cell}</table>") == [[["甲", "", "丙"]] * 2]


def test_a_cell_or_a_row_that_is_struck_keeps_its_place() -> None:
    how = "style='text-decoration:line-through'"
    rows = f"<tr><td>甲<td {how}>乙<td>丙</tr><tr {how}><td>丁<td>戊<td>己</tr>"
    assert grids(f"<table>{rows}</table>") == [[["甲", "", "丙"], ["", "", ""]]]
    assert wholes(f"<p style='text-decoration:underline'>甲</p><p {how}>乙</p>") == ["甲"]


@pytest.mark.parametrize(
    "rule",
    [
        ".hide{display:none}",
        "p.hide , .other { DISPLAY: none !important }",
        "<!-- .x{a:b} #hide{visibility:hidden} -->",
        "/* of tips */ .article .hide{display:none;}",
    ],
)
def test_what_a_style_sheet_hides_is_read_and_said(rule: str) -> None:
    page = f"<style>{rule}</style><p>甲</p><p class='hide' id='hide'>乙<b class=hide>丙</b></p>"
    assert wholes(page) == ["甲", "乙丙"]
    assert said(page) == ["text hidden by a style sheet is read too: 乙丙"]


@pytest.mark.parametrize(
    "rule",
    [
        "@media print{.hide{display:none} .x{a:b}}",
        "@media (max-width:600px){.x{a:b}.hide{display:none}}",
        ".hide:hover{display:none}",
        ".hide{display:block}",
        ".hide .other{display:none}",
    ],
)
def test_what_it_hides_at_times_or_elsewhere_needs_no_word(rule: str) -> None:
    assert said(f"<style>{rule}</style><p class='hide'>甲</p>") == []


def test_headers_footers_and_comments_of_office_programs_are_left_out_and_reported() -> None:
    page = """<div title="header"><p>内部资料</p></div><p>甲</p>
    <table><tr><td>乙</td></tr><tr><td><comment>需改为<br>市住建局</comment>丙</td></tr>
    <tr><td>丁</td><td>戊</td></tr></table>
    <div style='mso-element:comment-list'><div style='mso-element:comment'>己</div></div>
    <div title="footer"><p><span>— <sdfield type=page>3</sdfield> —</span></p></div>"""
    assert wholes(page) == ["甲"]
    assert grids(page) == [[["乙", ""], ["丙", ""], ["丁", "戊"]]]
    assert [(one.message, one.place.row) for one in read(page) if isinstance(one, Note)] == [
        ("header or footer left out: 内部资料", None),
        ("comment left out: 需改为市住建局", 2),
        ("comment left out: 己", None),
    ]


def test_a_formula_is_said_to_be_read_by_its_characters() -> None:
    page = "<p>达标率<math><mfrac><mn>30</mn><mn>100</mn></mfrac></math>以上</p>"
    assert wholes(page) == ["达标率30100以上"]
    assert said(page) == ["a formula is read as “30100”; compare it with the document"]


@pytest.mark.parametrize(
    ("field", "is_said"),
    [
        ("<input value='市卫生健康委'>", True),
        ("<input type=date value='2026-06-30'>", True),
        ("<input type=checkbox value=甲 checked>", True),
        ("<input type=radio value=甲>", False),
        ("<input type=hidden value=甲>", False),
        ("<input type=submit value=提交>", False),
        ("<input type=text value=' '>", False),
        ("<select><option>甲</select>", True),
        ("<textarea>甲</textarea>", True),
    ],
)
def test_what_is_filled_into_a_form_is_said_to_be_left_out(field: str, is_said: bool) -> None:
    name = field[1:].partition(" ")[0].partition(">")[0]
    message = f"what stands beside the text of the page is left out: {name}"
    assert said(f"<p>甲{field}乙</p>") == [message] * is_said


def test_the_reading_of_a_word_is_no_part_of_it() -> None:
    page = "<p><ruby>治<rp>(</rp><rt>zhì</rt><rp>)</rp>理<rt>lǐ</rt></ruby>河道</p>"
    assert wholes(page) == ["治理河道"]
    assert said(page) == []


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>关于印发<br>方案的通知</p>", ["关于印发\n方案的通知"]),
        ("<p>　　一、甲<br>　　二、乙<br>&nbsp;&nbsp;三、丙</p>", ["一、甲", "二、乙", "三、丙"]),
        ("<p>　　一、甲<br />\n　　二、乙</p>", ["一、甲", "二、乙"]),
        ("<p>甲<br><br> <br>乙<br>丙</p>", ["甲", "乙\n丙"]),
        ("<div>甲<br>乙<br></div>丙", ["甲", "乙", "丙"]),
        ("<div><font>甲<br>乙</font></div>", ["甲", "乙"]),
        ("<pre>一、甲\n  （一）乙\n</pre>", ["一、甲", "（一）乙"]),
        ("甲<p>乙<p>丙</p>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<!-- x -->乙<?php x ?>丙</p>", ["甲乙丙"]),
        ("<dl><dt>甲<dd>乙</dl>", ["甲", "乙"]),
        ("<p>a<script>x</script>b</p>", ["ab"]),
        ("<p>&lt;甲&gt; &amp; &#x4E00;</p>", ["<甲> & 一"]),
    ],
)
def test_breaks_part_paragraphs_where_an_author_means_that(page: str, texts: list[str]) -> None:
    assert wholes(page) == texts


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol><li>500万元<li>乙</ol>", ["1. 500万元", "2.乙"]),
        (
            "<ol start=3 type=a><li>甲<li value=7>乙<li><p>丙</p><p>丁</p></ol>",
            ["c.甲", "g.乙", "h.丙", "丁"],
        ),
        ("<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style: none inside'><li>甲</ol>", ["甲"]),
        ("<ul><li>甲<ol><li>乙</ol>丙<li></ul>丁", ["•甲", "1.乙", "丙", "丁"]),
        ("<ul type=square style='list-style:square'><li>甲</ul>", ["■甲"]),
        ("<li>甲", ["甲"]),
    ],
)
def test_lists_are_numbered_as_a_browser_does(page: str, texts: list[str]) -> None:
    assert wholes(page) == texts


@pytest.mark.parametrize("claim", ["gb2312", "utf-8", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_encoding_is_what_it_is_whatever_the_page_claims(claim: str, encoding: str) -> None:
    page = f'<?xml version="1.0" encoding="{claim}"?><html><meta charset={claim}><p>省林业厅㙍'
    assert wholes(page.encode(encoding)) == ["省林业厅㙍"]


# -- tables


def test_spans_are_resolved_and_heads_known() -> None:
    page = """<table><caption>任务表</caption><thead><tr><td colspan=3>题</thead><tbody>
    <tr><th>序号<th>任务<th>单位
    <tr><td rowspan=2>1<td>甲<td rowspan=2>省厅<br>市局
    <tr><td>乙
    <tr><th>2<td colspan=2>丙</table>"""
    caption, table = read(page)
    assert isinstance(caption, Paragraph)
    assert caption.text == "任务表"
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["题", "题", "题"],
        ["序号", "任务", "单位"],
        ["1", "甲", "省厅\n市局"],
        ["1", "乙", "省厅\n市局"],
        ["2", "丙", "丙"],
    ]
    assert [row.head for row in table.rows] == [True, True, False, False, False]
    assert [(c.across, c.down) for c in table.rows[0].cells][1:] == [(True, False), (True, False)]
    assert [c.down for c in table.rows[3].cells] == [True, False, True]
    assert [(row.place.table, row.place.row) for row in table.rows] == [(1, n) for n in range(1, 6)]


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [["a", "b"], ["a", "c"], ["a", "d"]]),
        ("<tr><td rowspan=99>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]]),
        ("<tr><td colspan=0>a<td colspan=-3>b<td colspan=x>c", [["a", "b", "c"]]),
        ("<tr><td>a<td rowspan=2>b<tr><td colspan=3>c", [["a", "b"], ["c", "b"]]),
        ("<tr><td>a<td>b<tr><td>c", [["a", "b"], ["c", ""]]),
        ("<tr><td>a<td>b<tr><td><tr>", [["a", "b"], ["", ""]]),
        (
            "<thead><tr><td rowspan=3>a<td>b<tbody><tr><td>c<td>d</tbody>",
            [["a", "b"], ["c", "d"]],
        ),
        (
            "<tr><td rowspan=2>a<td rowspan=2>b<tr></tr><tr><td>c<td>d",
            [["a", "b"]] * 2 + [["c", "d"]],
        ),
        ("<td>a<td>b", [["a", "b"]]),
    ],
)
def test_bad_spans_are_clamped(rows: str, grid: list[list[str]]) -> None:
    assert grids(f"<table>{rows}</table>") == [grid]


def test_a_span_over_more_columns_than_any_table_has_is_cut() -> None:
    (grid,) = grids("<table><tr><td colspan=999999>a<td>b</table>")
    assert len(grid[0]) < 300


@pytest.mark.parametrize("left_open", ["<center>乙", "乙<wbr>", "<ul><li>乙", "<div><nobr>乙"])
def test_a_cell_without_an_end_ends_where_the_next_begins(left_open: str) -> None:
    page = f"<table><tr><td>甲<td>{left_open}<td>丙<td>丁</tr><tr><td>1<td>2<td>3<td>4</table>"
    [[first, second]] = grids(page)
    assert [first[0], first[1].strip("•"), *first[2:]] == ["甲", "乙", "丙", "丁"]
    assert second == ["1", "2", "3", "4"]


def test_a_row_without_an_end_ends_where_the_next_begins() -> None:
    page = "<table><tr><td>甲<td><center>乙<tr><td>丙<td>丁</table>后"
    assert grids(page) == [[["甲", "乙"], ["丙", "丁"]]]
    inner = "<table><tr><td>甲<td>乙<table><tr><td>1<td>2</table><td>丙<tr><td>3<td>4<td>5</table>"
    assert [["甲", "乙", "丙"], ["3", "4", "5"]] in grids(inner)


def test_what_a_style_makes_a_line_is_one() -> None:
    line = "<span style='display:block'>{}</span>"
    page = f"<table><tr><td>甲<td>{line.format(100)}{line.format(200)}</table>"
    assert grids(page) == [[["甲", "100\n200"]]]
    assert wholes(f"<p>{line.format('甲')}{line.format('乙')}</p>") == ["甲", "乙"]
    assert wholes("<p>甲<b style='display: inline-block'>乙</b></p>") == ["甲乙"]


def test_paragraphs_and_lists_in_a_cell_are_its_lines() -> None:
    page = "<table><tr><td><p>甲</p><p>乙</p><td><ol><li>丙<li>丁</ol><tr><td>a<br>b<td>c</table>"
    assert grids(page) == [[["甲\n乙", "1.丙\n2.丁"], ["a\nb", "c"]]]


DATA = "<table><tr><td>序号<td>任务<tr><td>1<td>甲</table>"


def test_tables_that_only_lay_out_the_page_are_looked_through_and_rows_read_once() -> None:
    page = DATA
    for _depth in range(3):
        page = f"<table><tr><td>题</td></tr><tr><td>{page}</td></tr></table>"
    found = read(f"{page}<table><tr><td><p>框<p>内</table>")
    assert [b.text for b in found if isinstance(b, Paragraph)] == ["题"] * 3 + ["框", "内"]
    assert grids(page) == [[["序号", "任务"], ["1", "甲"]]]


def test_a_table_inside_a_cell_of_data_is_a_table_of_its_own_after_it() -> None:
    page = f"<table><tr><td>a<td>b<tr><td>c{DATA}d<td>e<tr><td>f<td>g</table>"
    outer, inner = grids(page)
    assert outer == [["a", "b"], ["c\nd", "e"], ["f", "g"]]
    assert inner == [["序号", "任务"], ["1", "甲"]]


# -- pages that mean harm, and files that are none


def refused(page: bytes) -> str:
    with pytest.raises(PlanError) as caught:
        read(page)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ol><li", "b"])
def test_a_page_that_is_nested_deeply_is_read_whole_or_refused(tag: str) -> None:
    for depth in (100, 400, 600):
        assert "甲" in "".join(wholes(f"<{tag}>" * depth + "甲"))
    assert "nested deeper" in refused(f"<{tag}>".encode() * 5000 + "甲".encode())


def test_a_page_that_is_too_large_is_refused_at_once() -> None:
    assert "larger than any" in refused(b"<p>" + b"x" * 65_000_000)


def test_a_table_that_grows_when_it_is_resolved_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecotui.plugins.readers.html.MOST_CELLS", 30_000)
    rows = "<tr><td colspan=200 rowspan=0>a" + "<tr><td>" * 200
    assert "more than 3000000 cells" in refused(f"<table>{rows}</table>".encode())


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", never)
    page = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" '
        '[<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<base href="http://127.0.0.1:9/"><link rel=stylesheet href=a.css><img src=b.png>'
        "<iframe src=c.html></iframe><p>&a;甲"
    )
    assert "root:" not in "".join(wholes(page))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4", "a PDF"),
        (b"{\\rtf1", "Rich Text"),
        (b"MIME-Version: 1.0\r\n", "a web archive"),
    ],
)
def test_a_file_of_another_format_is_named(data: bytes, said: str) -> None:
    assert said in refused(data)


@pytest.mark.parametrize("page", ["", " ", "<!-- -->", "<", "</p>", "<table>", "<tr>", "</html>"])
def test_a_page_with_nothing_on_it_has_no_blocks(page: str) -> None:
    assert [block for block in read(page) if not isinstance(block, Paragraph)] == []


TAGS = "table tr td th thead tbody caption p div br li ol ul h2 b pre center header article script"
MARKUP = st.one_of(
    st.sampled_from(TAGS.split()).map("<{}>".format),
    st.sampled_from(TAGS.split()).map("</{}>".format),
    st.sampled_from(["td", "th"]).flatmap(
        lambda tag: st.tuples(st.integers(-1, 300), st.integers(-1, 99999)).map(
            lambda spans: f"<{tag} colspan={spans[0]} rowspan={spans[1]}>"
        )
    ),
    st.text(st.sampled_from("甲乙 \n\u3000\xa0<>&;x"), max_size=4),
)


@given(st.lists(MARKUP, max_size=60).map("".join))
def test_any_markup_is_read_and_its_tables_are_grids(page: str) -> None:
    for block in read(page):
        if isinstance(block, Table):
            assert len({len(row.cells) for row in block.rows}) == 1
        elif isinstance(block, Paragraph):
            assert block.text.strip()


WITH_ALL = "<h1>题</h1><ol><li>甲</ol>" + DATA + "<p align=center><b>乙</b><br>丙</p>"


@given(
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    st.lists(st.tuples(st.integers(0, 999), st.binary(max_size=4)), max_size=6),
)
def test_any_damaged_page_is_read_or_refused(encoding: str, edits: list[tuple[int, bytes]]) -> None:
    data = WITH_ALL.encode(encoding)
    for at, piece in edits:
        at %= len(data)
        data = data[:at] + piece + data[at + len(piece) :]
    try:
        read(data)
    except PlanError as error:
        assert re.match(r"a\.html(:\d+)?: ", str(error))
        assert "\n" not in str(error)


@pytest.mark.parametrize("markup", ["<sup>8</sup>", "<span style='vertical-align:super'>8</span>"])
def test_a_digit_above_the_line_stays_above_it(markup: str) -> None:
    page = f"<p>减排10{markup}吨CO<sub>2</sub>，5<sup>th</sup></p>"
    assert wholes(page) == ["减排10⁸吨CO₂，5th"]


@pytest.mark.parametrize(
    "row", ["<tr><td rowspan=65534>甲</td></tr>", "<tr></tr>", "<tr><td>乙</td></tr>"]
)
def test_spans_of_rows_give_no_more_than_the_rows_have_columns(row: str) -> None:
    """A page of spans takes as long as its table is large, and each row is no wider than any."""
    head = "<tr>" + "<td rowspan=65534>甲</td>" * 100 + "</tr>"
    begun = time.process_time()
    [table] = read(f"<table border=1>{head}{row * 5000}</table>")
    assert time.process_time() - begun < 4
    assert isinstance(table, Table)
    assert len({len(found.cells) for found in table.rows}) == 1
    assert len(table.rows[0].cells) <= 201
    assert table.rows[-1].cells[0] == Cell("甲", down=True)


def test_rows_without_cells_below_spans_of_different_lengths() -> None:
    page = (
        "<table><tr><td rowspan=3>甲</td><td rowspan=5>乙</td><td>丙</td></tr>"
        "<tr></tr><tr></tr><tr></tr><tr></tr><tr><td>丁</td><td>戊</td></tr></table>"
    )
    assert grids(page) == [
        [
            ["甲", "乙", "丙"],
            ["甲", "乙", ""],
            ["甲", "乙", ""],
            ["", "乙", ""],
            ["", "乙", ""],
            ["丁", "戊", ""],
        ]
    ]


@pytest.mark.parametrize("end", ["</body></html>", "</BODY></HTML>\n<html><body>", "</html >"])
def test_what_stands_behind_the_end_of_a_page_is_read(end: str) -> None:
    page = f"<html><body><p>修堤。</p>{end}<p>打井。</p></body></html>"
    found = Reader().blocks(page.encode(), "a.html")
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["修堤。", "打井。"]


def test_an_embed_takes_no_text_that_follows_it() -> None:
    page = (
        "<div><embed src='banner.swf'><p>1.建园。（甲局牵头）</p><p>2.养护。（乙局牵头）</p></div>"
    )
    texts = [block.text for block in read(page) if isinstance(block, Paragraph)]
    assert texts == ["1.建园。（甲局牵头）", "2.养护。（乙局牵头）"]


@pytest.mark.parametrize(
    ("link", "is_told"),
    [
        ('<a href="https://example.com/a">标准</a>', True),
        ('<a href="./P020.doc">附件</a>', True),
        ('<a href="mailto:a@example.com">来信</a>', True),
        ('<a href="https://example.com/">https://example.com</a>', False),
        ('<a href="#one">一</a><a href="javascript:void(0)">打印</a><a name="x">二</a>', False),
        ('<a href="/home"><img alt=""></a>', False),
    ],
)
def test_addresses_that_links_do_not_show_are_told(link: str, is_told: bool) -> None:
    told = [block.message for block in read(f"<p>见{link}。") if isinstance(block, Note)]
    assert ("addresses behind links are left out" in told) is is_told


def test_the_mark_of_a_comment_is_no_text() -> None:
    page = (
        '<p>盘活土地。<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">'
        "[李明1]</a></span>新增500亩。<a class=msocomanchor>[李明2]</a></p>"
    )
    assert wholes(page) == ["盘活土地。新增500亩。"]
