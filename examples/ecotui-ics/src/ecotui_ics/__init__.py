"""Exporter and importer ``ics``: measures as tasks of a calendar, and tasks as measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import ExporterSpec, ImporterSpec, hookimpl, option


@dataclass(frozen=True)
class ExportOptions:
    """What a user can choose of the calendar."""

    entries: Literal["tasks", "events"] = option(
        "tasks",
        help="tasks, or events on the due date, for calendars without tasks such as Outlook",
        label="Entries",
        labels={"tasks": "tasks", "events": "events"},
    )
    remind: int = option(
        0, min=0, max=365, help="days before the due date to remind; 0 never", label="Remind"
    )


@dataclass(frozen=True)
class ImportOptions:
    """What a user can choose of what is read."""

    done: bool = option(True, help="read tasks that are done, too")


CHINESE = {
    "Deadlines, iCalendar": "完成时限，iCalendar",
    "Writes each measure as a task with its due date.": "每条措施写成一项带到期日的任务。",
    "tasks, or events on the due date, for calendars without tasks such as Outlook": (
        "任务，或到期日的日程（供 Outlook 等不认任务的日历）"
    ),
    "Entries": "条目",
    "tasks": "任务",
    "events": "日程",
    "days before the due date to remind; 0 never": "提前几天提醒，0 为不提醒",
    "Remind": "提醒",
}
CHINESE_IMPORT = {
    "Tasks, iCalendar": "任务，iCalendar",
    "Reads the tasks or events of a calendar.": "读取日历中的任务或日程。",
    "read tasks that are done, too": "同时读取已完成的任务",
}


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="ics",
            title="Deadlines, iCalendar",
            summary="Writes each measure as a task with its due date.",
            extensions=("ics",),
            media_type="text/calendar",
            kind="text",
            factory="ecotui_ics.writer:IcsExporter",
            options=ExportOptions,
            translations={"zh": CHINESE},
        )
    ]


@hookimpl
def ecotui_register_importers() -> list[ImporterSpec]:
    """Name the importer."""
    return [
        ImporterSpec(
            id="ics",
            title="Tasks, iCalendar",
            summary="Reads the tasks or events of a calendar.",
            extensions=("ics",),
            factory="ecotui_ics.reader:IcsImporter",
            options=ImportOptions,
            translations={"zh": CHINESE_IMPORT},
        )
    ]
