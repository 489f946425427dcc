"""The commands import and importers."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Container
from typing import Any

import click

from ecotui.cli import candidates, output
from ecotui.cli.commands.export import cause_shown, option_records, origin, suffixes
from ecotui.cli.commands.read_back import letters_read_back
from ecotui.cli.errors import DONE, UsageError, reported, say
from ecotui.cli.options import Command, at_home, json_option, not_empty
from ecotui.cli.session import Session
from ecotui.exporting import paths
from ecotui.exporting.target import is_source
from ecotui.i18n import _, ngettext
from ecotui.importing import words
from ecotui.importing.builder import Decisions
from ecotui.importing.document import Imported
from ecotui.importing.matrix_workbook import MatrixWorkbook
from ecotui.importing.outline import DOUBTFUL
from ecotui.importing.run import LEVELS, checked, decision, summary, write, wrong_decisions
from ecotui.model import toml
from ecotui.model.plan import Plan
from ecotui.text.lookalikes import plain


@click.command(
    "import",
    cls=Command,
    help=_(
        "Read documents into plans: text, Markdown, HTML, Word, Excel or CSV. Standard error says "
        "what was understood, and what was corrected, left out or is doubtful. As FILE, - is "
        "standard input; --importer names its format, if it is no text. With --plan, only "
        "the letters of a matrix that raci-xlsx wrote and a meeting has changed go back into its "
        "plan."
    ),
)
@click.argument(
    "sources",
    metavar="FILE...",
    nargs=-1,
    required=True,
    callback=at_home,
    shell_complete=candidates.paths,
)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE|DIR|-",
    callback=not_empty,
    shell_complete=candidates.paths,
    help=_("Output file for the plan; for several documents, a folder."),
)
@click.option("--id", "plan_id", metavar="ID", help=_("Id of the plan; default: from its title."))
@click.option(
    "--importer",
    metavar="NAME",
    shell_complete=candidates.importers,
    help=_("Importer; default: by the file extension."),
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=candidates.importer_options,
    help=_("Set an option of the importer; `ecotui importers --json` lists them."),
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEAD=ROLE",
    help=_("What the column with this head holds: {roles}.").format(roles=", ".join(words.ROLES)),
)
@click.option("--first-leads", is_flag=True, help=_("The first department of a list leads."))
@click.option(
    "--measure-level",
    metavar="NUMERAL",
    help=_("What begins with such a numeral is a measure: {levels}.").format(levels=LEVELS),
)
@click.option(
    "--alias", "aliases", multiple=True, metavar="NAME=OTHER", help=_("Read one name as another.")
)
@click.option("--people", is_flag=True, help=_("Keep the names of people."))
@click.option("--strict", is_flag=True, help=_("Write nothing if anything is doubtful."))
@click.option(
    "--explain", metavar="NUMBER", help=_("Show the words that a measure was made of, and why.")
)
@json_option
@click.option("--force", is_flag=True, help=_("Overwrite existing files."))
@click.option("--traceback", is_flag=True, help=_("Show where a plugin failed."))
@click.pass_obj
def import_(
    session: Session,
    sources: tuple[str, ...],
    path: str | None,
    plan_id: str | None,
    importer: str | None,
    strict: bool,
    explain: str | None,
    as_json: bool,
    force: bool,
    traceback: bool,
    options: tuple[str, ...],
    columns: tuple[str, ...],
    aliases: tuple[str, ...],
    first_leads: bool,
    people: bool,
    measure_level: str | None,
) -> int:
    # A matrix goes back into its plan; of anything else nobody knows where its plan goes.
    goes_nowhere = path is None and not (as_json or explain)
    has_plan = bool(session.named_files())
    if goes_nowhere and not (has_plan or any(map(_may_be_matrix, sources))):
        raise UsageError(_("{name} is missing").format(name=f"-o {_('FILE')}"))
    if sum((as_json, bool(explain), path == "-")) > 1:
        raise UsageError(_("only one of --json, --explain and -o - can have standard output"))
    files = list(session.documents(sources))
    several = len(files) > 1 or any(map(os.path.isdir, sources))
    if several and (plan_id or explain or path == "-"):
        raise UsageError(_("--id, --explain and -o - take one document"))
    if several and path is not None and os.path.isfile(path):
        message = _("-o: {path} is not a folder, and each document becomes a plan of its own")
        raise UsageError(message.format(path=path))
    given = Decisions(
        _pairs(columns, "--column HEAD=ROLE"),
        _pairs(aliases, "--alias NAME=OTHER"),
        first_leads,
        people,
        measure_level,
    )
    decisions = _decisions(session, given)
    chosen = _options(options)
    session.say_not_read()

    code = DONE
    records: list[dict[str, Any]] = []
    written: set[str] = set()
    decided: set[str] = set()

    def import_one(file: str) -> None:
        try:
            with cause_shown(traceback):
                imported = session.read_document(file, importer, decisions, chosen)
        except MatrixWorkbook as workbook:
            if not has_plan:
                raise
            if plan_id or explain:
                message = _("{file}: --id and --explain do not go with a matrix of a plan")
                raise UsageError(message.format(file=file)) from None
            records.append(
                letters_read_back(
                    session,
                    workbook,
                    file,
                    path,
                    written,
                    several=several,
                    force=force,
                    as_json=as_json,
                )
            )
            return
        decided.update(imported.decided)
        if goes_nowhere and not has_plan:
            raise UsageError(_("{name} is missing").format(name=f"-o {_('FILE')}"))
        no_matrix = _(
            "{file}: there is no matrix in it that can be read back; export it anew with "
            "raci-xlsx, or make a plan of it with -o FILE"
        ).format(file=file)
        if goes_nowhere:
            raise UsageError(no_matrix)
        if session.paths:
            message = _("{file}: there is no matrix in it, and --plan is not used")
            say(message.format(file=file))
        if plan_id:
            imported = imported._replace(plan=imported.plan._replace(id=plan_id))
        if as_json:
            records.append(_record(imported))
        else:
            _say(imported)
        if strict and any(remark.kind == DOUBTFUL for remark in imported.remarks):
            message = _("{file}: nothing is written, for something is doubtful")
            raise UsageError(message.format(file=file))
        if explain:
            _explain(imported, explain)
        if path == "-":
            sys.stdout.write(checked(imported))
        elif path is not None:
            into = path
            if several or os.path.isdir(path) or path.endswith(os.sep):
                named = paths.plan_path(path, imported.plan.id)
                if named is None:
                    message = _("{file}: {id} is no name of a file; import it with --id")
                    id_ = repr(imported.plan.id)
                    raise UsageError(message.format(file=file, id=id_))
                os.makedirs(path, exist_ok=True)
                into = named
            if is_source(into, [file]):
                message = _("{path} is the document that is read; write to another file")
                raise UsageError(message.format(path=into))
            if session.paths and is_source(into, session.named_files()):
                # Nothing but its own matrix replaces the plan that --plan names.
                raise UsageError(no_matrix)
            if into in written:
                message = _("{file}: another of these documents is {path}; import it with --id")
                raise UsageError(message.format(file=file, path=into))
            gone = _letters_gone(into, imported.plan) if force else 0
            say(write(imported, into, overwrite=force))
            written.add(into)
            if gone:
                message = ngettext(
                    "{path}: the letters set for {count} measure are not in the new file",
                    "{path}: the letters set for {count} measures are not in the new file",
                    gone,
                )
                say(message.format(path=into, count=gone))

    for file in files:
        # What is wrong with one document is no reason not to read the others.
        try:
            import_one(file)
        except Exception as error:
            code = max(code, reported(error))
    if code == DONE:
        _say_unused(given, decided)
    if as_json:
        output.json(records)
    return code


def _say_unused(given: Decisions, decided: Container[str]) -> None:
    """Say which decisions of the command line no document gave a cause for."""
    column = _("--column {text} is not used: no table of measures has a column with this head")
    alias = _("--alias {text} is not used: no department is called so")
    for message, pairs in ((column, given.columns), (alias, given.aliases)):
        for name, other in pairs.items():
            if plain(name) not in decided:
                say(message.format(text=f"{name}={other}"))


def _letters_gone(path: str, new: Plan) -> int:
    """How many measures have letters in a plan that is replaced, and not in the new one."""
    if not os.path.isfile(path):
        return 0
    try:
        old = toml.load(path)
    except toml.PlanError:
        return 0
    # As often as they stand there: chapters may end with the same wording.
    had, have = (
        Counter((m.text, frozenset(m.raci)) for *_above, m in plan.walk() if m.raci)
        for plan in (old, new)
    )
    return (had - have).total()


def _may_be_matrix(source: str) -> bool:
    return source.lower().endswith((".xlsx", ".xls", ".ods"))


def _pairs(words_given: tuple[str, ...], option: str) -> dict[str, str]:
    """The two sides of each ``HEAD=ROLE`` or ``NAME=OTHER``."""
    try:
        return dict(map(decision, words_given))
    except ValueError as error:
        message = _("{text} is not of the form {option}")
        raise UsageError(message.format(text=error, option=option)) from None


def _options(words_given: tuple[str, ...]) -> dict[str, list[str]]:
    """What is given for each option of the importer, by name."""
    found: dict[str, list[str]] = {}
    for word in words_given:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            message = _("{text} is not of the form {option}")
            raise UsageError(message.format(text=word, option="--option NAME=VALUE"))
        found.setdefault(name.strip().lstrip("-"), []).append(value)
    return found


def _decisions(session: Session, given: Decisions) -> Decisions:
    """What the command line decides, else what ``[import]`` says."""
    for (key, *_inside), allowed in wrong_decisions(given.columns, given.measure_level):
        option = "--column" if key == "columns" else "--measure-level"
        raise UsageError(_("{option} takes {allowed}").format(option=option, allowed=allowed))
    kept = Decisions(**session.config.importing)
    return Decisions(
        {**kept.columns, **given.columns},
        {**kept.aliases, **given.aliases},
        given.first_leads or kept.first_leads,
        given.people or kept.people,
        given.measure_level or kept.measure_level,
    )


def _say(imported: Imported) -> None:
    """Say what was understood of a document, and what was not."""
    say(_("{name}: {value}").format(name=imported.file, value=summary(imported)))
    for note in imported.notes:
        say(str(note))


def _explain(imported: Imported, wanted: str) -> None:
    """Print the words that a measure was made of, with their places."""
    from ecotui.query.find import MeasureNotFound, find_measure
    from ecotui.query.index import Index

    index = Index([imported.plan])
    try:
        entry = find_measure(index, wanted)
    except MeasureNotFound as error:
        raise UsageError(str(error)) from None
    rows = [("", _("number"), entry.id), ("", _("wording"), entry.text)]
    traces = imported.traces[index.position(entry)] if imported.traces else ()
    rows += [(str(trace.place), trace.meaning, trace.words) for trace in traces]
    rows += [
        ("", _("Lead departments"), "、".join(entry.lead) or "—"),
        ("", _("Participating departments"), "、".join(entry.participants) or "—"),
    ]
    if entry.basis:
        rows.append(("", _("Responsibility"), entry.basis))
    output.columns(rows)


def _record(imported: Imported) -> dict[str, Any]:
    """What was understood of a document, for scripts."""
    plan = imported.plan
    return {
        "file": imported.file,
        "id": plan.id,
        "title": plan.title,
        "measures": sum(1 for _measure in plan.walk()),
        "chapters": len(plan.chapters),
        "departments": len(plan.departments),
        "remarks": [
            {
                "kind": remark.kind,
                "place": str(remark.place) if remark.place else None,
                "line": remark.place.line if remark.place else None,
                "message": remark.message,
                "suggestion": remark.suggestion,
            }
            for remark in imported.remarks
        ],
    }


@click.command(
    "importers", cls=Command, help=_("List the importers: built-in ones and those of plugins.")
)
@json_option
@click.pass_obj
def importers_(session: Session, as_json: bool) -> None:
    listed = session.registry.importers()
    if as_json:
        output.json(
            [
                {
                    "id": one.key,
                    "title": one.title,
                    "summary": one.summary,
                    "extensions": one.spec.extensions,
                    "options": option_records(one),
                    **origin(one),
                }
                for one in listed
            ]
        )
        return
    rows = [(one.key, one.status, " ".join(suffixes(one)), one.summary) for one in listed]
    head = output.titles(_("Importer"), _("Status"), _("Files"), _("Summary"))
    output.columns(rows, head=head)
    for plugin in session.registry.plugins():
        if plugin.error:
            say(plugin.state)
