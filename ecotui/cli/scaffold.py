"""A complete new plugin package, written from the templates beside this module."""

from __future__ import annotations

import json
import keyword
import os
import re
import shutil
from pathlib import Path

from ecotui import __version__
from ecotui.cli.errors import UsageError
from ecotui.files import absolute, temporary_sibling, unfinished
from ecotui.i18n import _, also
from ecotui.plugin_host.registry import BUILTIN, BUILTIN_IMPORTERS
from ecotui.plugin_host.spec import ExportError
from ecotui.text.reasons import reason

_TEMPLATES = Path(__file__).parent / "template"

#: The files of a package, and what each is made from; None is an empty file.
_FILES = {
    "pyproject.toml": "pyproject.toml.in",
    "LICENSE": "LICENSE.in",
    ".gitignore": "gitignore.in",
    ".github/workflows/test.yml": "test.yml.in",
    ".github/workflows/release.yml": "release.yml.in",
    "README.md": "@folder@/README.md.in",
    "@module@/__init__.py": "@folder@/package.py.in",
    "@module@/py.typed": None,
    "tests/test_contract.py": "@folder@/test_contract.py.in",
}
_EXPORTER = {
    "@module@/writer.py": "exporter/writer.py.in",
    "tests/test_writer.py": "exporter/test_writer.py.in",
}
_IMPORTER = {
    "@module@/reader.py": "importer/reader.py.in",
    "tests/test_reader.py": "importer/test_reader.py.in",
    "tests/sample.csv": "importer/sample.csv.in",
}
#: Characters that a name may have at most.
_LONGEST = 30


def create(
    name: str, folder: str | None = None, *, importer: bool = False, author: str = ""
) -> str:
    """Write the package of an exporter or importer, all or nothing, and return its folder.

    By default that is ``ecotui-NAME`` in the current folder. Without an author, its rights are
    those of the contributors to it.

    Raises:
        UsageError: the name cannot be that of an exporter or importer.
        ExportError: the folder is there and not empty, or cannot be written.
    """
    words = _words(name, importer, author)
    files = {**_FILES, **(_IMPORTER if importer else _EXPORTER)}
    folder = folder or words["distribution"]
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        message = _("{path} exists and is not empty; name another folder with -o")
        raise ExportError(message.format(path=folder))
    target = absolute(folder)
    # A folder that is there stays the one it is.
    inside = os.path.isdir(target)
    made = temporary_sibling(os.path.join(target, "new") if inside else target)
    unfinished.add(made)
    try:
        os.makedirs(made)
        for path, template in files.items():
            file = os.path.join(made, _filled(path, words))
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "w", encoding="utf-8") as stream:
                if template:
                    text = (_TEMPLATES / _filled(template, words)).read_text("utf-8")
                    stream.write(_filled(text, words))
        for name in os.listdir(made) if inside else ():
            os.rename(os.path.join(made, name), os.path.join(target, name))
        if not inside:
            os.replace(made, target)
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        raise ExportError(message.format(path=folder, reason=reason(error))) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
        unfinished.discard(made)
    return folder


def _words(typed: str, importer: bool, author: str) -> dict[str, str]:
    """What stands for the words between ``@`` in the templates."""
    # That is what the distribution is called anyway.
    name = typed.removeprefix("ecotui-")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > _LONGEST:
        message = _(
            '"{name}" is not a valid name; it begins with a letter, and has a-z, digits and single '
            "dashes, at most {count}"
        )
        raise UsageError(also(message.format(name=typed, count=_LONGEST), _advice(name)))
    if name in (BUILTIN_IMPORTERS if importer else BUILTIN):
        raise UsageError(_("the id {id} is used by a built-in one").format(id=name))
    module = f"ecotui_{name.replace('-', '_')}"
    made = "".join(part.capitalize() for part in name.split("-"))
    return {
        "name": name,
        "distribution": f"ecotui-{name}",
        "module": module,
        "class": f"{made}_" if keyword.iskeyword(made) else made,
        "title": name.replace("-", " ").capitalize(),
        "version": __version__,
        "kind": "Importer" if importer else "Exporter",
        "folder": "importer" if importer else "exporter",
        "author": (by := author or f"ecotui-{name} contributors"),
        # TOML escapes as JSON does.
        "quoted": json.dumps(by, ensure_ascii=False),
    }


def _advice(name: str) -> str:
    """The question whether a name that is near was meant; empty if none is."""
    near = re.sub(r"[^a-z0-9]+", "-", name.lower()).lstrip("-0123456789")[:_LONGEST].strip("-")
    return _("did you mean {name}?").format(name=near) if near else ""


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@([a-z]+)@", lambda match: words[match[1]], text)
