"""The calendar as another program reads it, and calendars of other programs as they are read."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from ecotui.api import Plan, PlanError
from ecotui.testing import export, read

SAMPLE = Path(__file__).with_name("tasks.ics")

PLAN = """
schema = 1
[plan]
id = "odd"
title = "题;目,\\\\n"
[[departments]]
name = "甲,厅"
[[departments]]
name = "各市;州"
kind = "group"
[[chapters]]
number = 2
title = "章, 一"
[[chapters.measures]]
number = 3
text = "LONG；a\\\\b;c,d\\n第二行\\u001b[2J"
lead = ["甲,厅"]
participants = ["各市;州"]
participants_open = true
deadline = "2018年12月底前"
[[chapters.sections]]
title = "无号"
[[chapters.sections.measures]]
number = 4
text = "END:VTODO"
deadline = "持续推进"
"""


def ecotui(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ecotui", "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    plan = tmp_path / "odd.toml"
    plan.write_text(PLAN.replace("LONG", "字" * 40), encoding="utf-8")
    return plan


def written(plan: Path, *options: str) -> bytes:
    calendar = plan.with_suffix(".ics")
    done = ecotui("--plan", plan, "export", "ics", "-o", calendar, "--force", *options)
    assert done.returncode == 0, done.stderr
    return calendar.read_bytes()


def measures(plan: Plan) -> list[tuple[Any, ...]]:
    """What a calendar keeps of the measures of a plan."""
    return [
        (
            *(chapter.number, chapter.title, section and (section.number, section.title)),
            *(one.number, one.text, one.lead, one.participants),
            *(one.participants_open, one.lead_open, one.deadline, one.due),
        )
        for chapter, section, one in plan.walk()
    ]


# -- what is written


def test_another_program_reads_every_measure_as_a_task(odd: Path) -> None:
    calendar = icalendar.Calendar.from_ical(written(odd))
    first, second = calendar.walk("VTODO")
    assert first["UID"] == "odd/3@ecotui"
    assert first["DUE"].dt == date(2018, 12, 31)
    text = "字" * 40 + "；a\\b;c,d\n第二行␛[2J"
    assert first["DESCRIPTION"].startswith(f"{text}\n牵头单位: 甲,厅\n参加单位: 各市;州等")
    assert first["CATEGORIES"].cats == ["章, 一"]
    # What looks like the end of it is only a text.
    assert second["DESCRIPTION"] == "END:VTODO"
    assert "DUE" not in second


def test_no_line_is_longer_than_it_may_be_and_no_character_is_cut(odd: Path) -> None:
    data = written(odd)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) == 75
    for line in lines:
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line


def test_events_are_of_the_due_date_and_the_rest_is_said(odd: Path) -> None:
    data = written(odd, "--entries", "events", "--remind", "7")
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2018, 12, 31), date(2019, 1, 1))
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt.days == -7
    again = odd.with_name("e.ics")
    done = ecotui("--plan", odd, "export", "ics", "--entries", "events", "-o", again)
    assert "ics: 1 条措施没有到期日，不能写成日程" in done.stderr
    assert done.stderr.endswith("e.ics: 1 measure\n")


# -- what is read


def test_what_is_written_is_read_again(odd: Path, tmp_path: Path) -> None:
    written(odd)
    plan = read("ics", odd.with_suffix(".ics"))
    assert plan.title == "题;目,\\n"
    again = tmp_path / "again.ics"
    assert measures(read("ics", export("ics", again, plan=plan))) == measures(plan)
    (first, second) = measures(plan)
    text = "字" * 40 + "；a\\b;c,d\n第二行␛[2J"
    assert first == (
        *(2, "章, 一", None, 3, text, ("甲,厅",), ("各市;州",)),
        *(True, False, "2018年12月底前", "2018-12-31"),
    )
    assert second == (
        *(2, "章, 一", (None, "无号"), 4, "END:VTODO", (), ()),
        *(False, False, "持续推进", None),
    )


def test_the_shipped_plan_comes_back(tmp_path: Path) -> None:
    calendar = export("ics", tmp_path / "all.ics")
    done = ecotui("--plan", calendar, "list", "--json")
    keys = ("number", "chapter", "section", "text", "lead", "participants", "participants_open")
    kept = [{key: one[key] for key in keys} for one in json.loads(done.stdout)]
    ours = json.loads(ecotui("list", "--json").stdout)
    assert kept == [{key: one[key] for key in keys} for one in ours]


def test_tasks_of_another_program_are_measures() -> None:
    plan = read("ics", SAMPLE)
    assert (plan.title, plan.source and plan.source.file) == ("图书馆任务", "tasks.ics")
    first, second = plan.chapters
    assert (first.number, first.title, second.title) == (1, "办好分馆", "送书下乡")
    (section,) = first.sections
    assert section.title == "读书"
    (measure,) = section.measures
    assert (measure.number, measure.text) == (1, "每村配书三百册")
    assert (measure.lead, measure.participants) == (("县图书馆",), ("县财政局", "各乡镇"))
    assert (measure.deadline, measure.due, measure.source_line) == ("2027-06-30", "2027-06-30", 5)
    assert measure.extra == (("说明", "每年更新一成,旧书送学校；\n书单另发"),)
    assert [one.kind for one in plan.departments] == ["department", "department", "group"]


def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path) -> None:
    done = ecotui("import", SAMPLE, "-o", tmp_path / "plan.toml")
    assert f"{SAMPLE}:22: it is repeated; only the first time is read" in done.stderr
    assert f"{SAMPLE}:29: it has no title and is left out" in done.stderr
    assert done.returncode == 0


def test_what_is_done_is_left_out_on_request() -> None:
    plan = read("ics", SAMPLE, options={"done": False})
    assert [chapter.title for chapter in plan.chapters] == ["办好分馆"]


EVENT = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:会\n{}\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    ("line", "deadline"),
    [
        ("DTSTART;VALUE=DATE:20270301", "2027-03-01"),
        # Of whole days the end is the day behind the last.
        ("DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270303", "2027-03-02"),
        ("DTSTART:20270301T090000Z\nDTEND:20270301T110000Z", "2027-03-01"),
        ("DTSTART:20279999", None),
        ("DTSTART:soon", None),
    ],
)
def test_events_are_read_where_there_are_no_tasks(
    tmp_path: Path, line: str, deadline: str | None
) -> None:
    calendar = tmp_path / "a.ics"
    calendar.write_text(EVENT.format(line), encoding="utf-8")
    (chapter,) = read("ics", calendar).chapters
    assert chapter.measures[0].deadline == deadline


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no iCalendar file"),
        ("hello", "this is no iCalendar file"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "there are no tasks and no events"),
        ("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VCALENDAR", "this entry does not end"),
    ],
)
def test_what_is_no_calendar_is_refused(tmp_path: Path, text: str, said: str) -> None:
    calendar = tmp_path / "a.ics"
    calendar.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=said):
        read("ics", calendar)
