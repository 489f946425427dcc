"""What an importer has to keep, one check for each line of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ecotui.contract.exporter_checks import HEAVY, CheckSkipped, loaded, printed, touched
from ecotui.contract.trial import Trial
from ecotui.i18n import N_, _
from ecotui.plugin_host.spec import ImporterSpec

#: What the document itself is called among those that are read.
WHOLE = "document"


@dataclass(frozen=True)
class Subject:
    """An importer that was tried, and what its author says of it.

    Args:
        spec: Its declaration.
        trial: What it did.
        heavy: Further modules that must not be loaded before it reads.
    """

    spec: ImporterSpec
    trial: Trial
    heavy: tuple[str, ...] = ()

    @property
    def made(self) -> Trial:
        """The trial, where the importer could be made at all.

        Raises:
            CheckSkipped: it could not.
        """
        if self.trial.here["factory"]:
            raise CheckSkipped(_("the importer could not be created"))
        return self.trial


def damaged(document: bytes, ending: str) -> dict[str, bytes]:
    """The document, and what may be handed to an importer in its place, by file name."""
    return {
        f"{WHOLE}{ending}": document,
        f"empty{ending}": b"",
        f"half{ending}": document[: len(document) // 2],
        f"bytes{ending}": bytes(range(256)) * 8,
        f"zeros{ending}": bytes(4096),
        f"utf-16{ending}": "方案 plan\n".encode("utf-16") * 50,
        f"braces{ending}": b"[" * 5000 + b"{" * 5000 + b"|" * 5000,
    }


def factory(subject: Subject) -> Iterable[str]:
    """The factory can be imported, and makes something that reads."""
    if subject.trial.here["factory"]:
        yield subject.trial.here["factory"]


def light(subject: Subject) -> Iterable[str]:
    """Naming the importer loads no heavy library."""
    yield from loaded(subject.trial, (*HEAVY, *subject.spec.requires, *subject.heavy))


def reads(subject: Subject) -> Iterable[str]:
    """The document is read into a plan with measures."""
    for name, found in subject.made.here["documents"].items():
        if name.startswith(f"{WHOLE}."):
            if found["outcome"] != "done":
                yield "; ".join(found["problems"])
            elif not found["measures"]:
                yield _("the plan has no measure")


def refuses(subject: Subject) -> Iterable[str]:
    """What is no document is refused with problems, never with another exception."""
    for name, found in subject.made.here["documents"].items():
        if found["outcome"] == "broken" and not name.startswith(f"{WHOLE}."):
            yield f"{name}: {'; '.join(found['problems'])}"
        elif found["outcome"] == "refused" and not found["problems"]:
            yield _("{file}: it was refused without a reason").format(file=name)


def storable(subject: Subject) -> Iterable[str]:
    """A plan that was read can be saved, and is then read as the same."""
    for name, found in subject.made.here["documents"].items():
        if found["outcome"] == "done" and not found["same"]:
            why = "; ".join(found["problems"]) or _("the saved plan differs")
            yield f"{name}: {why}"


def same_plan(subject: Subject) -> Iterable[str]:
    """The same document gives the same plan, in any place."""
    elsewhere = subject.trial.elsewhere["documents"]
    for name, found in subject.made.here["documents"].items():
        if found["plan"] != elsewhere[name]["plan"]:
            message = _("{file}: the plan changes with the hash seed, time zone or locale")
            yield message.format(file=name)


def silent(subject: Subject) -> Iterable[str]:
    """Nothing is printed while it reads."""
    yield from printed(subject.made)


def contained(subject: Subject) -> Iterable[str]:
    """It writes no file, opens no connection and starts no program."""
    yield from touched(subject.made)


@dataclass(frozen=True)
class Check:
    """One line of the contract; see `ecotui.contract.exporter_checks.Check`."""

    name: str
    title: str
    find: Callable[[Subject], Iterable[str]]


CHECKS = (
    Check("factory", N_("the factory can be imported and creates an importer"), factory),
    Check("light", N_("listing it loads no large library"), light),
    Check("reads", N_("it reads the document"), reads),
    Check("refuses", N_("it refuses anything that is not a document, and says why"), refuses),
    Check("storable", N_("the plan can be saved"), storable),
    Check("same-plan", N_("the same document gives the same plan"), same_plan),
    Check("silent", N_("it prints nothing"), silent),
    Check("contained", N_("it writes no files, and uses no network and no programs"), contained),
)
