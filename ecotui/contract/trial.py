"""Trying an exporter or importer in processes of its own, which report what it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecotui import i18n
from ecotui.contract.samples import DOCUMENT, DOCUMENTS, PLANS, markers_in
from ecotui.i18n import _
from ecotui.model import toml
from ecotui.options import Option
from ecotui.query.index import Index
from ecotui.query.selection import select

Report = dict[str, Any]
#: Told what is being tried.
Progress = Callable[[str], None]

#: Seconds that one process may take over all the plans, unless the author has more patience.
TRIAL_WAIT_S = 120
#: Seconds between two looks at what the process is doing.
_LOOK_S = 0.2
#: Seconds between the starts of two processes whose files must be equal: a ZIP archive counts
#: time in steps of two seconds.
START_GAP_S = 2.1

_WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")
_HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANGUAGE": "zh"}
_ELSEWHERE = {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C", "LANGUAGE": "en"}


class TrialFailed(Exception):
    """The process that tries a plugin made no report; the message says how it ended."""


@dataclass
class Trial:
    """What is known about an exporter or importer, by its name, after it was tried."""

    name: str
    here: Report
    #: The report of another process, with another hash seed, time zone and locale.
    elsewhere: Report
    #: The markers of each plan that must be in what was written.
    wanted: dict[str, list[str]] = field(default_factory=dict)
    #: What stands before each marker in the plans.
    before: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Names of the options that the author gave values of.
    tried_options: frozenset[str] = frozenset()
    #: Its record in ``exporters --json``, if it has one.
    listed: Report | None = None
    #: What ``export NAME --help`` prints.
    help: str = ""


@dataclass
class _Waiting:
    """How to wait for a process."""

    patience: float | None = None
    on_progress: Progress | None = None

    @property
    def limit(self) -> float:
        return self.patience or TRIAL_WAIT_S


def of_exporter(
    name: str,
    folder: str,
    *,
    options: Mapping[str, object] | None = None,
    option_sets: Sequence[Mapping[str, object]] = (),
    folders: Sequence[str] = (),
    patience: float | None = None,
    on_progress: Progress | None = None,
) -> Trial:
    """Run an exporter over all the plans, twice, and ask the command line about it.

    The name is its id, or ``plugin:id``. It writes into the folder, which is empty. The small plan
    is also written with each of ``option_sets``. The files of ``folders`` are plugins. A process
    may take ``patience`` seconds, by default `TRIAL_WAIT_S`.

    Raises:
        TrialFailed: a process failed or took longer.
    """
    plans, wanted, before = [], {}, {}
    for plan_name, sample in PLANS.items():
        every = sample.create()
        files = [os.path.join(folder, f"{plan_name}-{at}.toml") for at in range(len(every))]
        for plan, file in zip(every, files, strict=True):
            toml.save(plan, file)
        plans.append((plan_name, files, sample.query, sample.language))
        texts = [entry.text for entry in select(Index(every), sample.query).measures]
        wanted[plan_name] = sorted(markers_in(" ".join(texts)))
        pairs = [(found, text) for text in texts for found in markers_in(text)]
        before[plan_name] = {found: text.partition(found)[0] for found, text in pairs}
    folders = [os.path.abspath(one) for one in folders]
    sets = {f"option_sets[{at}]": dict(one) for at, one in enumerate(option_sets)}
    request: Report = {"name": name, "options": dict(options or {}), "option_sets": sets}
    request |= {"plans": plans, "folders": folders}
    waiting = _Waiting(patience, on_progress)
    start = time.monotonic()
    here = _try(folder, "here", {**request, "probes": True}, _HERE, waiting)
    listed, text = _command_line(folder, name, folders, waiting)
    time.sleep(max(0.0, START_GAP_S - (time.monotonic() - start)))
    # Once over the large plan is enough.
    short = [plan for plan in plans if plan[0] != "large"]
    again = {**request, "plans": short, "probes": False}
    elsewhere = _try(folder, "elsewhere", again, _ELSEWHERE, waiting)
    tried = frozenset(key for one in (request["options"], *sets.values()) for key in one)
    return Trial(name, here, elsewhere, wanted, before, tried, listed, text)


def of_importer(
    name: str,
    folder: str,
    extension: str,
    document: bytes | Sequence[bytes] | None = None,
    *,
    options: Mapping[str, object] | None = None,
    folders: Sequence[str] = (),
    patience: float | None = None,
    on_progress: Progress | None = None,
) -> Trial:
    """Let an importer read all the documents, twice; see `of_exporter`.

    The documents get the extension, which has a dot. ``document`` is one that it reads, or several;
    without it, only those are tried that are none.
    """
    theirs = [document] if isinstance(document, bytes) else list(document or ())
    data = {f"{DOCUMENT}-{at}": one for at, one in enumerate(theirs[1:], 2)}
    for document_name, create in DOCUMENTS.items():
        if theirs or document_name != DOCUMENT:
            data[document_name] = create(theirs[0] if theirs else b"")
    documents = []
    for document_name, content in data.items():
        file = os.path.join(folder, f"{document_name}{extension}")
        Path(file).write_bytes(content)
        documents.append((document_name, file))
    folders = [os.path.abspath(one) for one in folders]
    request: Report = {"name": name, "documents": documents, "folders": folders}
    request["options"] = dict(options or {})
    waiting = _Waiting(patience, on_progress)
    here = _try(folder, "here", request, _HERE, waiting)
    elsewhere = _try(folder, "elsewhere", request, _ELSEWHERE, waiting)
    return Trial(name, here, elsewhere)


def _try(
    folder: str, name: str, request: Report, environment: Mapping[str, str], waiting: _Waiting
) -> Report:
    """The report of one worker process, which has its own folders inside the folder."""
    work = os.path.join(folder, name)
    for inside in ("out", "temporary", "cwd"):
        os.makedirs(os.path.join(work, inside))
    report = os.path.join(work, "report.json")
    request = {
        **request,
        "limit": waiting.limit,
        "path": [path for path in sys.path if path],
        "interface": i18n.language() if name == "here" else "",
        "out": os.path.join(work, "out"),
        "report": report,
        "now": (now := os.path.join(work, "now.txt")),
    }
    environment = {**environment, "HOME": folder, "TMPDIR": os.path.join(work, "temporary")}
    folder = os.path.join(work, "cwd")
    _run(
        ["-P", _WORKER],
        folder,
        environment,
        waiting,
        json.dumps(request, default=Option.plain),
        now,
    )
    if not os.path.exists(report):
        raise TrialFailed(_("the process ended without a report"))
    found: Report = json.loads(Path(report).read_text("utf-8"))
    return found


def _command_line(
    folder: str, name: str, folders: Sequence[str], waiting: _Waiting
) -> tuple[Report | None, str]:
    """What the command line says about an exporter: its record, and its help."""
    path = os.pathsep.join(path for path in sys.path if path)
    # English, for the words in the help.
    environment = {"HOME": folder, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    own = [word for one in folders for word in ("--plugin-dir", one)]
    ecotui = ["-m", "ecotui", "--lang", "en", *own]
    printed = _run([*ecotui, "exporters", "--json"], folder, environment, waiting)
    try:
        records = json.loads(printed)
    except ValueError:
        # Something at the exit of the process, such as a function of atexit, printed too.
        raise TrialFailed(_("something else is printed beside `exporters --json`")) from None
    names = {f"{one['plugin']['name']}:{one['id']}": one for one in records}
    record = (names | {one["id"]: one for one in records}).get(name)
    return record, _run([*ecotui, "export", name, "--help"], folder, environment, waiting)


def _run(
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    waiting: _Waiting,
    text: str = "",
    now: str = "",
) -> str:
    """What a Python process prints.

    It has no settings of the user, and nothing that measures coverage in it. It says in the file
    ``now`` what it is doing.

    Raises:
        TrialFailed: it failed or took too long.
    """
    own = ("ECOTUI", "COV", "PYTHON", "LC_", "LANG", "XDG_", "SOURCE_DATE_EPOCH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    end = time.monotonic() + waiting.limit
    given: str | None = text
    with subprocess.Popen(
        [sys.executable, *arguments],
        env={**kept, "LC_ALL": "C.UTF-8", **environment},
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            while True:
                try:
                    printed, complaints = process.communicate(given, timeout=_LOOK_S)
                    break
                except subprocess.TimeoutExpired:
                    # What was given is not given again.
                    given = None
                doing = _content(now)
                if doing and waiting.on_progress is not None:
                    waiting.on_progress(doing)
                if time.monotonic() > end:
                    raise TrialFailed(_too_long(waiting.limit, doing))
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        last = (complaints.strip().splitlines() or [""])[-1]
        message = _("the process ended with {code} {message}")
        reason = message.format(code=process.returncode, message=last).rstrip()
        raise TrialFailed(f"{doing}: {reason}" if (doing := _content(now)) else reason)
    return printed


def _content(file: str) -> str:
    return Path(file).read_text("utf-8") if os.path.exists(file) else ""


def _too_long(seconds: float, doing: str) -> str:
    message = _("not done after {seconds} s").format(seconds=f"{seconds:g}")
    return f"{doing}: {message}" if doing else message
