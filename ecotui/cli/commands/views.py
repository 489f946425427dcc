"""The command views: named queries, which ``@name`` in a query refers to."""

from __future__ import annotations

import click

from ecotui.cli import candidates, output
from ecotui.cli.errors import UsageError, say
from ecotui.cli.options import Command, Group, json_option, where_option
from ecotui.cli.session import Session
from ecotui.i18n import _
from ecotui.settings import saved_views


@click.group("views", cls=Group, help=_("Named queries; @name in a query refers to one."))
def views_() -> None:
    """Named queries."""


@views_.command("list", cls=Command, help=_("List the saved views."))
@json_option
def views_list(as_json: bool) -> None:
    found, others = saved_views.read_all()
    views = dict(sorted(found.items()))
    if others:
        say(_("views.toml: passed over, no query: {names}").format(names=", ".join(others)))
    if as_json:
        output.json([{"name": name, "query": query} for name, query in views.items()])
    else:
        output.columns(list(views.items()), head=output.titles(_("View"), _("Query")))


@views_.command("save", cls=Command, help=_("Save a query under a name."))
@click.argument("name", metavar="NAME")
@click.argument("query", metavar="QUERY", required=False)
@where_option
@click.option("--force", is_flag=True, help=_("Replace a view that exists."))
@click.pass_obj
def views_save(session: Session, name: str, query: str | None, where: str, force: bool) -> None:
    from ecotui.browser.views import ViewExistsError, save_view

    links = saved_views.replacement_note()
    try:
        save_view(session.index, name, " ".join(filter(None, (where, query))), replace=force)
    except ViewExistsError as error:
        raise UsageError(_("{error}; --force replaces it").format(error=error)) from None
    if links:
        say(links)


@views_.command("delete", cls=Command, help=_("Delete a saved view."))
@click.argument("name", metavar="NAME", shell_complete=candidates.views)
def views_delete(name: str) -> None:
    from ecotui.browser.views import delete_view

    links = saved_views.replacement_note()
    delete_view(name)
    if links:
        say(links)
