"""Running an importer: a reader of blocks, which are understood here, or one that makes plans."""

from __future__ import annotations

import re

from ecotui.i18n import _, ngettext
from ecotui.importing.plugin_options import taken
from ecotui.plugin_host.containment import contained
from ecotui.plugin_host.spec import ExportError
from ecotui.text.reasons import reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ecotui.importing.builder import Decisions
    from ecotui.importing.document import Imported
    from ecotui.plugin_host.registry import Registered


def read(
    listed: Registered,
    data: bytes,
    file: str,
    decisions: Decisions | None = None,
    options: object = None,
) -> Imported:
    """Read a document through an importer.

    Args:
        listed: The importer.
        data: The document.
        file: Its name, for messages.
        decisions: What the user decides where rules cannot.
        options: An instance of the importer's type of options; by default that of its defaults.

    Raises:
        PlanError: the document holds no plan; a `MatrixWorkbook`, if it holds a matrix of one.
        ExportError: something that the importer needs is not installed.
        PluginBroken: the importer cannot be imported, raised something else, or gave no plan.
    """
    from ecotui.importing.blocks import Block, MatrixSheet, Note
    from ecotui.importing.document import Imported, understand
    from ecotui.importing.outline import READ, Remark
    from ecotui.model.plan import Plan
    from ecotui.model.toml import PlanError, Problem

    if listed.reason:
        raise ExportError(_("{name}: {value}").format(name=listed.key, value=listed.reason))
    importer = listed.instantiate()
    if options is None:
        options = listed.build({})
    try:
        with contained(trusted=listed.is_own) as changed:
            if hasattr(importer, "blocks"):
                more = taken(importer.blocks, options)
                blocks = list(importer.blocks(data, file, **more))
                for one in blocks:
                    if not isinstance(one, Block | MatrixSheet):
                        raise TypeError(f"blocks() gave {type(one).__name__}, not a Block")
            else:
                plan, problems = importer.read(data, file, **taken(importer.read, options))
                problems = tuple(problems)
                if not isinstance(plan, Plan) or not all(isinstance(p, Problem) for p in problems):
                    made = type(plan).__name__
                    raise TypeError(f"read() gave {made}, not a Plan and its Problems")
    except PlanError as error:
        if not error.problems or not all(isinstance(p, Problem) for p in error.problems):
            raise listed.failure(TypeError("PlanError without its Problems")) from error
        raise
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise listed.failure(error) from error
    put_back = [Remark(READ, None, text) for text in changed]
    if hasattr(importer, "blocks"):
        if sheets := [block for block in blocks if isinstance(block, MatrixSheet)]:
            from ecotui.importing.matrix_workbook import MatrixWorkbook

            notes = [one for one in blocks if isinstance(one, Note)]
            raise MatrixWorkbook(sheets, file, notes)
        try:
            found = understand(blocks, data, file, decisions)
        except PlanError:
            raise
        except Exception as error:
            # What is in the blocks is the plugin's.
            if listed.is_own:
                raise
            raise listed.failure(error) from error
        return found._replace(remarks=(*put_back, *found.remarks))
    remarks = [*put_back, *(Remark.of(problem, READ) for problem in problems)]
    return Imported(plan, tuple(remarks), (), file)


class NotWritten(Exception):
    """A plan was not written; the message is one line."""

    def __init__(self, message: str, exit_code: int = 3) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def checked(imported: Imported) -> str:
    """The plan as TOML that was read back and found equal.

    Raises:
        NotWritten: it would not be.
    """
    from ecotui.model import toml

    message = _("the plan cannot be read back: {reason}")
    text = toml.dumps(imported.plan)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        raise NotWritten(_("{text} is no character").format(text=half), 2) from None
    try:
        same = toml.loads(text, imported.file) == imported.plan
    except toml.PlanError as error:
        raise NotWritten(message.format(reason=error.problems[0]), 4) from None
    if not same:
        raise NotWritten(message.format(reason=imported.file), 4)
    return text


def write(imported: Imported, path: str, *, overwrite: bool) -> str:
    """Write the plan of a document to a file, whole or not at all; returns what to say of it.

    Raises:
        NotWritten: it cannot be read back, the file exists, or cannot be written.
    """
    text = checked(imported)
    count = sum(1 for _measure in imported.plan.walk())
    counted = ngettext("{count} measure", "{count} measures", count).format(count=count)
    return write_text(text, path, counted, overwrite=overwrite)


def write_text(text: str, path: str, counted: str, *, overwrite: bool) -> str:
    """Write the text of a plan to a file, whole or not at all; returns what to say of it.

    Raises:
        NotWritten: the file exists, or cannot be written.
    """
    from ecotui.files import replacing

    try:
        with replacing(path, overwrite=overwrite) as file:
            file.write(text.encode())
    except FileExistsError:
        message = _("{path} exists; --force overwrites it").format(path=path)
        raise NotWritten(message) from None
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        raise NotWritten(message.format(path=path, reason=reason(error))) from None
    return _("wrote {path}: {counted}").format(path=path, counted=counted)


def summary(imported: Imported) -> str:
    """What was understood of a document, in one line."""
    plan = imported.plan
    measures = sum(1 for _measure in plan.walk())
    kinds = [remark.kind for remark in imported.remarks]
    parts = [
        ngettext("{count} measure", "{count} measures", measures).format(count=measures),
        ngettext("{count} chapter", "{count} chapters", len(plan.chapters)).format(
            count=len(plan.chapters)
        ),
        ngettext("{count} department", "{count} departments", len(plan.departments)).format(
            count=len(plan.departments)
        ),
    ]
    counts = [
        (_("{count} left out"), kinds.count("left-out")),
        (_("{count} doubtful"), kinds.count("doubtful")),
        (_("{count} repaired"), kinds.count("repaired")),
    ]
    odd = [text.format(count=count) for text, count in counts if count]
    return _(", ").join(parts) + (_("; ") + _(", ").join(odd) if odd else "")


#: Numerals as ``--measure-level`` takes them.
LEVELS = "一、 （一） 1. （1）"


def wrong_decisions(
    columns: Mapping[str, str], measure_level: str | None
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The decisions that nothing can follow: their keys in ``[import]``, and what is allowed."""
    from ecotui.importing import words
    from ecotui.importing.layout import mark

    for head, role in columns.items():
        if role not in words.ROLES:
            yield ("columns", head), " / ".join(words.ROLES)
    if measure_level is not None and mark(f"{measure_level}X") is None:
        yield ("measure_level",), LEVELS


def decision(word: str) -> tuple[str, str]:
    """The two sides of ``HEAD=ROLE`` or ``NAME=OTHER``.

    Raises:
        ValueError: it has no such form.
    """
    found = re.fullmatch(r"\s*(.+?)\s*[=＝]\s*(.+?)\s*", word)
    if found is None:
        raise ValueError(word)
    return found[1], found[2]
