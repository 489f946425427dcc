"""What every exporter and importer must do: two tables of checks."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ecotui.contract import readback
from ecotui.contract.samples import DOCUMENT, PLANS, markers_in
from ecotui.contract.trial import Report, Trial
from ecotui.i18n import N_, _
from ecotui.options import Option, OptionError, build, declared
from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec

#: Libraries that take longer to load than ecotui itself.
HEAVY = (
    *("PIL", "click", "docx", "duckdb", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl"),
    *("pandas", "polars", "pptx", "pyarrow", "reportlab", "requests", "rich", "sqlalchemy"),
    *("textual", "xlsxwriter"),
)


class CheckSkipped(Exception):
    """A check cannot be made; the message says why."""


@dataclass(frozen=True)
class Check:
    """One line of the contract, and what is true if it is kept."""

    title: str
    #: Takes a `Subject`, for exporters an `ExporterSubject`, and yields what is wrong, a line each.
    #: It raises `CheckSkipped` if the check cannot be made.
    find: Callable[[Any], Iterator[str]]

    @property
    def name(self) -> str:
        """What tests call it."""
        return self.find.__name__.replace("_", "-")


@dataclass(frozen=True)
class Subject:
    """An importer that was tried, or an exporter, and what its author says about it."""

    spec: ExporterSpec | ImporterSpec
    trial: Trial
    #: More modules that must not be loaded before it runs.
    heavy: tuple[str, ...] = ()

    @property
    def report(self) -> Report:
        """What it did when it ran.

        Raises:
            CheckSkipped: it did not run, because its factory failed.
        """
        if self.trial.here["factory"]:
            raise CheckSkipped(_("it could not be created"))
        return self.trial.here


@dataclass(frozen=True)
class ExporterSubject(Subject):
    """An exporter that was tried."""

    spec: ExporterSpec
    #: Names of the plans that it may refuse.
    refuses: tuple[str, ...] = ("empty",)
    #: Opens what it wrote and returns the text; may raise anything.
    reader: Callable[[str], str] = readback.text

    @property
    def written(self) -> dict[str, Report]:
        """The plans that were written, by name."""
        plans = self.report["plans"]
        return {name: plan for name, plan in plans.items() if plan["outcome"] == "done"}

    @cached_property
    def texts(self) -> dict[str, str | Exception]:
        """The text of each plan that was written, or why it cannot be read."""
        texts: dict[str, str | Exception] = {}
        for name, plan in self.written.items():
            try:
                texts[name] = self.reader(plan["path"])
            # A reader may raise anything if the file is damaged.
            except Exception as error:
                texts[name] = error
        return texts


# -- both


def factory(subject: Subject) -> Iterator[str]:
    """The factory can be imported, and what it creates has `export()`, `blocks()` or `read()`."""
    if subject.trial.here["factory"]:
        yield subject.trial.here["factory"]


def light(subject: Subject) -> Iterator[str]:
    """No large library is loaded before the first export or import."""
    loaded = subject.trial.here["loaded"]
    for name in dict.fromkeys((*HEAVY, *subject.spec.requires, *subject.heavy)):
        if any(module == name or module.startswith(f"{name}.") for module in loaded):
            yield _("{module} is loaded before the export").format(module=name)


def silent(subject: Subject) -> Iterator[str]:
    """Nothing goes to standard output or standard error, not even from another program."""
    if text := " ".join(subject.report["printed"].split()):
        yield _("it printed: {text}").format(text=text[:200])


def contained(subject: Subject) -> Iterator[str]:
    """Temporary files are allowed if they are deleted in the end."""
    yield from dict.fromkeys(subject.report["touched"])
    for path in subject.report["left"]:
        yield _("{path} was left behind").format(path=path)


# -- exporters


def options(subject: ExporterSubject) -> Iterator[str]:
    """An option means the same as a flag, in the dialog, in `config.toml` and as JSON."""
    spec, trial = subject.spec, subject.trial
    every = declared(spec.options)
    wanted = [
        {"name": one.name, "type": one.type, "default": one.default, "choices": one.choices}
        for one in every
    ]
    # Help and labels may be translated.
    listed = [
        {key: value for key, value in one.items() if key in ("name", "type", "default", "choices")}
        for one in (trial.listed["options"] if trial.listed else ())
    ]
    if not trial.listed or _as_json(wanted) != listed:
        yield _("the options in `exporters --json` differ from those declared")
    for one in every:
        if one.flag not in trial.help:
            yield _("`export {name} --help` does not show {flag}").format(
                name=trial.name, flag=one.flag
            )
        yield from _option_problems(one)
    try:
        same = build(spec.options, {}) == spec.options()
    # The class of the options is the plugin's code.
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
    else:
        if not same:
            yield _("the options without values differ from the options with their defaults")


def _option_problems(option: Option) -> Iterator[str]:
    if not option.help.strip():
        yield _("{flag} has no help").format(flag=option.flag)
    values = [option.default, *(option.choices or () if option.type != "list" else ())]
    for value in values:
        for form in (value, as_typed(value), _as_json(value)):
            try:
                got = option.parse(form)
            except OptionError as error:
                yield str(error)
                break
            got = getattr(got, "value", got)
            if got != value or type(got) is not type(value):
                message = _("{flag}: {value} is read as {other}")
                yield message.format(flag=option.flag, value=repr(value), other=repr(got))
                break


def _as_json(value: object) -> object:
    return json.loads(json.dumps(value))


def as_typed(value: object) -> str:
    """The value of an option as it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def writes(subject: ExporterSubject) -> Iterator[str]:
    """It refuses only the plans that its author names in `refuses`."""
    for name in PLANS:
        yield from writes_plan(subject, name)


def writes_plan(subject: ExporterSubject, name: str) -> Iterator[str]:
    """What is wrong with one plan."""
    plan = subject.report["plans"][name]
    refused = plan["outcome"] == "refused" and name not in subject.refuses
    if refused or plan["outcome"] == "broken":
        yield f"{name}: {plan['message']}"


def previews(subject: ExporterSubject) -> Iterator[str]:
    """`preview()`, if there is one, gives a text for every plan, or refuses as the export does."""
    for name, plan in subject.report["plans"].items():
        if plan.get("preview"):
            yield f"{name}: {plan['preview']}"


def same_bytes(subject: ExporterSubject) -> Iterator[str]:
    """The bytes are equal at another time, and with another hash seed, time zone and locale."""
    for name, plan in subject.written.items():
        other = subject.trial.elsewhere["plans"].get(name)
        if not other or other["outcome"] != "done":
            continue
        first, second = _digests(plan["path"]), _digests(other["path"])
        for file in sorted(first.keys() | second.keys()):
            if first.get(file) != second.get(file):
                message = _("{plan}: {file} changes with the hash seed, time zone or locale")
                yield message.format(plan=name, file=file or os.path.basename(plan["path"]))


def _digests(path: str) -> dict[str, str]:
    found = {}
    for file in readback.files(path):
        digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
        found[file.removeprefix(path).lstrip(os.sep)] = digest
    return found


def unchanged(subject: ExporterSubject) -> Iterator[str]:
    """The selection is the same after the export as before."""
    for name, plan in subject.report["plans"].items():
        if plan["changed"]:
            yield _("{plan}: the selection was changed").format(plan=name)


def complete(subject: ExporterSubject) -> Iterator[str]:
    """The text of each measure is in the file, unless the spec says in `lossy` what is not."""
    if subject.spec.lossy:
        return
    for name, text in subject.texts.items():
        # Another check reports that the file cannot be opened.
        if isinstance(text, Exception):
            text = readback.raw(subject.written[name]["path"])
        found = markers_in("".join(text.split()))
        missing = [one for one in subject.trial.wanted[name] if one not in found]
        if missing:
            message = _("{plan}: {count} measures are missing, the first is {first}")
            yield message.format(plan=name, count=len(missing), first=missing[0])


def nothing_left(subject: ExporterSubject) -> Iterator[str]:
    """If the disk is full, the export fails with a reason and leaves no file."""
    full: Report | None = subject.report.get("full")
    if not full or not full["full"]:
        raise CheckSkipped(_("it did not report that the disk was full"))
    if full["outcome"] == "done":
        yield _("a write failed, and the exporter did not report it")
    elif full["outcome"] == "broken":
        yield full["message"]
    for path in full["left"]:
        yield _("{path} was left by a failed export").format(path=os.path.basename(path))


def cancelled(subject: ExporterSubject) -> Iterator[str]:
    """If `target.cancelled` is true, most of the large plan is not written."""
    report: Report | None = subject.report.get("cancelled")
    if not report:
        raise CheckSkipped(_("the large plan was not written"))
    if report["outcome"] == "broken":
        yield report["message"]
    elif report["written"] * 2 >= report["whole"]:
        message = _(
            "after cancelling it still wrote {count} of {whole} bytes; check target.cancelled"
        )
        yield message.format(count=report["written"], whole=report["whole"])


def opens(subject: ExporterSubject) -> Iterator[str]:
    """A reader of its format opens every file."""
    failures = {name: one for name, one in subject.texts.items() if isinstance(one, Exception)}
    unknown = [one for one in failures.values() if isinstance(one, readback.UnknownFormat)]
    if unknown and len(unknown) == len(failures):
        raise CheckSkipped(str(unknown[0]))
    for name, error in failures.items():
        yield f"{name}: {type(error).__name__}: {error}"


# -- importers


def reads(subject: Subject) -> Iterator[str]:
    """The document that its author names becomes a plan with measures."""
    if DOCUMENT not in subject.report["documents"]:
        raise CheckSkipped(_("only its author has a document that it reads"))
    yield from reads_document(subject, DOCUMENT)


def refuses(subject: Subject) -> Iterator[str]:
    """It raises a `PlanError` that names the problems, and no other exception."""
    for name in subject.report["documents"]:
        if name != DOCUMENT:
            yield from reads_document(subject, name)


def reads_document(subject: Subject, name: str) -> Iterator[str]:
    """What is wrong with one document."""
    found = subject.report["documents"][name]
    if found["outcome"] == "refused" and not found["problems"]:
        yield _("{file}: it was refused without a reason").format(file=name)
    elif found["outcome"] == "broken" or (name == DOCUMENT and found["outcome"] == "refused"):
        yield f"{name}: {'; '.join(found['problems'])}"
    elif name == DOCUMENT and not found["measures"]:
        yield _("the plan has no measure")


def storable(subject: Subject) -> Iterator[str]:
    """The plan is saved as TOML and read back as the same plan."""
    for name, found in subject.report["documents"].items():
        if found["outcome"] == "done" and not found["same"]:
            why = "; ".join(found["problems"]) or _("the saved plan differs")
            yield f"{name}: {why}"


def same_plan(subject: Subject) -> Iterator[str]:
    """The plan is the same with another hash seed, time zone and locale."""
    elsewhere = subject.trial.elsewhere["documents"]
    for name, found in subject.report["documents"].items():
        if found["plan"] != elsewhere[name]["plan"]:
            message = _("{file}: the plan changes with the hash seed, time zone or locale")
            yield message.format(file=name)


EXPORTER: tuple[Check, ...] = (
    Check(N_("the factory can be imported and creates an exporter"), factory),
    Check(N_("listing it loads no large library"), light),
    Check(N_("options have the same meaning everywhere"), options),
    Check(N_("it writes every plan, including hostile and large ones"), writes),
    Check(N_("its preview, if it has one, is text"), previews),
    Check(N_("the same selection gives the same bytes"), same_bytes),
    Check(N_("the selection is not changed"), unchanged),
    Check(N_("every measure is there, or the spec says that the format is lossy"), complete),
    Check(N_("a failed export leaves nothing behind"), nothing_left),
    Check(N_("an export that is cancelled stops"), cancelled),
    Check(N_("what it wrote can be opened again"), opens),
    Check(N_("it prints nothing"), silent),
    Check(N_("it writes only to its target, and uses no network and no programs"), contained),
)

IMPORTER: tuple[Check, ...] = (
    Check(N_("the factory can be imported and creates an importer"), factory),
    Check(N_("listing it loads no large library"), light),
    Check(N_("it reads the document"), reads),
    Check(N_("it refuses anything that is not a document, and says why"), refuses),
    Check(N_("the plan can be saved"), storable),
    Check(N_("the same document gives the same plan"), same_plan),
    Check(N_("it prints nothing"), silent),
    Check(N_("it writes no files, and uses no network and no programs"), contained),
)
