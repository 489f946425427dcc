"""Starting the browser, or the outline if there is no terminal to browse on."""

from __future__ import annotations

import os
import sys

from ecotui.cli import listing
from ecotui.cli.errors import say
from ecotui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ecotui.cli.session import Session


def start(session: Session, where: str = "", *, plain: bool = False, **wishes: Any) -> None:
    """Browse from a query on, ``plain`` line by line; or say why not and print the outline.

    The wishes are what else the user asked for: ``fresh`` and what follows it in `Launch`.

    Raises:
        PlanError: a plan cannot be read.
        QueryError: the query is wrong.
    """
    reason = None if plain else _no_screen()
    session.screen_shows_remarks = not (plain or reason)
    from ecotui.browser.launch import Launch, file_states

    states = file_states(session.read_files())
    selection = session.select(where)
    if reason:
        say(reason)
        listing.outline(selection)
        return
    if not plain and (warning := _other_encoding()):
        say(warning)
    from ecotui.settings.config import ConfigError

    try:
        views = session.views("@")
    except ConfigError as error:
        # The query needs none of them, or it would have failed above.
        say(str(error))
        views = {}
    if "guest_folder" in wishes:
        # What the owner of the account has saved is none of a guest's business.
        views = _needed(where, views)
    else:
        again = _options(wishes)
        wishes["why_not_open"] = session.why_not_open
        wishes["command_for"] = lambda paths: [*session.command_for(paths), *again]
    launch = Launch(
        session.index,
        session.config,
        lambda: session.registry,
        where,
        session.paths,
        views,
        imported=session.imported,
        not_read=session.not_read,
        states=states,
        **wishes,
    )
    if plain:
        from ecotui.console import browse_plain

        browse_plain(launch)
    else:
        from ecotui.tui import browse

        browse(launch)


def _needed(query: str, views: Mapping[str, str]) -> dict[str, str]:
    """The saved views that a query needs, and those that these need; the query is right."""
    from ecotui.query.grammar import VIEW, parse

    needed: dict[str, str] = {}
    queries = [query]
    while queries:
        for term in parse(queries.pop()).terms:
            for name in term.values if term.field == VIEW else ():
                if name in views and name not in needed:
                    needed[name] = views[name]
                    queries.append(views[name])
    return needed


def _options(wishes: dict[str, Any]) -> list[str]:
    """The wishes as options of ``browse``."""
    words: list[str] = []
    for name, value in wishes.items():
        if value:
            words.append(f"--{name.replace('_', '-')}")
            if value is not True:
                words.append(value)
    return words


def _no_screen() -> str | None:
    """Why the browser cannot have a screen here; None if it can."""
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        return _("not a terminal, so this is the outline; see ecotui --help")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        return _("this terminal (TERM=dumb) cannot place text, so this is the outline; try --plain")
    return None


#: The flag of a terminal that says of itself that it takes UTF-8, in Linux and macOS.
_IUTF8 = 0x4000


def _other_encoding() -> str | None:
    """What to set if the terminal may take another encoding than UTF-8; mostly None.

    The browser writes UTF-8 whatever the locale says: mostly it is the locale that is wrong, not
    least over ssh.
    """
    import codecs
    import locale
    import termios

    # From Python 3.15 on, what Python writes is UTF-8 whatever the locale says, too.
    encoding = codecs.lookup(locale.getencoding()).name
    if encoding in ("utf-8", "ascii"):
        return None
    if termios.tcgetattr(sys.stdin)[0] & _IUTF8:
        return None
    message = _(
        "the locale says {encoding}, ecotui writes UTF-8: if the text is garbled, "
        "set the terminal to UTF-8 and LC_ALL=C.UTF-8"
    )
    return message.format(encoding=encoding)
