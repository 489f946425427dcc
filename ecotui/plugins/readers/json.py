"""Reader ``json``: what the exporter ``json`` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ecotui.api import (
    Chapter,
    Department,
    Measure,
    Plan,
    PlanError,
    Problem,
    Section,
    Source,
    _,
)

#: The keys that the exporter writes; those that follow from others are not read.
_FILE = {"plan", "plans", "query", "measures", "departments"}
_PLAN = {"id", "title", "language", "source"}
_MEASURE = {*Measure._fields, "id", "plan", "chapter", "section", "matches", "due"}
_DEPARTMENT = {"name", "kind", "aliases", "lead", "first_lead", "participant", "total"}
#: The types of what is no text.
_TYPES: dict[str, type] = {
    **dict.fromkeys(("number", "source_line"), int),
    **dict.fromkeys(("lead", "participants"), list),
    **dict.fromkeys(("participants_open", "lead_open"), bool),
    **dict.fromkeys(("raci", "extra"), dict),
}


class Reader:
    """Makes a plan of the measures in a JSON file, with the headings that they name."""

    def read(self, data: bytes, file: str) -> tuple[Plan, tuple[Problem, ...]]:
        """The plan; measures that a query had left out are not in the file."""
        from ecotui.plugins.readers.encodings import decode

        text, _encoding = decode(data, file)
        try:
            found = json.loads(text)
            # Half a pair of surrogates is no character; it is a ValueError.
            json.dumps(found, ensure_ascii=False).encode()
            if len(found.get("plans", ())) > 1:
                message = _("it holds several plans")
                raise PlanError([Problem(file, None, message, _("export each by itself"))])
            return _plan(found), tuple([Problem(file, None, one) for one in _unknown(found)])
        except json.JSONDecodeError as error:
            message = _("not JSON: {reason}").format(reason=error.msg)
            raise PlanError([Problem(file, error.lineno, message)]) from None
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
            message = _("not a plan as the exporter json writes it")
            advice = _("import the document that it was made of")
            raise PlanError([Problem(file, None, message, advice)]) from None


def _plan(found: Any) -> Plan:
    about, source = found["plan"], found["plan"].get("source")
    chapters: dict[tuple[Any, str], tuple[list[Measure], dict[Any, list[Measure]]]] = {}
    for one in found["measures"]:
        measure = _measure(one)
        chapter = (one["chapter"]["number"], str(one["chapter"]["title"]))
        own, sections = chapters.setdefault(chapter, ([], {}))
        if section := one["section"]:
            sections.setdefault((section["number"], str(section["title"])), []).append(measure)
        else:
            own.append(measure)
    return Plan(
        str(about["id"]),
        str(about["title"]),
        str(about["language"]),
        Source(str(source["file"]), str(source["sha256"])) if source else None,
        tuple(
            [
                Department(str(d["name"]), tuple(d.get("aliases", ())), str(d["kind"]))
                for d in found["departments"]
            ]
        ),
        tuple(
            [
                Chapter(
                    chapter[0],
                    chapter[1],
                    tuple(own),
                    tuple([Section(at[0], at[1], tuple(below)) for at, below in sections.items()]),
                )
                for chapter, (own, sections) in chapters.items()
            ]
        ),
    )


def _unknown(found: Any) -> Iterator[str]:
    """What the file says under keys that the exporter does not write; a line for each."""
    message = _("{place}: there is no key {key}; left out")
    places = [("-", found, _FILE), ("plan", found["plan"], _PLAN)]
    places += [(str(one.get("id")), one, _MEASURE) for one in found["measures"]]
    places += [(str(one["name"]), one, _DEPARTMENT) for one in found["departments"]]
    for place, one, known in places:
        for key in sorted(one.keys() - known):
            yield message.format(place=place, key=key)


def _measure(one: Any) -> Measure:
    values: dict[str, Any] = {}
    for name in Measure._fields:
        value = one.get(name)
        if value is None:
            continue
        if not isinstance(value, _TYPES.get(name, str)):
            raise TypeError(name)
        if isinstance(value, dict):
            value = tuple([(str(key), str(text)) for key, text in value.items()])
        elif isinstance(value, list):
            value = tuple(map(str, value))
        values[name] = value
    return Measure(**values)
