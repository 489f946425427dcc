"""The plans that were browsed last, to be opened again, and the last commands of the palette."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ecotui.browser.history import remember as move_to_end
from ecotui.browser.session import VERSION
from ecotui.browser.session_store import aside, changing_json, read_json, write_json
from ecotui.files import absolute, expanded, own_folder, shipped_plan
from ecotui.i18n import N_, _
from ecotui.query.index import Index
from ecotui.text.reasons import reason

#: The most entries that are kept.
LIMIT = 20
#: Longer paths and titles are ignored.
_MAX_CHARACTERS = 4096
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


class Recent(NamedTuple):
    """Files or folders that were browsed together."""

    paths: tuple[str, ...]  # Absolute
    title: str  # Of the first plan
    measures: int  # Of all of them
    day: date  # When it was

    @property
    def is_there(self) -> bool:
        """Whether all of it is still there."""
        return all(map(os.path.exists, self.paths))


_RECENT = "recent.json"


def _file() -> str:
    return os.path.join(own_folder("XDG_STATE_HOME", ".local/state"), _RECENT)


def _saved(key: str) -> list[object]:
    """A list of the file; empty if the file is broken or cannot be read."""
    try:
        data, _is_broken = read_json(_file())
    except OSError:
        return []
    listed = data.get(key) if isinstance(data, dict) else None
    return listed if isinstance(listed, list) else []


def recent_plans() -> list[Recent]:
    """What was browsed, the newest first."""
    found = [_decoded(one) for one in _saved("recent")]
    return [one for one in found if one is not None][:LIMIT]


def recent_commands() -> list[str]:
    """The ids of commands of the palette, the newest last."""
    return [one for one in _saved("commands") if isinstance(one, str) and _is_text(one)][-LIMIT:]


def _decoded(data: object) -> Recent | None:
    if not isinstance(data, dict):
        return None
    paths, title, measures = data.get("paths"), data.get("title"), data.get("measures")
    if not isinstance(paths, list) or not paths or not all(map(_is_text, [*paths, title])):
        return None
    if type(measures) is not int or not all(map(os.path.isabs, paths)):
        return None
    try:
        day = date.fromisoformat(str(data.get("day")))
    except ValueError:
        return None
    return Recent(tuple(paths), str(title), measures, day)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _MAX_CHARACTERS and "\0" not in value


def open_paths(plans: Sequence[str]) -> tuple[str, ...]:
    """The absolute paths of what is browsed: those that were given, or the default ones."""
    named: Sequence[str] = [
        path for path in os.environ.get("ECOTUI_PLAN", "").split(os.pathsep) if path
    ]
    try:
        named = plans or [expanded(path) for path in named] or [shipped_plan()]
        # It may have been removed.
        os.getcwd()
        return tuple(map(absolute, named))
    except OSError:
        return ()


def remember(paths: tuple[str, ...], index: Index) -> None:
    """Put what is browsed now first, in a thread; what cannot be written is not remembered.

    Args:
        paths: The absolute paths of files and folders; without any nothing is remembered.
        index: Their plans.
    """
    if paths:
        now = Recent(paths, index.plans[0].title, len(index.entries), date.today())
        _write_soon(now, ())


def remember_commands(ids: Sequence[str]) -> None:
    """Make commands the newest, by their ids, the last of all last; in a thread, likewise."""
    _write_soon(None, tuple(ids))


_writing: list[threading.Thread] = []


_complaints: list[str] = []


def wait_for_writes(seconds: float) -> list[str]:
    """Give threads that still write some seconds, before the process ends without them.

    Returns:
        The problems with the file, a line each; each is returned once.
    """
    for thread in _writing:
        thread.join(seconds)
    lines = list(dict.fromkeys(_complaints))
    _complaints.clear()
    return lines


def _write_soon(now: Recent | None, commands: tuple[str, ...]) -> None:
    _writing[:] = [thread for thread in _writing if thread.is_alive()]
    _writing.append(threading.Thread(target=_write, args=(now, commands), daemon=True))
    _writing[-1].start()


def _write(now: Recent | None, commands: tuple[str, ...]) -> None:
    """Add to what other browsers have written by now."""
    path = _RECENT
    try:
        path = _file()
        with changing_json(os.path.dirname(path)):
            if read_json(path)[1]:
                message = _("the recent plans are damaged or of another version; kept as {path}")
                _complaints.append(message.format(path=aside(path)))
            plans, before = recent_plans(), recent_commands()
            if now is not None:
                plans = [now, *[one for one in plans if one.paths != now.paths]][:LIMIT]
            for one in commands:
                move_to_end(before, one)
            listed = [{**one._asdict(), "day": one.day.isoformat()} for one in plans]
            data = {"version": VERSION, "recent": listed, "commands": before[-LIMIT:]}
            write_json(path, data)
    except OSError as error:
        message = _("the recent plans cannot be saved: {path}: {reason}")
        _complaints.append(message.format(path=path, reason=reason(error)))


def day_name(day: date, today: date) -> str:
    """A day as people call it: today, yesterday, a day of the week, or a date."""
    ago = (today - day).days
    if ago in (0, 1):
        return _("yesterday") if ago else _("today")
    return _(_WEEKDAYS[day.weekday()]) if 1 < ago < 7 else day.isoformat()
