"""What stands in the page, without a browser."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from pages import HOSTILE, Page, Write, measures


def test_every_measure_stands_in_the_outline_and_in_the_matrix(write: Write) -> None:
    page = Page(write())
    assert page.count("article") == 44
    for measure in measures():
        assert page.text.count(measure["text"]) == 2


def test_without_a_matrix_there_is_none(write: Write) -> None:
    page = Page(write("--no-matrix"))
    assert page.count("table") == 0
    assert page.count("article") == 44
    assert all(page.text.count(measure["text"]) == 1 for measure in measures())


@pytest.mark.parametrize(
    ("language", "tag", "word", "other"),
    [
        ("zh", "zh-CN", "牵头单位：", "Lead departments"),
        ("en", "en", "Lead departments: ", "牵头单位"),
    ],
)
def test_the_page_speaks_the_language_of_its_plan(
    write: Write, language: str, tag: str, word: str, other: str
) -> None:
    page = Page(write(language=language))
    assert ("html", {"lang": tag}) in page.tags
    assert word in page.text
    assert other not in page.text


def test_what_a_query_found_is_marked(write: Write) -> None:
    page = Page(write("--where", "湿地"))
    assert page.count("mark") == sum(len(m["matches"]) for m in measures("--where", "湿地")) > 3
    assert "查询：湿地" in page.text


def test_an_empty_selection_is_a_whole_page(write: Write) -> None:
    page = Page(write("--where", "no:99"))
    assert "没有措施。" in page.text
    assert page.count("table") == 0


def test_nothing_is_fetched_and_only_the_page_itself_may_act(write: Write) -> None:
    page = Page(write(plan=HOSTILE))
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert policy is not None
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        digest = hashlib.sha256(page.inside[tag].encode()).digest()
        assert f"{directive} 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"https?:|@import|url\(", page.inside["style"] + page.inside["script"])
    for _tag, attributes in page.tags:
        assert not attributes.keys() & {"src", "srcset", "style", "action"}
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_hostile_texts_add_no_element(write: Write) -> None:
    page = Page(write(plan=HOSTILE))
    tags = {tag for tag, _attributes in page.tags}
    assert not tags & {"img", "iframe"}
    # What the page itself has, whatever the plan says.
    assert tags - {tag for tag, _attributes in Page(write()).tags} == set()
    assert (page.count("script"), page.count("style"), page.count("article")) == (1, 1, 3)
    assert "<script>pwned('text')</script>" in page.text
    assert "\u202e" not in page.source
    assert "<b>X</b>" in page.text


def test_the_letters_are_those_of_the_scheme(write: Write) -> None:
    page = Page(write("--scheme", "literal", "--where", "no:1"))
    cells = re.findall(r"<td[^>]*>([^<]*)", page.source)
    assert cells == ["牵", "牵", "参"]
