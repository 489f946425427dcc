"""What was selected, in words."""

from __future__ import annotations

import pytest

from ecotui.model.plan import Plan
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

VIEWS = {"湿地牵头": "section:湿地 lead:林业厅", "两层": "@湿地牵头 -no:8"}


@pytest.mark.parametrize(
    ("query", "chinese", "english"),
    [
        ("", "", ""),
        ("section:湿地", "湿地生态保护补偿", "湿地生态保护补偿"),
        ("节:sdst", "湿地生态保护补偿", "湿地生态保护补偿"),
        ("section:森林,草原", "森林生态保护补偿、草原生态保护补偿", None),
        ("section:3", "湿地生态保护补偿、推进横向生态保护补偿", None),
        ("section:补偿", "标题含“补偿”", "under headings with “补偿”"),
        ("chapter:2", "机制创新", "机制创新"),
        ("lead:lyt", "林业厅牵头", "led by 林业厅"),
        ("lead:林业厅,发改委", "林业厅或省发展改革委牵头", "led by 林业厅 or 省发展改革委"),
        ("first:林业厅", "林业厅首位牵头", "led first by 林业厅"),
        ("with:财政厅", "财政厅参加", "with 财政厅 participating"),
        ("dept:水利厅", "涉及水利厅", "involving 水利厅"),
        ("-dept:水利厅", "不涉及水利厅", "not involving 水利厅"),
        ("-lead:林业厅", "不由林业厅牵头", "not led by 林业厅"),
        ("-with:财政厅", "财政厅不参加", "without 财政厅 participating"),
        ("no:7-12", "第 7–12 条", "measures 7–12"),
        ("no:3", "第 3 条", "measure 3"),
        ("no:1,3,7-12", "第 1、3、7–12 条", "measures 1, 3, 7–12"),
        ("no:1,3,5,7,9,11,13-14", "选定的 8 条", "8 selected measures"),
        ("-no:3", "不含第 3 条", "except measure 3"),
        ("-section:湿地", "不含湿地生态保护补偿", "except 湿地生态保护补偿"),
        ("due:2018", "2018年到期", "due in 2018"),
        ("due:<2019-01", "2019年1月前到期", "due before 2019-01"),
        ("due:>2018-12-31", "2018年12月31日后到期", "due after 2018-12-31"),
        ("due:none", "未定完成时限", "without a due date"),
        ("is:joint", "多个单位牵头", "with several lead departments"),
        ("is:solo", "无参加单位", "without participating departments"),
        ("补偿", "含“补偿”", "containing “补偿”"),
        ("-补偿", "不含“补偿”", "not containing “补偿”"),
        # What is typed in pinyin is no word of a document.
        ("shengtai", "含“生态”", None),
        ("shengtai,示范", "含“生态”或“示范”", None),
        ("-stbcbz", "不含“生态补偿标准”", None),
        ("s", "选定的 44 条", "44 selected measures"),
        ("section:buchang", "标题含“补偿”", None),
        ("zzzz", "含“zzzz”", "containing “zzzz”"),
        ("试点,示范", "含“试点”或“示范”", "containing “试点” or “示范”"),
        ("@湿地牵头", "湿地生态保护补偿，林业厅牵头", None),
        ("@两层", "湿地生态保护补偿，林业厅牵头，不含第 8 条", None),
        (
            "lead:林业厅 -with:财政厅 no:7-12 补偿标准",
            "林业厅牵头，财政厅不参加，第 7–12 条，含“补偿标准”",
            "led by 林业厅, without 财政厅 participating, measures 7–12, containing “补偿标准”",
        ),
    ],
)
def test_a_query_is_told_in_words(
    plan: Plan, query: str, chinese: str, english: str | None
) -> None:
    index = Index(plan)
    assert select(index, query, views=VIEWS).described == chinese
    if english is not None:
        assert select(index, query, views=VIEWS, language="en").described == english


def test_marked_measures_are_counted_where_no_query_names_them(plan: Plan) -> None:
    index = Index(plan)
    chosen = Selection(index, "", 0b10101, marked=True)
    assert chosen.described == "选定的 3 条"
    assert chosen.first(1).described == "选定的 3 条"
    assert Selection(index, "", 1, (), "en", marked=True).described == "1 selected measure"
    assert select(index).first(3).described == ""


def test_a_selection_with_the_marks_of_the_standard_has_the_same_measures(plan: Plan) -> None:
    selection = select(plan, "section:湿地 优先")
    made = selection.punctuated()
    assert [one.id for one in made.measures] == [one.id for one in selection.measures]
    assert "范围，优先推进若尔盖" in made.measures[0].text
    assert "范围,优先推进若尔盖" in selection.measures[0].text
    assert made.described == selection.described
    assert made.departments == selection.departments
    english = plan._replace(language="en")
    assert select(english).punctuated().measures == select(english).measures


def test_a_document_is_in_the_language_of_its_plan(plan: Plan) -> None:
    chinese = select(plan, "no:7", language="en")
    assert chinese.as_document().described == "第 7 条"
    assert chinese.described == "measure 7"
    english = select(plan._replace(language="en-GB"), "no:7")
    assert english.as_document().language == "en"
    assert english.as_document().measures == english.measures
    # Of several plans, that of what is selected.
    both = Index((plan._replace(id="e", language="en"), plan))
    assert select(both, "no:7", language="zh").as_document().language == "en"
    assert select(both).split("plan")[1][1].as_document().language == "zh"


def test_headings_of_an_english_plan_have_decimal_numbers(plan: Plan) -> None:
    labels = [heading.label for heading in Index(plan._replace(language="en")).headings]
    assert labels[:3] == ["1 ", "1.1 ", "1.2 "]
    assert labels[7:9] == ["2 ", "2.1 "]
    assert [heading.label for heading in Index(plan).headings][:2] == ["一、", "（一）"]
