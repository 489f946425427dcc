"""What an export is about, and the name that its file gets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ecotui import i18n
from ecotui.exporting.names import MAX_BYTES, default_name, department_of
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

Exporting = Callable[..., Registry]


@pytest.mark.parametrize(
    ("query", "department"),
    [
        ("", ""),
        ("dept:环境保护厅", "环境保护厅"),
        ("lead:hbt 湿地", "环境保护厅"),
        ("lead:林业厅 with:林业厅", "林业厅"),
        ("lead:林业厅 with:财政厅", ""),
        ("lead:林业厅,财政厅", ""),
        ("-dept:环境保护厅", ""),
        ("湿地", ""),
    ],
)
def test_one_department_is_what_the_query_asks_for(
    index: Index, query: str, department: str
) -> None:
    assert department_of(select(index, query)) == department


@pytest.mark.parametrize(
    ("query", "exporter", "language", "name"),
    [
        ("dept:环境保护厅", "raci-xlsx", "zh", "环境保护厅-RACI矩阵.xlsx"),
        ("dept:hbt", "handouts", "zh", "环境保护厅-任务清单"),
        ("", "raci-docx", "zh", "四川省健全生态保护补偿机制-RACI矩阵.docx"),
        ("", "json", "en", "四川省健全生态保护补偿机制-Data.json"),
        ("section:sd", "raci-xlsx", "en", "湿地生态保护补偿-RACI-matrix.xlsx"),
        ("lead:水利厅 with:财政厅 补偿", "docx", "zh", "水利厅-财政厅-补偿-措施全文.docx"),
        ("no:7-9,12", "raci-csv", "zh", "四川省健全生态保护补偿机制-4条措施-RACI矩阵.csv"),
        ("no:7", "raci-csv", "zh", "四川省健全生态保护补偿机制-措施7-RACI矩阵.csv"),
        ("no:7-9 湿地", "raci-csv", "en", "湿地-2-measures-RACI-matrix.csv"),
        ("-is:joint", "toml", "zh", "四川省健全生态保护补偿机制-方案文件.toml"),
    ],
)
def test_a_file_is_called_after_what_is_in_it(
    index: Index, query: str, exporter: str, language: str, name: str
) -> None:
    i18n.use(language)
    assert default_name(Registry(plugins=False).exporter(exporter), select(index, query)) == name


def test_the_department_of_an_option_stands_first(index: Index) -> None:
    listed = Registry(plugins=False).exporter("docx")
    assert default_name(listed, select(index, "湿地"), "水利厅") == "水利厅-湿地-Measures.docx"
    assert (
        default_name(listed, select(index, "湿地 lead:水利厅"), "水利厅")
        == "湿地-水利厅-Measures.docx"
    )


@pytest.mark.parametrize(
    ("changes", "title", "name"),
    [
        ({}, "小方案", "小-mine.txt"),
        ({"extensions": ("mine", "txt")}, "小方案", "小-mine.mine"),
        ({"extensions": ()}, "小方案", "小-mine"),
        ({"kind": "tree"}, "小方案", "小-mine"),
        ({"title": "../a (x)"}, "../b\x1b[31m 四川", "b-31m-四川-a.txt"),
        ({"title": "~"}, "..", "small.txt"),
    ],
)
def test_no_character_of_a_name_can_hurt(
    exporting: Exporting, selection: Selection, changes: dict[str, object], title: str, name: str
) -> None:
    plan = selection.plan._replace(title=title)
    listed = exporting("pass", **{"title": "mine", **changes}).exporter("mine")
    assert default_name(listed, Selection(Index(plan), "", 0)) == name


def test_a_name_is_short_enough_for_a_file(index: Index) -> None:
    listed = Registry(plugins=False).exporter("raci-xlsx")
    name = default_name(listed, select(index, f'"{"补偿" * 200}"'))
    assert len(name.encode()) <= MAX_BYTES + len("-.xlsx")
    assert name.endswith("RACI-matrix.xlsx")
    assert name.startswith("补偿")


def test_marked_measures_whose_numbers_repeat_are_counted(index: Index) -> None:
    i18n.use("zh")
    listed = Registry(plugins=False).exporter("raci-xlsx")
    name = default_name(listed, Selection(index, "", 0b111))
    assert name == "四川省健全生态保护补偿机制-3条措施-RACI矩阵.xlsx"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh", "四川省健全生态保护补偿机制等2份方案-RACI矩阵.xlsx"),
        ("en", "四川省健全生态保护补偿机制-and-others-2-plans-RACI-matrix.xlsx"),
    ],
)
def test_several_plans_are_not_called_after_the_first_alone(
    index: Index, language: str, name: str
) -> None:
    i18n.use(language)
    both = Index([index.plans[0], index.plans[0]._replace(id="other", title="别的方案")])
    listed = Registry(plugins=False).exporter("raci-xlsx")
    assert default_name(listed, select(both, "")) == name
