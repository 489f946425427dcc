"""Write docs/plugins/reference.md from the code: ``python tools/plugin_reference.py``.

The page takes its text from the docstrings of hooks, specs, options and the contract. A test
compares the page with the output of this program.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import typing
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from ecotui import api, testing
from ecotui.contract import checks, samples
from ecotui.options import RESERVED_OPTIONS
from ecotui.plugin_host import loading, spec

PAGE = Path(__file__).resolve().parent.parent / "docs" / "plugins" / "reference.md"

HEAD = """\
# Reference for plugins

`make reference` makes this page from the code; [guide.md](guide.md) explains step by step how
to write a plugin. Import everything here except the tests from `ecotui.api`, which is typed and
stable within one `api_version` (now {version}).
"""

#: The types of an option, which `option` names, and how a user gives a value of each.
TYPES = (
    ("bool", "`--name`, `--no-name`", "a box to tick", "`true`, `false`"),
    ("int", "a whole number", "a line", "a number"),
    ("float", "a number", "a line", "a number"),
    ("str", "a text", "a line", "a text"),
    ("Enum", "the value of a member", "a list to choose from", "the value"),
    ("Literal", "one of its values", "a list to choose from", "the value"),
    ("tuple[str, …]", "texts with `,` between them", "a line", "an array of texts"),
)


def plain(text: str) -> str:
    """A docstring as one line of Markdown."""
    return " ".join(text.replace("``", "`").split()).replace("|", "\\|")


def summary(thing: Any) -> str:
    """The first paragraph of a docstring."""
    return plain((inspect.getdoc(thing) or "").split("\n\n")[0])


def part(thing: Any, title: str) -> dict[str, str]:
    """The entries under ``Args:`` or ``Attributes:`` of a docstring, by name."""
    _head, _title, rest = (inspect.getdoc(thing) or "").partition(f"\n{title}:\n")
    found: dict[str, str] = {}
    name = ""
    for line in rest.splitlines():
        if line and not line.startswith("    "):
            break
        if match := re.match(r"    (\w+): (.*)", line):
            name = match[1]
            found[name] = match[2]
        elif name:
            found[name] += f" {line.strip()}"
    return {name: plain(text) for name, text in found.items()}


def table(*head: str, rows: Iterator[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def hooks() -> Iterator[str]:
    """The hooks that a plugin may implement."""
    yield "\n## Hooks\n\n"
    yield "A module (or object) that the entry point names in the group `ecotui` has one or both\n"
    yield "of these functions, marked with `@hookimpl`:\n\n```python\n"
    for name, hook in inspect.getmembers(spec, inspect.isfunction):
        if name.startswith("ecotui_"):
            yield f"def {name}{signature(hook)}: ...\n"
    yield "```\n\n"
    for name, hook in inspect.getmembers(spec, inspect.isfunction):
        if name.startswith("ecotui_"):
            yield f"- `{name}`: {summary(hook)}\n"
    limit, most = loading.IMPORT_WAIT_S, loading.MAX_SPECS
    yield f"\nImporting a plugin and calling its hooks may take {limit:g} seconds in all. It may\n"
    yield f"name {most} exporters and as many importers. If it writes to standard output\n"
    yield "meanwhile, it is listed as broken. Hooks and exports run in threads, not always the\n"
    yield "same: what belongs to one thread (`signal.signal`, an `sqlite3` connection, the loop\n"
    yield "of `asyncio`) is made where it is used.\n"


def specs() -> Iterator[str]:
    """The fields of both specs."""
    for cls in (api.ExporterSpec, api.ImporterSpec):
        yield f"\n## `{cls.__name__}`\n\n{summary(cls)} All by keyword.\n\n"
        rows = _fields(cls, part(cls, "Args"))
        yield table("field", "type", "default", "holds", rows=rows)


def _fields(cls: Any, described: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for field in dataclasses.fields(cls):
        default = ""
        if field.default is not dataclasses.MISSING:
            default = getattr(field.default, "__name__", repr(field.default))
        elif field.default_factory is not dataclasses.MISSING:
            default = repr(field.default_factory())
        kind = str(field.type).replace("|", "\\|")
        yield (
            f"`{field.name}`",
            f"`{kind}`",
            f"`{default}`" if default else "",
            described[field.name],
        )


def options() -> Iterator[str]:
    """The arguments of `option`, and the types of options."""
    yield f"\n## `option`\n\n{summary(api.option)}\n\n"
    rows = part(api.option, "Args").items()
    yield table("argument", "is", rows=((f"`{name}`", text) for name, text in rows))
    yield "\nOptions are the fields of a frozen dataclass. One declaration serves the command\n"
    yield "line, the export dialog, `[exporters.ID]` in `config.toml` and `exporters --json`:\n\n"
    yield table(
        *("type", "as a flag", "in the dialog", "in `config.toml`"),
        rows=((f"`{kind}`", *rest) for kind, *rest in TYPES),
    )
    names = "`, `".join(sorted(RESERVED_OPTIONS))
    yield f"\nEvery exporter has flags with the names `{names}`, so an option cannot have them.\n"


def objects() -> Iterator[str]:
    """The objects that exporters and importers are and get."""
    for cls in (api.Exporter, api.Importer, api.Target, api.TargetFile, api.Selection):
        whole = (inspect.getdoc(cls) or "").partition("\nAttributes:")[0].strip()
        paragraphs = "\n\n".join(map(plain, whole.split("\n\n")))
        yield f"\n## `{cls.__name__}`\n\n{paragraphs}\n\n"
        yield table("member", "is", rows=_members(cls))


def _members(cls: Any) -> Iterator[tuple[str, str]]:
    attributes = part(cls, "Attributes")
    for name, text in attributes.items():
        yield f"`{name}`", text
    for base in reversed(cls.__mro__):
        for name, member in vars(base).items():
            if name.startswith("_") or name in attributes or base in (object, typing.Protocol):
                continue
            if isinstance(member, (property, cached_property)):
                yield f"`{name}`", summary(member)
            elif inspect.isfunction(member) and member.__doc__:
                yield f"`{name}{signature(member)}`".replace("|", "\\|"), _whole(member)


def _whole(function: Any) -> str:
    """What a function does, what its arguments are, and what it raises."""
    more = [f"`{name}`: {text}" for name, text in part(function, "Args").items()]
    more += [f"Raises `{name}`: {text}" for name, text in part(function, "Raises").items()]
    return " ".join([summary(function), *more])


#: The records of which a plan is made, and what an importer says about a document.
RECORDS = (
    *(api.Plan, api.Chapter, api.Section, api.Measure, api.Department, api.Source, api.Problem),
    *(api.Paragraph, api.Table, api.Row, api.Cell, api.Note, api.Place),
)


def records() -> Iterator[str]:
    """The fields of records, with their types and defaults."""
    yield "\n## Records\n\n"
    yield "What an importer makes. They are frozen: `record._replace(field=…)` gives another one.\n"
    yield 'Lists are tuples, of one item too: `("县图书馆",)`.\n'
    for cls in RECORDS:
        described = part(cls, "Args")
        hints = typing.get_type_hints(cls)
        rows = (
            (
                f"`{name}`",
                f"`{_type(hints[name])}`".replace("|", "\\|"),
                f"`{cls._field_defaults[name]!r}`" if name in cls._field_defaults else "",
                described[name],
            )
            for name in cls._fields
        )
        yield f"\n### `{cls.__name__}`\n\n{summary(cls)}\n\n"
        yield table("field", "type", "default", "holds", rows=rows)


def _type(hint: Any) -> str:
    """A type as it is written in Python, without the modules of ours."""
    text = hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint)
    return re.sub(r"ecotui\.[\w.]*\.|collections\.abc\.", "", text)


def signature(function: Any) -> str:
    """Arguments and result of a function, as in its source."""
    parts = []
    starred = False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        default = "" if parameter.default is parameter.empty else f" = {_value(parameter.default)}"
        parts.append(f"{parameter.name}: {parameter.annotation}{default}")
    return f"({', '.join(parts)}) -> {inspect.signature(function).return_annotation}"


def names() -> Iterator[str]:
    """Every name of the API."""
    yield "\n## Every name of `ecotui.api`\n\n"
    values = {
        "Block": "What a reader of documents gives: a `Paragraph`, `Table` or `Note`.",
        "OPEN_MARK": "等, the end of an open list of departments in Chinese; see `open_mark`.",
        "SCHEMES": "The schemes that `Selection.matrix` knows, by name.",
        "api_version": "Version of the interface between ecotui and plugins.",
        "hookimpl": "Marks a function as the implementation of a hook.",
    }
    rows = (
        (f"`{name}`", values.get(name) or summary(getattr(api, name)), _holds(getattr(api, name)))
        for name in api.__all__
    )
    yield table("name", "is", "has", rows=rows)


def _holds(thing: Any) -> str:
    """The fields and properties of a record."""
    fields = getattr(thing, "_fields", ())
    properties = [
        name
        for name, member in (vars(thing).items() if fields else ())
        if isinstance(member, property) and not name.startswith("_")
    ]
    return ", ".join(f"`{name}`" for name in (*fields, *properties))


def contract() -> Iterator[str]:
    """The contract suite."""
    yield "\n## `ecotui.testing`\n\nNeeds pytest; nothing else of ecotui does. Each check is a\n"
    yield "test `test_contract[…]`, each plan a test `test_it_writes[…]`, each document a test\n"
    yield "`test_it_reads[…]`. A check that cannot be made is skipped, with its reason.\n"
    for cls, every in (
        (testing.ExporterContract, checks.EXPORTER),
        (testing.ImporterContract, checks.IMPORTER),
    ):
        first, *rest = (inspect.getdoc(cls) or "").partition("\nAttributes:")[0].split("\n\n")
        yield f"\n### `{cls.__name__}`\n\n{plain(first)} {plain(' '.join(rest))}\n\n"
        rows = part(cls, "Attributes").items()
        yield table("attribute", "is", rows=((f"`{name}`", text) for name, text in rows))
        details = ((check.title, summary(check.find)) for check in every)
        yield "\n"
        yield table("check", "in detail", rows=details)
    yield f"\n`reopen(path)` of an `ExporterContract`: {summary(testing.ExporterContract.reopen)}"
    yield "\nText, ZIP archives, SQLite and Parquet are known; override it for another format.\n"
    yield f"\nThe plans: `{'`, `'.join(samples.PLANS)}`; "
    yield f"the large one has {samples.LARGE} measures.\n"
    for function in (testing.export, testing.read):
        name = function.__name__
        yield f"\n### `{name}`\n\n```python\n"
        yield f"{_wrapped(f'def {name}{signature(function)}')}\n```\n\n"
        yield f"{summary(function)}\n\n"
        rows = part(function, "Args").items()
        yield table("argument", "is", rows=((f"`{one}`", text) for one, text in rows))


def _value(default: object) -> str:
    return f'"{default}"' if isinstance(default, str) else repr(default)


def _wrapped(header: str) -> str:
    """The header of a function with one line per argument."""
    head, _open, rest = header.partition("(")
    arguments, _close, result = rest.rpartition(")")
    parts = re.split(r", (?![^\[]*\])", arguments)
    return f"{head}(\n" + "".join(f"    {one},\n" for one in parts) + f"){result}: ..."


def text() -> str:
    """The page."""
    head = HEAD.format(version=api.api_version)
    every = (hooks(), specs(), options(), objects(), records(), names(), contract())
    return head + "".join(part_ for section in every for part_ in section)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
