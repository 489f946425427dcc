"""What every exporter and importer must do: two tables of checks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from ecotui.contract import declarations, escaping, readback
from ecotui.contract.samples import DOCUMENT, HARMLESS, PART, PLANS, TWO, markers_in
from ecotui.contract.subject import Check, CheckSkipped, ExporterSubject, Subject, grouped
from ecotui.contract.trial import Report
from ecotui.i18n import N_, _
from ecotui.options import build, declared

__all__ = ["EXPORTER", "IMPORTER", "Check", "CheckSkipped", "ExporterSubject", "Subject"]

#: Libraries that take longer to load than ecotui itself.
HEAVY = (
    *("PIL", "click", "docx", "duckdb", "jinja2", "lxml", "matplotlib", "numpy", "openpyxl"),
    *("pandas", "polars", "pptx", "pyarrow", "reportlab", "requests", "rich", "sqlalchemy"),
    *("textual", "xlsxwriter"),
)
#: A large plan that is written to so few bytes, in a second, leaves nothing to cancel.
SUMMARY_BYTES = 16 * 1024
SUMMARY_S = 1.0


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


def translated(subject: Subject) -> Iterator[str]:
    """Each translation is of a text that is declared, into a language that ecotui has."""
    yield from declarations.translation_problems(subject.spec)


def silent(subject: Subject) -> Iterator[str]:
    """Nothing goes to standard output or standard error, not even from another program."""
    text = " ".join(subject.report["printed"].split())
    if text:
        yield _("it printed: {text}").format(text=text[:200])
    elif not isinstance(subject, ExporterSubject):
        subject.require_document()


def contained(subject: Subject) -> Iterator[str]:
    """Temporary files are allowed if they are deleted in the end; the current folder stays."""
    yield from dict.fromkeys(subject.report["touched"])
    for path in subject.report["left"]:
        yield _("{path} was left behind").format(path=path)
    if not isinstance(subject, ExporterSubject):
        subject.require_document()


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
    if not trial.listed or declarations.as_json(wanted) != listed:
        yield _("the options in `exporters --json` differ from those declared")
    for one in every:
        if one.flag not in trial.help:
            yield _("`export {name} --help` does not show {flag}").format(
                name=trial.name, flag=one.flag
            )
        yield from declarations.option_problems(one)
    try:
        same = build(spec.options, {}) == spec.options()
    # The class of the options is the plugin's code.
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
    else:
        if not same:
            yield _("the options without values differ from the options with their defaults")


def writes(subject: ExporterSubject) -> Iterator[str]:
    """It refuses only plans that its author names in `refuses`, or two at once."""
    found = {name: problem for name in PLANS for problem in writes_plan(subject, name)}
    found = {name: text.removeprefix(f"{name}: ") for name, text in found.items()}
    yield from grouped(found, len(PLANS), _("all {count} plans"))


def writes_plan(subject: ExporterSubject, name: str) -> Iterator[str]:
    """What is wrong with one plan."""
    plan = subject.report["plans"][name]
    refused = plan["outcome"] == "refused" and name not in (*subject.refuses, TWO)
    if refused or plan["outcome"] == "broken":
        yield f"{name}: {plan['message']}"


def values(subject: ExporterSubject) -> Iterator[str]:
    """Every choice, bound and switch once, and the author's sets; it may refuse what it names."""
    found: Report = subject.report["values"]
    if not found and PART not in subject.written:
        raise CheckSkipped(_("{plan} was not written").format(plan=PART))
    broken = {label: one["message"] for label, one in found.items() if one["outcome"] == "broken"}
    yield from grouped(broken, len(found), _("all {count} values"))
    if broken:
        return
    # What was refused, or not tried, is not said to be good.
    left = [
        _("{value} is refused: {reason}").format(value=label, reason=one["message"])
        for label, one in found.items()
        if one["outcome"] == "refused"
    ]
    if slow := [label for label, one in found.items() if one["outcome"] == "untried"]:
        message = _("it is too slow to try {count} of {all} values")
        left.append(message.format(count=len(slow), all=len(found)))
    tried = subject.trial.tried_options
    if free := [
        one.flag for one in declarations.free(subject.spec.options) if one.name not in tried
    ]:
        message = _("tried but for {flags}, whose values are unknown; see `option_sets`")
        left.append(message.format(flags=", ".join(free)))
    if left:
        raise CheckSkipped("; ".join(left))


def previews(subject: ExporterSubject) -> Iterator[str]:
    """`preview()`, if there is one, gives a text for every plan, or refuses as the export does."""
    plans = subject.report["plans"]
    found = {name: plan["preview"] for name, plan in plans.items() if plan.get("preview")}
    yield from grouped(found, len(plans), _("all {count} plans"))


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
    for name in subject.written:
        found = markers_in(subject.text(name))
        missing = [one for one in subject.trial.wanted[name] if one not in found]
        if missing:
            message = _("{plan}: {count} measures are missing, the first is {first}")
            yield message.format(plan=name, count=len(missing), first=missing[0])


def selected(subject: ExporterSubject) -> Iterator[str]:
    """Of a part of a plan, neither the file nor the preview has another measure."""
    names = [name for name in subject.every_file if name.partition(" ")[0] == PART]
    if PART not in names:
        raise CheckSkipped(_("{plan} was not written").format(plan=PART))
    wanted, seen = set(subject.trial.wanted[PART]), False
    leaks: dict[str, str] = {}
    for name in names:
        found = markers_in(subject.text(name)) | markers_in(
            subject.every_file[name].get("shown", "")
        )
        seen = seen or bool(found)
        if others := sorted(found - wanted):
            message = _("{count} measures that are not selected are written, the first is {first}")
            leaks[name] = message.format(count=len(others), first=others[0])
    if not seen and not subject.spec.lossy:
        raise CheckSkipped(_("no text of a measure can be found in it"))
    yield from grouped(leaks, len(names), PART)


def escaped(subject: ExporterSubject) -> Iterator[str]:
    """Text, Markdown, HTML, XML, JSON, TOML and CSV are judged by their endings.

    What a plan says stays text: it is no element or attribute, no formula and no new cell, has no
    character that acts on a terminal, and reads as it is in the plan.
    """
    kind = subject.spec.kind
    files = subject.every_file
    harmless = [files[name]["path"] for name in HARMLESS if name in files]
    found_in = [pair for path in harmless for pair in escaping.readings(path, kind)]
    own = {
        ending: escaping.merged(one for other, one in found_in if other == ending and one)
        for ending, _reading in found_in
    }
    wrong: dict[str, str] = {}
    judged, unknown = False, set()
    for name, one in files.items():
        # The large plan has the same text over and over.
        if name in (*HARMLESS, "large", "empty"):
            continue
        before = subject.trial.before[name.partition(" ")[0]]
        problems: dict[str, None] = {}
        for ending, reading in escaping.readings(one["path"], kind):
            if reading is None:
                unknown.add(ending)
            # A table of counts is no table of measures.
            elif ending not in escaping.TABLES or any(map(markers_in, reading.texts)):
                judged = True
                harmless_one = own.get(ending, escaping.Reading())
                problems |= dict.fromkeys(escaping.problems(reading, harmless_one, before))
        if problems:
            wrong[name] = "; ".join(problems)
    yield from grouped(wrong, len(files), _("all {count} plans"))
    if unknown and not wrong:
        message = _("what stands in {endings} files is not judged")
        raise CheckSkipped(message.format(endings=", ".join(sorted(unknown))))
    if not judged:
        raise CheckSkipped(_("no text of a measure can be found in it"))


def kind(subject: ExporterSubject) -> Iterator[str]:
    """The files of an exporter of kind `text` are UTF-8; others do not go to a terminal."""
    if not subject.report["plans"] or subject.spec.kind != "text":
        return
    found: dict[str, str] = {}
    for name, one in subject.every_file.items():
        try:
            for file in readback.files(one["path"]):
                Path(file).read_bytes().decode()
        except UnicodeDecodeError:
            found[name] = _("it is of kind text, but its bytes are not UTF-8")
    yield from grouped(found, len(subject.every_file), _("all {count} plans"))


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
    """If `target.cancelled` is true, most of the large plan is not written, unless it is quick."""
    report: Report | None = subject.report.get("cancelled")
    if not report:
        raise CheckSkipped(_("the large plan was not written"))
    if report["outcome"] == "broken":
        yield report["message"]
    elif report["written"] * 2 < report["whole"]:
        return
    elif report["whole"] < SUMMARY_BYTES and report["uncancelled"] < SUMMARY_S:
        message = _("the large plan is written to {count} bytes at once; nothing is left to stop")
        raise CheckSkipped(message.format(count=report["whole"]))
    else:
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
    found = {name: f"{type(error).__name__}: {error}" for name, error in failures.items()}
    yield from grouped(found, len(subject.texts), _("all {count} plans"))


# -- importers


def reads(subject: Subject) -> Iterator[str]:
    """The document that its author names becomes a plan with measures.

    No choice, bound or switch of its options breaks it.
    """
    subject.require_document()
    for name in subject.report["documents"]:
        if name.startswith(DOCUMENT):
            yield from reads_document(subject, name)
    values: Report = subject.report["values"]
    broken = {label: one["message"] for label, one in values.items() if one["outcome"] == "broken"}
    yield from grouped(broken, len(values), _("all {count} values"))


def refuses(subject: Subject) -> Iterator[str]:
    """It raises a `PlanError` that names the problems, and no other exception."""
    others = [name for name in subject.report["documents"] if not name.startswith(DOCUMENT)]
    found = {name: text for name in others for text in reads_document(subject, name)}
    found = {name: text.removeprefix(f"{name}: ") for name, text in found.items()}
    yield from grouped(found, len(others), _("all {count} documents"))


def reads_document(subject: Subject, name: str) -> Iterator[str]:
    """What is wrong with one document."""
    found = subject.report["documents"][name]
    theirs = name.startswith(DOCUMENT)
    if found["outcome"] == "refused" and not found["problems"]:
        yield _("{file}: it was refused without a reason").format(file=name)
    elif found["outcome"] == "broken" or (theirs and found["outcome"] == "refused"):
        yield f"{name}: {'; '.join(found['problems'])}"
    elif theirs and not found["measures"]:
        yield _("the plan has no measure")


def sniffs(subject: Subject) -> Iterator[str]:
    """`sniff()`, if there is one, gives a number from 0 to 1 for any document."""
    documents = subject.report["documents"]
    found = {name: one["sniff"] for name, one in documents.items() if one["sniff"]}
    yield from grouped(found, len(documents), _("all {count} documents"))


def importer_options(subject: Subject) -> Iterator[str]:
    """Each option has a help, and its values are the same typed and in `config.toml`."""
    for one in declared(subject.spec.options):
        yield from declarations.option_problems(one)


def storable(subject: Subject) -> Iterator[str]:
    """The plan is saved as TOML and read back as the same plan."""
    for name, found in subject.report["documents"].items():
        if found["outcome"] == "done" and not found["same"]:
            why = "; ".join(found["problems"]) or _("the saved plan differs")
            yield f"{name}: {why}"
    subject.require_document()


def same_plan(subject: Subject) -> Iterator[str]:
    """The plan is the same with another hash seed, time zone and locale."""
    elsewhere = subject.trial.elsewhere["documents"]
    for name, found in subject.report["documents"].items():
        if found["plan"] != elsewhere[name]["plan"]:
            message = _("{file}: the plan changes with the hash seed, time zone or locale")
            yield message.format(file=name)
    subject.require_document()


EXPORTER: tuple[Check, ...] = (
    Check(N_("the factory can be imported and creates an exporter"), factory),
    Check(N_("listing it loads no large library"), light),
    Check(N_("options have the same meaning everywhere"), options),
    Check(N_("translations are of texts that it declares"), translated),
    Check(N_("it writes every plan, including hostile and large ones"), writes),
    Check(N_("it writes with every choice, bound and switch of its options"), values),
    Check(N_("its preview, if it has one, is text"), previews),
    Check(N_("the same selection gives the same bytes"), same_bytes),
    Check(N_("the selection is not changed"), unchanged),
    Check(N_("every measure is there, or the spec says that the format is lossy"), complete),
    Check(N_("only what is selected is there"), selected),
    Check(N_("texts of the plan stay texts"), escaped),
    Check(N_("the file is of the kind that the spec says"), kind),
    Check(N_("a failed export leaves nothing behind"), nothing_left),
    Check(N_("an export that is cancelled stops"), cancelled),
    Check(N_("what it wrote can be opened again"), opens),
    Check(N_("it prints nothing"), silent),
    Check(N_("it writes only to its target, and uses no network and no programs"), contained),
)

IMPORTER: tuple[Check, ...] = (
    Check(N_("the factory can be imported and creates an importer"), factory),
    Check(N_("listing it loads no large library"), light),
    Check(N_("options have the same meaning everywhere"), importer_options),
    Check(N_("translations are of texts that it declares"), translated),
    Check(N_("it says of any document how sure it is that it reads it, or nothing"), sniffs),
    Check(N_("it reads the document"), reads),
    Check(N_("it refuses anything that is not a document, and says why"), refuses),
    Check(N_("the plan can be saved"), storable),
    Check(N_("the same document gives the same plan"), same_plan),
    Check(N_("it prints nothing"), silent),
    Check(N_("it writes no files, and uses no network and no programs"), contained),
)
