"""The plan as a TOML file, schema 1: reading with all problems at once, writing atomically."""

from __future__ import annotations

import os
from functools import cached_property
from typing import NamedTuple

import tomli

from ecotui.i18n import _
from ecotui.model.fields import NESTED, PAIRS, fields, plain, values
from ecotui.model.plan import DEPARTMENT, GROUP, Chapter, Department, Measure, Plan, Section, Source
from ecotui.text.reasons import reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Any, TypeVar

    from ecotui.model.fields import Field

    R = TypeVar("R", bound=NamedTuple)
    Key = str | int
    Table = dict[str, Any]

SCHEMA = 1

# Characters from which on the quick way is worth its import.
_LARGE = 100_000
# What TOML guarantees; what is more cannot be written back everywhere.
_GREATEST = 2**63 - 1


class Problem(NamedTuple):
    """One thing wrong with a file, or worth knowing: where, what, and what to do about it.

    Args:
        file: The path of the file, as it was typed.
        line: Its line, from 1; None where no line can be named.
        message: What is wrong, in one line.
        suggestion: What to do about it.
    """

    file: str
    line: int | None
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        from ecotui.text.display import visible

        where = self.file if self.line is None else f"{self.file}:{self.line}"
        what = self.message
        if self.suggestion:
            what = _("{first}, {second}").format(first=what, second=self.suggestion)
        return visible(_("{name}: {value}").format(name=where, value=what))


class PlanError(Exception):
    """A plan that cannot be read; ``problems`` holds everything that is wrong with it."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load(path: str | os.PathLike[str]) -> Plan:
    """Read a plan from a file.

    Raises:
        PlanError: the file cannot be opened, is no TOML in UTF-8, or is no plan of schema 1.
    """
    return loads(decode(read(path), path), os.fspath(path))


def read(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a plan's file.

    Raises:
        PlanError: it cannot be opened.
    """
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        message = _("cannot read the plan: {reason}").format(reason=reason(error))
        raise PlanError([Problem(os.fspath(path), None, message)]) from None


def decode(data: bytes, path: str | os.PathLike[str]) -> str:
    """The text of a plan's file; ``path`` is the name that problems give.

    Raises:
        PlanError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark, in bytes of its own.
        line = error.object.count(b"\n", 0, error.start) + 1
        message = _("byte 0x{byte:02x} is not UTF-8").format(byte=error.object[error.start])
        hint = _("save the file as UTF-8")
        raise PlanError([Problem(os.fspath(path), line, message, hint)]) from None


def loads(text: str, file: str = "plan.toml") -> Plan:
    """Read a plan from TOML text; ``file`` is the name that problems give.

    Raises:
        PlanError: with every problem of the text.
    """
    if len(text) > _LARGE:
        from ecotui.model import toml_fast

        reader = _Reader(text, file)
        # Nobody will see its problems, and to find their lines takes seconds.
        reader.lines = {}
        if (plain := toml_fast.read(text, reader)) is not None:
            return plain
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = _("not TOML: {reason}").format(reason=reason(error))
        raise PlanError([Problem(file, error.lineno, message)]) from None
    except (ValueError, RecursionError) as error:
        # A number of more digits, or brackets deeper, than the parser takes.
        said = reason(error)
        if isinstance(error, ValueError) and "digits" in said:
            said = _("a number has too many digits; the largest is {most}").format(most=_GREATEST)
        message = _("not TOML: {reason}").format(reason=said)
        raise PlanError([Problem(file, None, message)]) from None
    reader = _Reader(text, file)
    plan = reader.plan(data)
    if reader.problems:
        raise PlanError(sorted(reader.problems, key=lambda problem: problem.line or 0))
    return plan


class _Reader:
    """Builds the plan and collects what is wrong; a wrong value is read as an empty one."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.declared: set[str] = set()

    def plan(self, data: Table) -> Plan:
        schema = data.get("schema")
        if schema is None:
            what = _("`schema` is missing")
            self.problem((), what, _("write `schema = {schema}` first").format(schema=SCHEMA))
        elif schema != SCHEMA or type(schema) is not int:
            message = _("unknown schema {found}; this ecotui reads schema {schema}")
            self.problem(("schema",), message.format(found=_quoted(schema), schema=SCHEMA))
        self.keys(data, (), ("schema", "plan", "departments", "chapters"))
        head = data.get("plan")
        if not isinstance(head, dict):
            self.problem(("plan",), _("the table [plan] is missing"))
            head = {"id": "-", "title": "-"}
        at: tuple[Key, ...] = ("plan",)
        known = [field for field in fields(Plan) if field.name not in _ABOVE]
        self.keys(head, at, [field.name for field in known])
        about = {field.name: self.value(field, head, at) for field in known}
        departments = self.departments(data)
        self.declared = {department.name for department in departments}
        chapters = self.records(Chapter, data, "chapters", ())
        return Plan(**about, departments=departments, chapters=chapters)

    def departments(self, data: Table) -> tuple[Department, ...]:
        tables = list(self.tables(data, "departments", ()))
        found = tuple([self.record(Department, table, at) for table, at in tables])
        seen: set[str] = set()
        for table, at in tables:
            name = table.get("name")
            # What is no name is reported as such.
            if isinstance(name, str) and name.strip():
                if name in seen:
                    message = _("department {name} is declared twice").format(name=name)
                    self.problem((*at, "name"), message)
                seen.add(name)
        return found

    def record(self, cls: type[R], table: Table, at: tuple[Key, ...]) -> R:
        """What a table says, by the table of fields."""
        known = fields(cls)
        self.keys(table, at, cls._fields)
        return cls(*[self.value(field, table, at) for field in known])

    def records(self, cls: type[R], parent: Table, key: str, at: tuple[Key, ...]) -> tuple[R, ...]:
        return tuple([self.record(cls, table, p) for table, p in self.tables(parent, key, at)])

    def value(self, field: Field, table: Table, at: tuple[Key, ...]) -> Any:
        if field.name in table or field.required:
            return _READ[field.kind](self, table, field.name, at)
        return field.default

    # -- values

    def string(self, table: Table, key: str, at: tuple[Key, ...]) -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if key not in table:
            self.problem(at, _("{key} is missing").format(key=f"`{key}`"))
        elif isinstance(value, str):
            self.problem((*at, key), _("{key} is empty").format(key=f"`{key}`"))
        else:
            self.wrong_type(at, key, value, _("a string"))
        return "-"

    def kind(self, table: Table, key: str, at: tuple[Key, ...]) -> str:
        value = table[key]
        if value in (DEPARTMENT, GROUP):
            return str(value)
        allowed = f'"{DEPARTMENT}" / "{GROUP}"'
        message = _("kind is {found}, not {allowed}").format(found=_quoted(value), allowed=allowed)
        self.problem((*at, key), message, _did_you_mean(value, (DEPARTMENT, GROUP)))
        return DEPARTMENT

    def truth(self, table: Table, key: str, at: tuple[Key, ...]) -> bool:
        if not isinstance(table[key], bool):
            self.wrong_type(at, key, table[key], _("true or false"))
        return table[key] is True

    def source(self, table: Table, key: str, at: tuple[Key, ...]) -> Source:
        return self.record(Source, self.table(table, key, at), (*at, key))

    def texts(self, table: Table, key: str, at: tuple[Key, ...]) -> tuple[tuple[str, str], ...]:
        below = self.table(table, key, at)
        return tuple([(name, self.string(below, name, (*at, key))) for name in below])

    def cells(self, table: Table, key: str, at: tuple[Key, ...]) -> tuple[tuple[str, str], ...]:
        below, where = self.table(table, key, at), (*at, key)
        self.departments_known(below, where)
        # An empty one says that the department has no letter, whatever the scheme gives it.
        return tuple([(n, v and self.string(below, n, where)) for n, v in below.items()])

    def strings(self, table: Table, key: str, at: tuple[Key, ...]) -> tuple[str, ...]:
        value = table[key]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong_type(at, key, value, _("a list of strings"))
            return ()
        if not all(item.strip() for item in value):
            self.problem((*at, key), _("{key} contains an empty string").format(key=f"`{key}`"))
        return tuple(value)

    def names(self, table: Table, key: str, at: tuple[Key, ...]) -> tuple[str, ...]:
        names = self.strings(table, key, at)
        if not self.declared.issuperset(names):
            self.departments_known(names, (*at, key))
        return names

    def number(self, table: Table, key: str, at: tuple[Key, ...]) -> int:
        value = table.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _GREATEST:
            return value
        if key not in table:
            self.problem(at, _("{key} is missing").format(key=f"`{key}`"))
        else:
            wanted = _("a whole number from 1")
            if isinstance(value, int) and value > _GREATEST:
                # As many as TOML has: other programs read its whole numbers in 64 bits.
                wanted = _("a whole number from 1 to {most}").format(most=_GREATEST)
            self.wrong_type(at, key, value, wanted)
        return 1

    def table(self, parent: Table, key: str, at: tuple[Key, ...]) -> Table:
        value = parent[key]
        if isinstance(value, dict):
            return value
        self.wrong_type(at, key, value, _("a table"))
        return {}

    def tables(
        self, parent: Table, key: str, at: tuple[Key, ...]
    ) -> Iterable[tuple[Table, tuple[Key, ...]]]:
        value = parent.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong_type(at, key, value, _("tables in double brackets"))
            return []
        return [(table, (*at, key, index)) for index, table in enumerate(value)]

    # -- problems

    def keys(self, table: Table, at: tuple[Key, ...], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                message = _("unknown key {key}").format(key=f"`{key}`")
                self.problem((*at, key), message, _did_you_mean(key, known))

    def departments_known(self, names: Iterable[str], at: tuple[Key, ...]) -> None:
        for name in names:
            if name.strip() and name not in self.declared:
                message = _("unknown department {name}").format(name=name)
                hint = _did_you_mean(name, self.declared) or _("declare it in [[departments]]")
                self.problem((*at, name), message, hint)

    def wrong_type(self, at: tuple[Key, ...], key: str, value: object, wanted: str) -> None:
        message = _("{key} is {found}, not {wanted}")
        message = message.format(key=f"`{key}`", found=_quoted(value), wanted=wanted)
        self.problem((*at, key), message)

    def problem(self, at: tuple[Key, ...], message: str, suggestion: str | None = None) -> None:
        self.problems.append(Problem(self.file, self.line(at), message, suggestion))

    @cached_property
    def lines(self) -> dict[tuple[Key, ...], int]:
        """Where each value stands; looked for when something is wrong."""
        from ecotui.model.toml_positions import locate

        return locate(self.text)

    def line(self, at: tuple[Key, ...]) -> int | None:
        """The line of a value, or of the nearest thing around it that has one."""
        while at:
            if at in self.lines:
                return self.lines[at]
            at = at[:-1]
        return 1


#: How each kind of field is read.
_READ: Mapping[str, Callable[[_Reader, Table, str, tuple[Key, ...]], Any]] = {
    "int": _Reader.number,
    "int | None": _Reader.number,
    "str": _Reader.string,
    "str | None": _Reader.string,
    "bool": _Reader.truth,
    "Kind": _Reader.kind,
    "Strings": _Reader.strings,
    "Names": _Reader.names,
    "Cells": _Reader.cells,
    "Texts": _Reader.texts,
    "Source | None": _Reader.source,
    "Measures": lambda reader, *where: reader.records(Measure, *where),
    "Sections": lambda reader, *where: reader.records(Section, *where),
}
#: Fields of a plan that stand beside its table, not in it.
_ABOVE = ("departments", "chapters")


def _quoted(value: object) -> str:
    try:
        text = f'"{value}"' if isinstance(value, str) else str(value)
    except ValueError:  # int() has a limit of digits, and hexadecimal ones pass it
        text = "…"
    return text if len(text) <= 40 else f"{text[:39]}…"


def _did_you_mean(value: object, known: Iterable[str]) -> str | None:
    if not isinstance(value, str):
        return None
    from ecotui.text.suggestions import did_you_mean

    return did_you_mean(value, sorted(known), 0.4)


# -- writing


# Controls of eight bits, and what turns the direction of a line: TOML takes them as they are, and a
# terminal or an editor that shows the text obeys them.
_OBEYED = {
    code: f"\\u{code:04X}"
    for code in (*range(0x80, 0xA0), 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
}


def dumps(plan: Plan) -> str:
    """The plan as TOML text, always the same for the same plan."""
    blocks = [f"schema = {SCHEMA}\n", _block("[plan]", plan)]
    if plan.source:
        blocks.append(_block("[plan.source]", plan.source))
    blocks += [_block("[[departments]]", department) for department in plan.departments]
    for chapter in plan.chapters:
        blocks.append(_block("[[chapters]]", chapter))
        blocks += [_block("[[chapters.measures]]", m) for m in chapter.measures]
        for section in chapter.sections:
            blocks.append(_block("[[chapters.sections]]", section))
            blocks += [_block("[[chapters.sections.measures]]", m) for m in section.measures]
    text = "\n".join(blocks)
    # They can stand inside of strings only, where an escape means the same.
    return text if text.isascii() else text.translate(_OBEYED)


def _block(header: str, record: NamedTuple) -> str:
    """A record as TOML, without what stands under headers of its own."""
    import tomli_w

    lines = [f"{header}\n"]
    for field, value in values(record):
        if field.kind in PAIRS:
            lines.append(f"{field.name} = {inline(value)}\n")
        elif field.kind not in NESTED:
            lines.append(tomli_w.dumps({field.name: plain(field.kind, value)}))
    return "".join(lines)


def inline(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as an inline table."""
    import tomli_w

    lines = [tomli_w.dumps({key: text}).strip() for key, text in dict(pairs).items()]
    return f"{{ {', '.join(lines)} }}"


def save(plan: Plan, path: str | os.PathLike[str], *, overwrite: bool = True) -> None:
    """Write a plan to a file, whole or not at all.

    Raises:
        FileExistsError: the file exists and ``overwrite`` is false.
        OSError: the file cannot be written.
    """
    from ecotui.files import replacing

    with replacing(path, overwrite=overwrite) as file:
        file.write(dumps(plan).encode())
