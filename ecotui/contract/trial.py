"""Trying an exporter or importer in processes of its own, which report what it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecotui import i18n
from ecotui.contract.samples import DOCUMENT, DOCUMENTS, PLANS, markers_in
from ecotui.i18n import _
from ecotui.model import toml

Report = dict[str, Any]

#: Seconds that one process may take over all the plans.
TRIAL_WAIT_S = 120
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
    #: Its record in ``exporters --json``, if it has one.
    listed: Report | None = None
    #: What ``export NAME --help`` prints.
    help: str = ""


def of_exporter(
    name: str,
    folder: str,
    *,
    options: Mapping[str, object] | None = None,
    folders: Sequence[str] = (),
) -> Trial:
    """Run an exporter over all the plans, twice, and ask the command line about it.

    The name is its id, or ``plugin:id``. It writes into the folder, which is empty. The files of
    ``folders`` are plugins.

    Raises:
        TrialFailed: a process failed or took longer than `TRIAL_WAIT_S`.
    """
    plans, wanted = [], {}
    for plan_name, (create, query) in PLANS.items():
        plan = create()
        file = os.path.join(folder, f"{plan_name}.toml")
        toml.save(plan, file)
        plans.append((plan_name, file, query))
        texts = [] if query else [measure.text for _chapter, _section, measure in plan.walk()]
        wanted[plan_name] = sorted(markers_in(" ".join(texts)))
    folders = [os.path.abspath(one) for one in folders]
    request: Report = {"name": name, "options": dict(options or {}), "plans": plans}
    request["folders"] = folders
    start = time.monotonic()
    here = _try(folder, "here", {**request, "probes": True}, _HERE)
    listed, text = _command_line(folder, name, folders)
    time.sleep(max(0.0, START_GAP_S - (time.monotonic() - start)))
    # Once over the large plan is enough.
    short = [plan for plan in plans if plan[0] != "large"]
    elsewhere = _try(folder, "elsewhere", {**request, "plans": short, "probes": False}, _ELSEWHERE)
    return Trial(name, here, elsewhere, wanted, listed, text)


def of_importer(
    name: str,
    folder: str,
    extension: str,
    document: bytes | None = None,
    *,
    folders: Sequence[str] = (),
) -> Trial:
    """Let an importer read all the documents, twice; see `of_exporter`.

    The documents get the extension, which has a dot. ``document`` is one that it reads; without it,
    only those are tried that are none.
    """
    documents = []
    for document_name, create in DOCUMENTS.items():
        if document is None and document_name == DOCUMENT:
            continue
        file = os.path.join(folder, f"{document_name}{extension}")
        Path(file).write_bytes(create(document or b""))
        documents.append((document_name, file))
    folders = [os.path.abspath(one) for one in folders]
    request: Report = {"name": name, "documents": documents, "folders": folders}
    here = _try(folder, "here", request, _HERE)
    elsewhere = _try(folder, "elsewhere", request, _ELSEWHERE)
    return Trial(name, here, elsewhere)


def _try(folder: str, name: str, request: Report, environment: Mapping[str, str]) -> Report:
    """The report of one worker process, which has its own folders inside the folder."""
    work = os.path.join(folder, name)
    for inside in ("out", "temporary", "cwd"):
        os.makedirs(os.path.join(work, inside))
    report = os.path.join(work, "report.json")
    request = {
        **request,
        "path": [path for path in sys.path if path],
        "interface": i18n.language() if name == "here" else "",
        "out": os.path.join(work, "out"),
        "report": report,
    }
    environment = {**environment, "HOME": folder, "TMPDIR": os.path.join(work, "temporary")}
    _run(["-P", _WORKER], os.path.join(work, "cwd"), environment, json.dumps(request))
    if not os.path.exists(report):
        raise TrialFailed(_("the process ended without a report"))
    found: Report = json.loads(Path(report).read_text("utf-8"))
    return found


def _command_line(folder: str, name: str, folders: Sequence[str]) -> tuple[Report | None, str]:
    """What the command line says about an exporter: its record, and its help."""
    path = os.pathsep.join(path for path in sys.path if path)
    # English, for the words in the help.
    environment = {"HOME": folder, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    own = [word for one in folders for word in ("--plugin-dir", one)]
    ecotui = ["-m", "ecotui", "--lang", "en", *own]
    records = json.loads(_run([*ecotui, "exporters", "--json"], folder, environment))
    names = {f"{one['plugin']['name']}:{one['id']}": one for one in records}
    record = (names | {one["id"]: one for one in records}).get(name)
    return record, _run([*ecotui, "export", name, "--help"], folder, environment)


def _run(
    arguments: Sequence[str], folder: str, environment: Mapping[str, str], text: str = ""
) -> str:
    """What a Python process prints.

    It has no settings of the user, and nothing that measures coverage in it.

    Raises:
        TrialFailed: it failed or took longer than `TRIAL_WAIT_S`.
    """
    own = ("ECOTUI", "COV", "PYTHON", "LC_", "LANG", "XDG_", "SOURCE_DATE_EPOCH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            input=text,
            env={**kept, "LC_ALL": "C.UTF-8", **environment},
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TRIAL_WAIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TrialFailed(_("not done after {seconds} s").format(seconds=TRIAL_WAIT_S)) from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        message = _("the process ended with {code} {message}")
        raise TrialFailed(message.format(code=done.returncode, message=last).rstrip())
    return done.stdout
