"""One export, with every way in which it can end."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui.exporting.run import ExportResult, run
from ecotui.exporting.target import HostTarget
from ecotui.options import NoOptions
from ecotui.plugin_host.registry import PluginBroken, Registry
from ecotui.plugin_host.spec import ExportError
from ecotui.query.selection import Selection

Exporting = Callable[..., Registry]
Exported = Callable[..., ExportResult]

#: What is for the target, and not for the spec of the exporter.
FOR_TARGET = ("stdout", "on_progress")
WRITE = "with target.text() as file: file.write('new')"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the exports go: in a folder with nothing else in it."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "f"


@pytest.fixture
def exported(exporting: Exporting, selection: Selection, file: Path) -> Exported:
    """Run an exporter that has this body."""

    def export(body: str, path: str = str(file), **changes: object) -> ExportResult:
        arguments = {key: changes.pop(key) for key in FOR_TARGET if key in changes}
        target = changes.pop("target", None)
        listed = exporting(body, **changes).exporter("mine")
        target = target or HostTarget(path, listed.spec.kind, **arguments)
        return run(listed, selection, NoOptions(), target)

    return export


def test_a_good_export_says_where_it_is_and_what_it_lacks(exported: Exported, file: Path) -> None:
    seen: list[tuple[int, int]] = []
    body = f"target.warn('no colours'); target.progress(1, 1)\n{WRITE}"
    done = exported(body, on_progress=lambda *amounts: seen.append(amounts))
    assert (done.path, done.warnings, seen) == (str(file), ("no colours",), [(1, 1)])
    assert file.read_text() == "new"


BROKEN = {
    "raises": ("raise RuntimeError('why')", "RuntimeError: why"),
    "exits": ("raise SystemExit(3)", "SystemExit: 3"),
    "exits through sys": ("sys.exit('bye')", "SystemExit: bye"),
    "writes partly, then fails": (f"{WRITE}\nraise ValueError('late')", "ValueError: late"),
    "writes what is not a text": ("with target.text() as file: file.write(b'x')", "TypeError"),
    "fails over a file of its own": ("open('/no/such/template').read()", "FileNotFoundError"),
    "never returns from itself": ("self.export(selection, target, options)", "RecursionError"),
}


@pytest.mark.parametrize(("body", "reason"), BROKEN.values(), ids=BROKEN)
def test_an_exporter_that_breaks_is_named_with_its_version_and_leaves_nothing(
    exported: Exported, file: Path, body: str, reason: str
) -> None:
    with pytest.raises(PluginBroken) as caught:
        exported(body)
    assert str(caught.value).startswith("plugin acme-mine 2.5 failed in mine: ")
    assert reason in str(caught.value)
    assert caught.value.__cause__ is not None
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("factory", "reason"),
    [
        ("no_such_module:Mine", "ModuleNotFoundError"),
        ("acme_mine:Missing", "AttributeError"),
        ("acme_mine:sys", "TypeError"),
    ],
)
def test_a_factory_that_is_not_there_breaks_only_its_export(
    exported: Exported, file: Path, factory: str, reason: str
) -> None:
    with pytest.raises(PluginBroken, match=f"plugin acme-mine 2.5 failed in mine: {reason}"):
        exported(WRITE, factory=factory)
    assert not file.exists()


def test_an_exporter_that_states_its_reason_is_not_broken(exported: Exported, file: Path) -> None:
    with pytest.raises(ExportError, match="^too wide$"):
        exported(f"{WRITE}\nraise ExportError('too wide')")
    assert not file.exists()


def test_an_exporter_that_writes_nothing_has_failed(exported: Exported) -> None:
    with pytest.raises(PluginBroken, match="acme-mine 2.5 .* the exporter wrote nothing"):
        exported("pass")


def test_an_exporter_that_lacks_something_is_not_started(exported: Exported) -> None:
    reason = (
        "^mine: needs no_such_module, which is missing; reinstall acme-mine with what it needs$"
    )
    with pytest.raises(ExportError, match=reason):
        exported("sys.exit()", requires=("no_such_module",))


def test_an_interrupt_goes_through_and_leaves_nothing(exported: Exported, file: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        exported(f"{WRITE}\nraise KeyboardInterrupt")
    assert not file.exists()


def test_a_cancelled_export_writes_nothing(exported: Exported, file: Path) -> None:
    target = HostTarget(str(file), "text")
    target.cancelled = True
    with pytest.raises(ExportError, match="cancelled; nothing was written"):
        exported(f"{WRITE}\nassert target.cancelled", target=target)
    assert not file.exists()


@pytest.mark.parametrize(("kind", "body"), [("text", WRITE), ("tree", "pass")])
def test_a_place_that_cannot_be_written_is_named_as_the_user_named_it(
    exported: Exported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, body: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError, match="^cannot write missing/f: No such file or directory"):
        exported(body, "missing/f", kind=kind)


def test_a_member_that_cannot_be_written_is_a_failure(exported: Exported, file: Path) -> None:
    body = "with target.member('x' * 300).text() as file: file.write('x')"
    with pytest.raises(ExportError, match="^cannot write .*: File name too long"):
        exported(body, kind="tree")
    assert not file.exists()


def test_what_is_printed_is_not_exported(
    exported: Exported, capsys: pytest.CaptureFixture[str]
) -> None:
    stdout = io.BytesIO()
    exported(f"print('working')\n{WRITE}", "-", stdout=stdout)
    assert stdout.getvalue() == b"new"
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "working\n")


@pytest.mark.parametrize(
    "body",
    [
        f"{WRITE}\nraise ConnectionRefusedError(111, 'refused')",
        f"{WRITE}\nraise TimeoutError('late')",
        # It would lie beside the file that is written.
        f"open({{folder!r}} + '/template', 'rb')\n{WRITE}",
        "raise OSError(28, 'No space left on device')",
    ],
)
def test_an_error_of_the_system_that_is_not_over_the_target_is_the_plugins(
    exported: Exported, file: Path, body: str
) -> None:
    with pytest.raises(PluginBroken, match="acme-mine 2.5 failed in mine: .*Error"):
        exported(body.format(folder=str(file.parent)))
    assert not file.exists()


def test_a_full_disk_is_not_the_plugins_fault(exported: Exported) -> None:
    with pytest.raises(ExportError, match="^cannot write /dev/full: No space left on device"):
        exported(WRITE, "/dev/full")


def test_a_refusal_without_a_reason_names_the_plugin(exported: Exported) -> None:
    with pytest.raises(ExportError, match="^plugin acme-mine 2.5 refused in mine without a reason"):
        exported("raise ExportError()")


def test_the_file_is_where_it_was_asked_for_though_the_plugin_goes_elsewhere(
    exported: Exported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = exported(f"import os\nos.chdir('/')\n{WRITE}", "here.txt")
    assert (tmp_path / "here.txt").read_text() == "new"
    assert Path.cwd() == tmp_path
    assert done.warnings == ("it changed the current folder; that was put back",)


def test_an_exporter_that_lacks_a_file_fails_on_standard_output_too(exported: Exported) -> None:
    stdout = io.BytesIO()
    with pytest.raises(PluginBroken, match="FileNotFoundError"):
        exported(f"{WRITE}\nopen('/no/such/template')", "-", stdout=stdout)
    assert stdout.getvalue() == b""


def test_a_reader_that_has_gone_is_no_failure_of_the_plugin(exported: Exported) -> None:
    class Gone(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        exported(WRITE, "-", stdout=Gone())


@pytest.mark.parametrize(
    ("body", "kind", "amount"),
    [
        ("with target.text() as file: file.write('x')", "text", "1 measure"),
        ("target.wrote(0)\nwith target.text() as file: file.write('x')", "text", "0 measures"),
        (
            "for name in 'ab':\n    with target.member(name).text() as file: file.write(name)",
            "tree",
            "1 measure, 2 files",
        ),
    ],
)
def test_it_says_how_much_was_written(
    exporting: Exporting, selection: Selection, tmp_path: Path, body: str, kind: str, amount: str
) -> None:
    listed = exporting(body, kind=kind).exporter("mine")
    done = run(listed, selection, NoOptions(), str(tmp_path / "out"))
    assert done.amount == amount
    assert done.told("there") == f"wrote there: {amount}"
