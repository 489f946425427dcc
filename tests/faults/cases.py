"""What is run under faults: the commands that write, each with the files that stand before it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import matrix_books
from injection import Ended, Fault, ran
from terminal import ENVIRONMENT

from ecotui.exporting.names import file_name
from ecotui.model import toml
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.plugin_host.registry import Registry

#: The name of a file or folder that is being written, and stays where the process was killed.
TEMPORARY = re.compile(r"\.[^/]*\.\d+-[0-9a-f]{8}\.tmp(/|$)")

#: What is in a folder: the bytes of each file by its path; None for a folder without files.
Files = Mapping[str, bytes | None]

PLAN = Plan(
    "faults",
    "任务分工方案",
    departments=tuple(map(Department, ("水利厅", "林业厅"))),
    chapters=(
        Chapter(
            1,
            "重点任务",
            (
                Measure(1, "恢复湿地，开展补偿试点。", ("水利厅",), ("林业厅",)),
                Measure(2, "健全公益林补偿标准的动态调整机制。", ("林业厅",)),
            ),
        ),
    ),
)
_DOCUMENT = (
    "# 任务分工方案\n\n## 一、重点任务\n\n1. 恢复湿地。（牵头单位：水利厅；参加单位：林业厅）\n"
)
#: Saves what the browser keeps, without a browser.
_SESSION = """
from ecotui.browser import recent, session_store
from ecotui.browser.session import Session, SharedSession
from ecotui.query.index import Index
from ecotui.model.toml import load
import sys
store = session_store.SessionStore(Index(load(sys.argv[1])))
session, shared = store.load()
store.start_from(session, shared)
store.stage(session._replace(query="湿地"), shared._replace(history=("湿地",)))
store.write()
if lines := store.complaints():
    from ecotui.cli.errors import say
    for line in lines:
        say(line)
    sys.exit(3)
"""


class Case(NamedTuple):
    """A command, and what it finds; ``{}`` in its arguments is the folder that it works in."""

    name: str
    arguments: tuple[str, ...]
    #: Files before it, by their paths in the folder.
    before: Mapping[str, bytes] = {}
    #: A program of its own instead of ecotui.
    program: tuple[str, ...] = ("-m", "ecotui")

    def command(self, folder: Path) -> list[str]:
        """What is run in a folder."""
        arguments = [one.replace("{}", str(folder)) for one in self.arguments]
        return [sys.executable, *self.program, *arguments]

    def prepare(self, folder: Path) -> Path:
        """Make the folder as it is before; what was there goes."""
        shutil.rmtree(folder, ignore_errors=True)
        for name, data in {"plan.toml": toml.dumps(PLAN).encode(), **self.before}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (folder / "home").mkdir(exist_ok=True)
        return folder

    def run(self, folder: Path, *faults: Fault, limit: int | None = None) -> Ended:
        """Run it in a folder that is prepared."""
        return ran(self.command(folder), variables(folder), *faults, limit=limit)


def variables(folder: Path) -> dict[str, str]:
    """The environment of a user whose home is in the folder, and whose runs are all alike."""
    own = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("XDG_")}
    fixed = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "LANG": "C.UTF-8"}
    return {**own, **fixed, "LANGUAGE": "en", "HOME": str(folder / "home")}


def files_of(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder, but the files that are only locked, where a folder cannot be."""
    found: dict[str, bytes | None] = {}
    for where, folders, names in os.walk(folder):
        for name in names:
            if name == ".lock":
                continue
            path = Path(where, name)
            link = path.is_symlink()
            found[str(path.relative_to(folder))] = (
                os.readlink(path).encode() if link else path.read_bytes()
            )
        if not names and not folders:
            found[str(Path(where).relative_to(folder))] = None
    return found


def _exports() -> list[Case]:
    """Each exporter to a new file or folder, and over an old one."""
    cases = []
    for listed in Registry(plugins=False).exporters():
        plain = file_name(listed)
        ending = Path(plain).suffix
        command = ("--plan", "{}/plan.toml", "export", listed.key, "-o", f"{{}}/out{ending}")
        old = {f"out{ending}": b"old", "other": b"mine"}
        if listed.spec.kind == "tree":
            # Of each format the same calls are made; the shortest run is enough.
            command = (*command, "--formats", "csv")
            old = {"out/mine.txt": b"mine"}
        cases += [
            Case(f"export {listed.key}", command, {"other": b"mine"}),
            Case(f"export {listed.key} --force", (*command, "--force"), old),
        ]
    return cases


def _matrix() -> bytes:
    """A workbook with a letter that a meeting changed."""

    def change(opened: matrix_books.Book) -> None:
        opened.put("1", "林业厅", "I")

    with tempfile.TemporaryDirectory() as folder:
        book = matrix_books.exported(Path(folder, "book.xlsx"), PLAN)
        return matrix_books.edited(book, change).read_bytes()


@cache
def cases() -> dict[str, Case]:
    """All cases by their names."""
    source = {"source.md": _DOCUMENT.encode()}
    views = {"home/.config/ecotui/views.toml": '# mine\nb = "林业厅"\n'.encode()}
    imported = ("import", "{}/source.md", "-o", "{}/new.toml")
    read_back = ("--plan", "{}/plan.toml", "import", "{}/book.xlsx", "--force")
    session = ("home/.local/state/ecotui/plan-faults.json", b'{"version": 1}\n')
    listed = [
        Case("views save", ("views", "save", "a", "水利厅")),
        Case("views save beside another", ("views", "save", "a", "水利厅"), views),
        Case("views delete", ("views", "delete", "b"), views),
        Case("session", ("{}/plan.toml",), program=("-c", _SESSION)),
        Case("session again", ("{}/plan.toml",), dict([session]), program=("-c", _SESSION)),
        Case("import", imported, source),
        Case("import --force", (*imported, "--force"), {**source, "new.toml": b"old"}),
        Case("plugins new", ("plugins", "new", "mine", "-o", "{}/mine")),
        Case("import of a matrix", read_back, {"book.xlsx": _matrix()}),
        *_exports(),
    ]
    return {case.name: case for case in listed}
