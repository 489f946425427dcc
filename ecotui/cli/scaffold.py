"""A complete new plugin package, written from the templates beside this module."""

from __future__ import annotations

import keyword
import os
import re
import shutil
from pathlib import Path

from ecotui import __version__
from ecotui.cli.errors import UsageError
from ecotui.files import temporary_sibling
from ecotui.i18n import _
from ecotui.plugin_host.registry import BUILTIN
from ecotui.plugin_host.spec import ExportError
from ecotui.text.reasons import reason

_TEMPLATES = Path(__file__).parent / "template"

#: The files of a package, and what each is made from; None is an empty file.
_FILES = {
    "pyproject.toml": "pyproject.toml.in",
    "README.md": "README.md.in",
    ".github/workflows/test.yml": "test.yml.in",
    "@module@/__init__.py": "package.py.in",
    "@module@/py.typed": None,
    "@module@/writer.py": "writer.py.in",
    "tests/test_contract.py": "test_contract.py.in",
    "tests/test_writer.py": "test_writer.py.in",
}


def create(name: str, folder: str | None = None) -> str:
    """Write the package of an exporter, all of it or nothing, and return its folder.

    By default that is ``ecotui-NAME`` in the current folder.

    Raises:
        UsageError: the name cannot be that of an exporter.
        ExportError: the folder is there and not empty, or cannot be written.
    """
    words = _words(name)
    folder = folder or words["distribution"]
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        message = _("{path} exists and is not empty; name another folder with -o")
        raise ExportError(message.format(path=folder))
    target = os.path.abspath(folder)
    made = temporary_sibling(target)
    try:
        os.makedirs(made)
        for path, template in _FILES.items():
            file = os.path.join(made, _filled(path, words))
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "w", encoding="utf-8") as stream:
                if template:
                    stream.write(_filled((_TEMPLATES / template).read_text("utf-8"), words))
        os.replace(made, target)
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        raise ExportError(message.format(path=folder, reason=reason(error))) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _words(name: str) -> dict[str, str]:
    """What stands for the words between ``@`` in the templates."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > 30:
        message = _('"{name}" is not a valid exporter name; use a-z, digits and single dashes')
        raise UsageError(message.format(name=name))
    if name in BUILTIN:
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
    }


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@([a-z]+)@", lambda match: words[match[1]], text)
