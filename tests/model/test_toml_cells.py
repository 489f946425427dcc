"""Letters are set in the text of a plan, and everything else in it stays."""

from __future__ import annotations

import pytest
from hypothesis import given

from ecotui.model.plan import Plan
from ecotui.model.toml import dumps, loads
from ecotui.model.toml_cells import with_cells

TEXT = """\
# A plan of ours.
schema = 1
[plan]
id = "p"            # short
title = "方案"

[[departments]]
name = "甲"
[[departments]]
name = "乙"

[[chapters]]
number = 1
title = "章"

# Directly below the chapter.
[[chapters.measures]]
number = 1
lead = [
    "甲", # who asked for it
]
text = '''
[[chapters.measures]]
raci = { "甲" = "X" }
'''
# Before the section.

[[chapters.sections]]
number = 1
title = "节"
  [[chapters.sections.measures]]
  number = 2
  text = "文"
  lead = ["甲"]
  raci = { "乙" = "I" }  # agreed in May
  participants = ["乙"]
  [chapters.sections.measures.extra]
  "备注" = "无"
"""


def with_letters(plan: Plan, *letters: tuple[tuple[str, str], ...]) -> Plan:
    """The plan whose measures have these cells."""
    (chapter,) = plan.chapters
    one, two = letters
    (section,) = chapter.sections
    own = chapter.measures[0]._replace(raci=one)
    below = section.measures[0]._replace(raci=two)
    chapter = chapter._replace(measures=(own,), sections=(section._replace(measures=(below,)),))
    return plan._replace(chapters=(chapter,))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_lines_of_letters_change(end: str, mark: str) -> None:
    text = TEXT.replace("\n", end)
    plan = loads(text)
    new = with_letters(plan, (("乙", ""),), (("乙", "C"), ("甲", 'a"')))
    changed = with_cells(mark + text, plan, new)
    assert changed == mark + text.replace(
        f"'''{end}# Before", f'\'\'\'{end}raci = {{ "乙" = "" }}{end}# Before'
    ).replace('{ "乙" = "I" }', '{ "乙" = "C", "甲" = "a\\"" }')
    assert loads(changed.removeprefix(mark)) == new


def test_the_last_letter_goes_with_its_line_but_its_comment_stays() -> None:
    plan = loads(TEXT)
    changed = with_cells(TEXT, plan, with_letters(plan, (), ()))
    assert changed == TEXT.replace('  raci = { "乙" = "I" }  # agreed in May', "# agreed in May")
    bare = TEXT.replace("  # agreed in May", "")
    assert with_cells(bare, plan, with_letters(plan, (), ())) == bare.replace(
        '  raci = { "乙" = "I" }\n', ""
    )


@pytest.mark.parametrize(
    "other",
    [
        'raci."乙" = "I"',
        '"raci" = { "乙" = "I" }',
    ],
)
def test_what_is_written_in_another_way_would_lose_its_comments(other: str) -> None:
    text = TEXT.replace('raci = { "乙" = "I" }', other)
    plan = loads(text)
    new = with_letters(plan, (), (("乙", "C"),))
    assert with_cells(text, plan, new) is None


def test_a_plan_that_ecotui_wrote_stays_one(plan: Plan) -> None:
    chapter = plan.chapters[0]
    section = chapter.sections[0]
    measures = (section.measures[0]._replace(raci=(("财政厅", "I"),)), *section.measures[1:])
    sections = (section._replace(measures=measures), *chapter.sections[1:])
    new = plan._replace(chapters=(chapter._replace(sections=sections), *plan.chapters[1:]))
    assert with_cells(dumps(plan), plan, new) == dumps(new)
    assert with_cells(dumps(new), new, plan) == dumps(plan)


@given(...)
def test_whatever_the_text_says_the_letters_are_right(old: Plan, comments: bool) -> None:
    emptied = tuple(
        chapter._replace(
            measures=tuple([m._replace(raci=m.raci[:1]) for m in chapter.measures]),
            sections=tuple(
                [
                    s._replace(measures=tuple([m._replace(raci=()) for m in s.measures]))
                    for s in chapter.sections
                ]
            ),
        )
        for chapter in old.chapters
    )
    new = old._replace(chapters=emptied)
    text = "# ours\n" * comments + dumps(old)
    assert loads(with_cells(text, old, new) or dumps(new)) == new
