"""What an export is about, and the name of its file that follows from that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecotui.i18n import _, ngettext
from ecotui.query.departments import resolve
from ecotui.query.grammar import DEPARTMENT_FIELDS, QueryError, Term, parse

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered
    from ecotui.query.selection import Selection

#: The name of a file may have 255 bytes; the rest is for its ending and for what is made beside it.
MAX_BYTES = 150
#: A title without what kind of document it names, and the most of it that is kept.
_KIND = re.compile(r"(重点)?(任务)?(分工|实施|工作|行动)?(方案|计划)$")
_MAX_TITLE = 24
_UNFIT = re.compile(r"[^\w.·]+|[\s_]+")


def department_of(selection: Selection) -> str:
    """The one department that the query asks for, whatever its role; "" if there is none."""
    found = {
        name
        for term in _terms(selection)
        for name in (_departments(selection, term) if term.field in DEPARTMENT_FIELDS else ())
    }
    return found.pop() if len(found) == 1 else ""


def default_name(listed: Registered, selection: Selection, department: str = "") -> str:
    """A name for the file of an export: ``环境保护厅-RACI矩阵.xlsx``.

    It says what the query asks for, and the department to which an option limits the file, or else
    the title of the plan; then what the exporter writes, in the language in use. Numbers of
    measures, such as those of marked ones, are only counted.
    """
    subject = _subject(selection)
    is_marked = not selection.query and 0 < len(selection) < len(selection.index.entries)
    if is_marked or any(term.field == "no" for term in _terms(selection)):
        subject = [*(subject or [_title(selection)]), _counted(selection)]
    if department and department not in subject:
        subject = [department, *subject]
    about = _fit("-".join(subject) or _title(selection)) or _fit(selection.plan.id) or "plan"
    room = MAX_BYTES - len(_what(listed).encode())
    about = about.encode()[: max(room, 0)].decode(errors="ignore").strip(".-")
    return file_name(listed, about)


def file_name(listed: Registered, about: str = "") -> str:
    """What an exporter writes, as a name: ``RACI矩阵.xlsx``; before it, what it is about."""
    stem = "-".join(filter(None, (about, _what(listed))))
    if listed.spec.kind == "tree" or not listed.spec.extensions:
        return stem
    return f"{stem}.{listed.spec.extensions[0]}"


def _what(listed: Registered) -> str:
    return _fit(_without_format(listed.title) or listed.spec.id)


def _without_format(title: str) -> str:
    """What an exporter writes, by its title: ``RACI矩阵`` of ``RACI 矩阵（Excel）``."""
    what = re.split(r"[（(,，]", title, maxsplit=1)[0].strip()
    return _without_blanks(what)


def _without_blanks(text: str) -> str:
    """A text without the blanks beside Chinese, which are not needed in a name."""
    return re.sub(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])", "", text)


def _fit(text: str) -> str:
    """A text of which every system takes each character in the name of a file."""
    fit = _UNFIT.sub("-", text).strip(".-")
    return fit.encode()[:MAX_BYTES].decode(errors="ignore").strip(".-")


def _title(selection: Selection) -> str:
    """The title of the plan, short; of several plans that of the first, and how many they are."""
    title = selection.plan.title
    short = (_KIND.sub("", title.strip()) or title)[:_MAX_TITLE]
    count = len(selection.plans)
    if count == 1:
        return short
    return _("{title} and others, {count} plans").format(title=short, count=count)


def _counted(selection: Selection) -> str:
    if len(selection) == 1:
        entry = selection.index.entries[selection.mask.bit_length() - 1]
        return _without_blanks(_("measure {id}").format(id=entry.id))
    text = ngettext("{count} measure", "{count} measures", len(selection))
    return _without_blanks(text.format(count=len(selection)))


def _terms(selection: Selection) -> Iterator[Term]:
    """The terms of the query that ask for something."""
    try:
        yield from (term for term in parse(selection.query).terms if not term.negated)
    except QueryError:
        return


def _departments(selection: Selection, term: Term) -> Iterator[str]:
    for value in term.values:
        try:
            yield resolve(value, selection.index.departments).name
        except QueryError:
            yield value


def _subject(selection: Selection) -> list[str]:
    """What the query asks for, in words; none if there is no query."""
    words: dict[str, None] = {}
    for term in _terms(selection):
        if term.field in DEPARTMENT_FIELDS:
            words.update(dict.fromkeys(_departments(selection, term)))
        elif term.field in ("chapter", "section"):
            level = 1 if term.field == "chapter" else 2
            titles = {
                one.title
                for one in selection.index.headings
                if one.level == level and one.mask & selection.mask
            }
            words.update(dict.fromkeys(titles if len(titles) == 1 else term.values))
        elif term.field == "due":
            words[str(term)] = None
        elif term.field != "no":
            words.update(dict.fromkeys(term.values))
    return list(words)
