"""The user's saved views."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping

from ecotui.files import LOCK_WAIT_S, locked, make_own_folder, protection, replacing
from ecotui.i18n import _
from ecotui.settings.config import ConfigError, file_text, folder, located, parsed, read_toml
from ecotui.settings.toml_texts import texts, with_texts

_FILE = "views.toml"


def read() -> dict[str, str]:
    """The saved views: name to query text.

    Raises:
        ConfigError: the file cannot be read.
    """
    return read_all()[0]


def read_all() -> tuple[dict[str, str], list[str]]:
    """The saved views, and the names in the file that are no query, such as those of tables.

    Raises:
        ConfigError: the file cannot be read.
    """
    data = read_toml(_FILE)[0]
    views = texts(data)
    return views, [name for name in data if name not in views]


@contextlib.contextmanager
def changing() -> Iterator[dict[str, str]]:
    """The saved views, to be changed in the block; at its end only their lines of the file are.

    No other process changes them meanwhile. If the block raises, nothing is written.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    from ecotui.text.reasons import reason

    path = _FILE
    try:
        path = os.path.join(folder(), _FILE)
        make_own_folder(folder())
        with locked(folder(), LOCK_WAIT_S):
            text = file_text(_FILE)
            data = parsed(_FILE, text)
            views = texts(data)
            before = dict(views)
            yield views
            if views != before:
                for name in views.keys() & data.keys() - before.keys():
                    message = _("{name} is no query in this file; choose another name")
                    raise ConfigError(located(path, text, (name,), message.format(name=name)))
                _write(path, text, views)
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        raise ConfigError(message.format(path=path, reason=reason(error))) from None


def write(views: Mapping[str, str]) -> None:
    """Replace the saved views.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    with changing() as now:
        now.clear()
        now.update(views)


def replacement_note() -> str:
    """What to say of other names of the file before it is changed; mostly empty."""
    from ecotui.text.reasons import replacement_note as note_of

    try:
        return note_of(os.path.join(folder(), _FILE))
    except FileNotFoundError:
        # There is no home folder.
        return ""


def _write(path: str, text: str, views: Mapping[str, str]) -> None:
    try:
        content = with_texts(text, views).encode()
    except UnicodeEncodeError:
        raise ConfigError(_("the view holds what is not UTF-8")) from None
    except ValueError:
        message = _("cannot change {path} without changing more than views; edit it by hand")
        raise ConfigError(message.format(path=path)) from None
    if (refusal := protection(path)) is not None:
        raise refusal
    with replacing(path) as file:
        file.write(content)
