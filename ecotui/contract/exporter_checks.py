"""What an exporter has to keep, one check for each line of the contract."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ecotui.contract import readback
from ecotui.contract.sample_plans import PLANS, markers_in
from ecotui.contract.trial import Report, Trial
from ecotui.i18n import N_, _
from ecotui.options import Option, OptionError, build, declared
from ecotui.plugin_host.spec import ExporterSpec

#: Libraries that cost a start more than the program itself.
HEAVY = (
    *("PIL", "click", "docx", "duckdb", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl"),
    *("pandas", "polars", "pptx", "pyarrow", "reportlab", "requests", "rich", "sqlalchemy"),
    *("textual", "xlsxwriter"),
)

#: What opens a file that was written and gives its text.
Reader = Callable[[str], str]


class CheckSkipped(Exception):
    """A check has nothing to judge by; the message says why."""


@dataclass(frozen=True)
class Subject:
    """An exporter that was tried, and what its author says of it.

    Args:
        spec: Its declaration.
        trial: What it did.
        heavy: Further modules that must not be loaded before it exports.
        refuses: Names of the plans that it may refuse.
        reader: Opens what it wrote; by default by the format.
    """

    spec: ExporterSpec
    trial: Trial
    heavy: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ("empty",)
    reader: Reader = readback.text
    _texts: dict[str, str] = field(default_factory=dict, repr=False)

    def text(self, path: str) -> str:
        """The text of a file, which is read once; the reader may raise anything."""
        if path not in self._texts:
            self._texts[path] = self.reader(path)
        return self._texts[path]

    @property
    def made(self) -> Trial:
        """The trial, where the exporter could be made at all.

        Raises:
            CheckSkipped: it could not.
        """
        if self.trial.here["factory"] or not self.trial.here["plans"]:
            raise CheckSkipped(_("the exporter could not be created"))
        return self.trial


def factory(subject: Subject) -> Iterable[str]:
    """The factory can be imported, and makes something that exports."""
    if subject.trial.here["factory"]:
        yield subject.trial.here["factory"]


def light(subject: Subject) -> Iterable[str]:
    """Naming the exporter loads no heavy library."""
    yield from loaded(subject.trial, (*HEAVY, *subject.spec.requires, *subject.heavy))


def loaded(trial: Trial, heavy: Iterable[str]) -> Iterable[str]:
    """What should not have been loaded when the plugin was."""
    every = trial.here["loaded"]
    for name in dict.fromkeys(heavy):
        if any(module == name or module.startswith(f"{name}.") for module in every):
            yield _("{module} is loaded before the export").format(module=name)


def options(subject: Subject) -> Iterable[str]:
    """An option means the same as a flag, in the dialog, in the configuration and as JSON."""
    spec, trial = subject.spec, subject.trial
    every = declared(spec.options)
    listed = trial.listed["options"] if trial.listed else None
    shown = [
        {"name": one.name, "type": one.type, "default": one.default, "choices": one.choices}
        for one in every
    ]
    for one in listed or ():
        # It is the one text among them, and may be translated.
        one.pop("help", None)
    if _plain(shown) != listed:
        yield _("the options in `exporters --json` differ from those declared")
    for one in every:
        if one.flag not in trial.help:
            yield _("`export {name} --help` does not show {flag}").format(
                name=trial.name, flag=one.flag
            )
        yield from _one_option(one)
    try:
        same = build(spec.options, {}) == spec.options()
    # The class of the options is the plugin's code.
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
    else:
        if not same:
            yield _("the options without values differ from the options with their defaults")


def _plain(value: object) -> object:
    import json

    return json.loads(json.dumps(value))


def _one_option(one: Option) -> Iterable[str]:
    if not one.help.strip():
        yield _("{flag} has no help").format(flag=one.flag)
    values = [one.default, *(one.choices or () if one.type != "list" else ())]
    for value in values:
        for form in (value, typed(value), _plain(value)):
            try:
                got = one.parse(form)
            except OptionError as error:
                yield str(error)
                break
            got = getattr(got, "value", got)
            if got != value or type(got) is not type(value):
                message = _("{flag}: {value} is read as {other}")
                yield message.format(flag=one.flag, value=repr(value), other=repr(got))
                break


def typed(value: object) -> str:
    """The value of an option as it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def writes(subject: Subject) -> Iterable[str]:
    """Every plan is written; only those are refused that the author says may be."""
    for name in PLANS:
        yield from writes_one(subject, name)


def writes_one(subject: Subject, name: str) -> Iterable[str]:
    """One plan is written, or refused where the author says that it may be."""
    done = subject.made.here["plans"][name]
    refused = done["outcome"] == "refused" and name not in subject.refuses
    if refused or done["outcome"] == "broken":
        yield f"{name}: {done['message']}"


def same_bytes(subject: Subject) -> Iterable[str]:
    """The same selection gives the same bytes, at any time, in any place."""
    here, elsewhere = (
        subject.made.done(report) for report in (subject.trial.here, subject.trial.elsewhere)
    )
    for name in here.keys() & elsewhere.keys():
        first, second = (_digests(plans[name]["path"]) for plans in (here, elsewhere))
        for file in sorted(first.keys() | second.keys()):
            if first.get(file) != second.get(file):
                message = _("{plan}: {file} changes with the hash seed, time zone or locale")
                yield message.format(plan=name, file=file or os.path.basename(here[name]["path"]))


def _digests(path: str) -> dict[str, str]:
    found = {}
    for file in readback.files(path):
        with open(file, "rb") as stream:
            found[os.path.relpath(file, path) if file != path else ""] = hashlib.sha256(
                stream.read()
            ).hexdigest()
    return found


def unchanged(subject: Subject) -> Iterable[str]:
    """The selection is the same after the export."""
    for name, plan in subject.made.here["plans"].items():
        if plan["changed"]:
            yield _("{plan}: the selection was changed").format(plan=name)


def complete(subject: Subject) -> Iterable[str]:
    """Every measure is in the file, or the spec says in ``lossy`` that it is not."""
    if subject.spec.lossy:
        return
    for name, plan in subject.made.done().items():
        if not subject.trial.wanted[name]:
            continue
        try:
            text = "".join(subject.text(plan["path"]).split())
        # Whatever is wrong with the file is said by the check that opens it.
        except Exception:
            text = "".join(readback.raw(plan["path"]).split())
        found = markers_in(text)
        missing = [one for one in subject.trial.wanted[name] if one not in found]
        if missing:
            message = _("{plan}: {count} measures are missing, the first is {first}")
            yield message.format(plan=name, count=len(missing), first=missing[0])


def nothing_left(subject: Subject) -> Iterable[str]:
    """Where the disk is full, the export fails with a stated reason, and nothing is left."""
    full: Report | None = subject.made.here.get("full")
    if not full or not full["full"]:
        raise CheckSkipped(_("it did not report that the disk was full"))
    if full["outcome"] == "done":
        yield _("a write failed, and the exporter did not report it")
    elif full["outcome"] == "broken":
        yield full["message"]
    for path in full["left"]:
        yield _("{path} was left by a failed export").format(path=os.path.basename(path))


def cancelled(subject: Subject) -> Iterable[str]:
    """An export that is cancelled stops soon: it has not written half of the file."""
    report: Report | None = subject.made.here.get("cancelled")
    if not report:
        raise CheckSkipped(_("the large plan was not written"))
    if report["outcome"] == "broken":
        yield report["message"]
    elif report["written"] * 2 >= report["whole"]:
        message = _(
            "after cancelling it still wrote {count} of {whole} bytes; check target.cancelled"
        )
        yield message.format(count=report["written"], whole=report["whole"])


def opens(subject: Subject) -> Iterable[str]:
    """What was written can be opened by a reader of its format."""
    for name, plan in subject.made.done().items():
        try:
            subject.text(plan["path"])
        except readback.UnknownFormat as error:
            raise CheckSkipped(str(error)) from None
        # A reader may raise anything over a file that is none.
        except Exception as error:
            yield f"{name}: {type(error).__name__}: {error}"


def silent(subject: Subject) -> Iterable[str]:
    """Nothing is printed while it exports."""
    yield from printed(subject.made)


def printed(trial: Trial) -> Iterable[str]:
    """What was printed."""
    if text := " ".join(trial.here["printed"].split()):
        yield _("it printed: {text}").format(text=text[:200])


def contained(subject: Subject) -> Iterable[str]:
    """It writes nowhere but to its target, opens no connection and starts no program."""
    yield from touched(subject.made)


def touched(trial: Trial) -> Iterable[str]:
    """What was done beyond the target, and what is left of it."""
    yield from dict.fromkeys(trial.here["touched"])
    for path in trial.here["left"]:
        yield _("{path} was left behind").format(path=path)


@dataclass(frozen=True)
class Check:
    """One line of the contract.

    Args:
        name: What it is called.
        title: What holds where it is kept.
        find: Yields what is wrong, a line each.
    """

    name: str
    title: str
    find: Callable[[Subject], Iterable[str]]


CHECKS = (
    Check("factory", N_("the factory can be imported and creates an exporter"), factory),
    Check("light", N_("listing it loads no large library"), light),
    Check("options", N_("options have the same meaning everywhere"), options),
    Check("writes", N_("it writes every plan, including hostile and large ones"), writes),
    Check("same-bytes", N_("the same selection gives the same bytes"), same_bytes),
    Check("unchanged", N_("the selection is not changed"), unchanged),
    Check(
        "complete",
        N_("every measure is there, or the spec says that the format is lossy"),
        complete,
    ),
    Check("nothing-left", N_("a failed export leaves nothing behind"), nothing_left),
    Check("cancelled", N_("an export that is cancelled stops"), cancelled),
    Check("opens", N_("what it wrote can be opened again"), opens),
    Check("silent", N_("it prints nothing"), silent),
    Check(
        "contained",
        N_("it writes only to its target, and uses no network and no programs"),
        contained,
    ),
)
