"""A changed matrix, which the command import reads back into its plan."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ecotui.checks import letters
from ecotui.cli.errors import UsageError, say
from ecotui.cli.session import Session
from ecotui.exporting.paths import plan_path
from ecotui.exporting.target import is_source
from ecotui.files import locked, protection
from ecotui.i18n import _, ngettext
from ecotui.importing.matrix_workbook import MatrixWorkbook, ReadBack, read_back
from ecotui.importing.run import NotWritten, write_text
from ecotui.model import toml
from ecotui.model.plan import Plan
from ecotui.model.toml_cells import with_cells
from ecotui.query.index import Index
from ecotui.raci.schemes import SCHEMES
from ecotui.text.reasons import reason, replacement_note

#: Seconds to wait for others who change the same plan; each takes a fraction of one.
_WAIT_S = 30.0


def letters_read_back(
    session: Session,
    workbook: MatrixWorkbook,
    file: str,
    path: str | None,
    written: set[str],
    *,
    several: bool,
    force: bool,
    as_json: bool,
) -> dict[str, Any]:
    """Write the changed letters of a workbook into the plans that are named, and say each.

    Args:
        session: It names the plans.
        workbook: The workbook.
        file: Its name.
        path: Where the plan goes; None for its own file, or nowhere if only JSON is wanted.
        written: Other files that this call has written; those of this workbook are added.
        several: Whether the path is that of a folder.
        force: Whether another file may be overwritten, newer letters replaced, comments lost.
        as_json: Whether the changes go to standard output, and not to standard error.

    Returns:
        The changes, for scripts.
    """
    with _held(_changed(session.named_files(), path) if path or not as_json else ()):
        plans = session.named_plans()
        found = read_back(workbook.sheets, plans.values(), file)
        left_out = [f"{note.place}: {note.message}" for note in workbook.notes]
        for note in (*left_out, *found.notes, *([] if as_json else map(str, found.changes))):
            say(_("{name}: {value}").format(name=file, value=note))
        if not found.changes:
            say(_("{file}: no letter differs from the plan").format(file=file))
        if found.older and path is None and not (as_json or force):
            message = _(
                "{file}: the plan {id} has changed since the workbook was made of it, and these "
                "letters would replace its own; --force takes them, --json only shows them"
            )
            raise UsageError(message.format(file=file, id=", ".join(found.older)))
        if path is not None or not as_json:
            files = {plan.id: own for own, plan in plans.items()}
            _write(found, file, files, path, written, several=several, force=force)
    return {
        "file": file,
        "changes": [
            {
                "plan": change.entry.plan.id,
                "id": change.entry.id,
                "department": change.department,
                "old": change.old,
                "new": change.new,
            }
            for change in found.changes
        ],
    }


def _changed(files: Iterable[str], path: str | None) -> list[str]:
    """Those of the plans that are written: all, or what a path names, itself or in a folder."""
    if path is None:
        return list(files)
    place = os.path.realpath(path)
    return [
        file
        for file in files
        if place in (os.path.realpath(file), os.path.dirname(os.path.realpath(file)))
    ]


@contextlib.contextmanager
def _held(files: Iterable[str]) -> Iterator[None]:
    """Let nobody else change these plans between their reading and their writing."""
    with contextlib.ExitStack() as stack:
        for folder in sorted({os.path.dirname(os.path.realpath(one)) for one in files}):
            try:
                stack.enter_context(locked(folder, _WAIT_S))
            except TimeoutError as error:
                message = _("cannot write {path}: {reason}").format(
                    path=folder, reason=reason(error)
                )
                raise NotWritten(message) from None
        yield


def _write(
    found: ReadBack,
    file: str,
    files: dict[str, str],
    path: str | None,
    written: set[str],
    *,
    several: bool,
    force: bool,
) -> None:
    several = several or len(found.plans) > 1
    if several and path == "-":
        raise UsageError(_("--id, --explain and -o - take one document"))
    if several and path is not None and os.path.isfile(path):
        message = _("-o: {path} is not a folder, and each document becomes a plan of its own")
        raise UsageError(message.format(path=path))
    texts: dict[str, str] = {}
    counts: dict[str, str] = {}
    for old, new in found.plans:
        own = files[old.id]
        into = path or own
        if path not in (None, "-") and (several or os.path.isdir(into)):
            named = plan_path(into, old.id)
            if named is None:
                message = _("{path}: its id {id} is no name of a file; leave -o out")
                raise UsageError(message.format(path=own, id=repr(old.id)))
            into = named
            if into in written:
                message = _(
                    "{file}: the letters of another of these workbooks are in {path}; read this "
                    "one back into that file"
                )
                raise UsageError(message.format(file=file, path=into))
        if is_source(into, [file]):
            message = _("{path} is the document that is read; write to another file")
            raise UsageError(message.format(path=into))
        if is_source(into, [one for one in files.values() if one != own]):
            message = _("{path} is a plan that is read; write to another file")
            raise UsageError(message.format(path=into))
        if path is not None or old != new:
            text = _text(own, old)
            if text is None and path is None:
                message = _("{path} is no plan in TOML; -o says where the changed plan goes")
                raise UsageError(message.format(path=own))
            if text is None and is_source(into, [own]):
                message = _("{path} is the document that is read; write to another file")
                raise UsageError(message.format(path=into))
            # A document has no text to keep.
            changed = with_cells(text, old, new) if text else toml.dumps(new)
            if changed is None and path is None and not force:
                message = _(
                    "{path}: raci is written there in a way of its own, so the file would be "
                    "written anew, without its comments; --force does so, -o FILE leaves it"
                )
                raise UsageError(message.format(path=own))
            if changed is None and text and "#" in text:
                message = _("{path}: it is written anew, without the comments of {old}")
                say(message.format(path=into, old=own))
            texts[into] = toml.dumps(new) if changed is None else changed
            count = sum(change.entry.plan is old for change in found.changes)
            counts[into] = ngettext(
                "{count} letter changed", "{count} letters changed", count
            ).format(count=count)
    for into, text in texts.items():
        if into == "-":
            sys.stdout.write(text)
            continue
        if path is not None and several:
            os.makedirs(path, exist_ok=True)
        if path is None and not force and protection(into):
            message = _("{path} is write-protected; --force replaces it, -o FILE leaves it")
            raise NotWritten(message.format(path=into))
        links = replacement_note(into)
        say(write_text(text, into, counts[into], overwrite=force or path is None))
        if links:
            say(links)
        if path is not None:
            written.add(into)
    _say_differing([new for old, new in found.plans if old != new])


def _say_differing(plans: Sequence[Plan]) -> None:
    """Say of how many measures the letters now say something else than leads and participants."""
    entries = Index(plans).entries if plans else ()
    differing = sum(any(letters(entry, SCHEMES["raci"])) for entry in entries)
    message = ngettext(
        "{count} measure has letters that differ from who is named; lists and documents go by "
        "the names, and `ecotui check` shows them",
        "{count} measures have letters that differ from who is named; lists and documents go by "
        "the names, and `ecotui check` shows them",
        differing,
    )
    if differing:
        say(message.format(count=differing))


def _text(file: str, plan: Plan) -> str | None:
    """The text of a plan in TOML; None where its file is a document."""
    data = toml.read(file)
    try:
        text = toml.decode(data, file)
        is_plan = toml.loads(text, file) == plan
    except toml.PlanError:
        return None
    mark = "\ufeff" * data.startswith(codecs.BOM_UTF8)
    return mark + text if is_plan else None
