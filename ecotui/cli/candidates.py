"""What may stand for an option or argument that is being typed, for the completion of shells."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

import click
from click.shell_completion import CompletionItem

from ecotui.cli.session import Session
from ecotui.files import expanded
from ecotui.i18n import _
from ecotui.query.grammar import DEPARTMENT_FIELDS, FIELDS
from ecotui.text.display import cut, visible

#: How many are offered.
_LIMIT = 60

Pairs = Iterable[tuple[str, str]]
# In quotes, because the items are generic only since click 8.4.
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def _completer(find: Callable[[Session, str], Pairs]) -> Completer:
    """What click calls, of a function of the session and the word: pairs of a value and a note."""

    @wraps(find)
    def completer(context: click.Context, _one: click.Parameter, word: str) -> list[Any]:
        pairs = find(context.obj, word)
        return [CompletionItem(value, help=note) for value, note in pairs if value.isprintable()]

    return completer


def beginning(names: Iterable[str], word: str) -> Iterator[tuple[str, str]]:
    """Those of some names that begin with a word, in upper or lower case."""
    for name in names:
        if name.casefold().startswith(word.casefold()):
            yield name, ""


def files(word: str, *, folders_only: bool = False) -> Iterator[tuple[str, str]]:
    """The files whose paths begin with a word; folders end in a slash."""
    _folder, _slash, begun = word.rpartition("/")
    shown = word[: len(word) - len(begun)]
    try:
        found = sorted(os.scandir(expanded(shown) or "."), key=lambda one: one.name)
    except OSError:
        return
    for one in found:
        if one.name.startswith(begun) and (begun or not one.name.startswith(".")):
            if one.is_dir():
                yield f"{shown}{one.name}/", ""
            elif not folders_only:
                yield f"{shown}{one.name}", ""


def _query(session: Session, word: str) -> Iterator[tuple[str, str]]:
    from ecotui.query.completion import MEANINGS, complete
    from ecotui.settings import saved_views
    from ecotui.settings.config import ConfigError

    try:
        views = saved_views.read()
    except ConfigError:
        views = {}
    if not word.rsplit(" ", 1)[-1]:
        for field in FIELDS:
            yield f"{word}{field}:", _(MEANINGS[field])
        for name, query in views.items():
            yield f"{word}@{name}", query
        return
    for candidate in complete(word, len(word), session.index, views, limit=_LIMIT):
        yield candidate.apply(word)[0], candidate.note


@_completer
def query(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """Fields, their values and views."""
    return _query(session, word)


@_completer
def words(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """What a query may go on with, and files."""
    yield from _query(session, word)
    if word:
        yield from files(word)


@_completer
def paths(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """Files and folders."""
    return files(word)


@_completer
def folders(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """Folders."""
    return files(word, folders_only=True)


@_completer
def measures(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """The ids of measures; behind a comma or a dash too."""
    typed = re.split("[,，、-]", word)[-1]
    before = word[: len(word) - len(typed)]
    for entry in session.index.entries:
        if entry.id.startswith(typed):
            yield before + entry.id, cut(visible(entry.text), 40)


@_completer
def views(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """The names of saved views."""
    from ecotui.settings import saved_views

    return ((name, query) for name, query in saved_views.read().items() if name.startswith(word))


@_completer
def departments(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """The names of departments, by their pinyin too."""
    from ecotui.query.completion import complete, plain

    if not word:
        return ((department.name, "") for department in session.index.departments)
    # A quote whose end is not typed yet: a name may hold blanks, commas and quotes.
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    start = f'{DEPARTMENT_FIELDS[-1]}:"{escaped}'
    found = complete(start, len(start), session.index, {}, limit=_LIMIT)
    return ((plain(candidate.text), candidate.note) for candidate in found)


@_completer
def importers(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """The importers."""
    for one in session.registry.importers():
        if one.key.startswith(word):
            yield one.key, visible(one.title)


@_completer
def importer_options(session: Session, word: str) -> Iterator[tuple[str, str]]:
    """The options of importers, and behind ``=`` the values of one that has choices."""
    for listed_ in session.registry.importers():
        for one in listed_.options:
            values = [one.text(value) for value in one.choices or ()]
            if one.type == "bool":
                values = ["yes", "no"]
            for text in [f"{one.name}={value}" for value in values] or [f"{one.name}="]:
                if text.startswith(word):
                    yield text, visible(one.help)


def choice(names: Iterable[str]) -> Completer:
    """One of some names."""
    known = list(names)
    return _completer(lambda _session, word: beginning(known, word))


def listed(names: Iterable[str]) -> Completer:
    """Some names with commas between them."""
    known = list(names)

    def find(_session: Session, word: str) -> Iterator[tuple[str, str]]:
        before, comma, begun = word.rpartition(",")
        for name, note in beginning(known, begun):
            yield f"{before}{comma}{name}", note

    return _completer(find)
