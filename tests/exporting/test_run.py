"""One export, with every way in which it can end."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui.exporting.run import default_name, run
from ecotui.exporting.target import HostTarget
from ecotui.options import NoOptions
from ecotui.plugin_host.registry import PluginBroken, Registry
from ecotui.plugin_host.spec import ExportError
from ecotui.query.selection import Selection

Exporting = Callable[..., Registry]

WRITE = "with target.text() as file: file.write('new')"


def test_a_good_export_says_where_it_is_and_what_it_lacks(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    listed = exporting(f"target.warn('no colours'); target.progress(1, 1)\n{WRITE}").exporter(
        "mine"
    )
    path, seen = str(tmp_path / "f"), []
    target = HostTarget(path, "text", on_progress=lambda *amounts: seen.append(amounts))
    done = run(listed, selection, NoOptions(), target)
    assert (done.path, done.warnings, seen) == (path, ("no colours",), [(1, 1)])
    assert Path(path).read_text() == "new"


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
    exporting: Exporting, selection: Selection, tmp_path: Path, body: str, reason: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    listed = exporting(body).exporter("mine")
    with pytest.raises(PluginBroken) as caught:
        run(listed, selection, NoOptions(), str(folder / "f"))
    assert str(caught.value).startswith("plugin acme-mine 2.5 failed in mine: ")
    assert reason in str(caught.value)
    assert caught.value.__cause__ is not None
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("factory", "reason"),
    [
        ("no_such_module:Mine", "ModuleNotFoundError"),
        ("acme_mine:Missing", "AttributeError"),
        ("acme_mine:sys", "TypeError"),
    ],
)
def test_a_factory_that_is_not_there_breaks_only_its_export(
    exporting: Exporting, selection: Selection, tmp_path: Path, factory: str, reason: str
) -> None:
    registry = exporting(WRITE, factory=factory)
    with pytest.raises(PluginBroken, match=f"plugin acme-mine 2.5 failed in mine: {reason}"):
        run(registry.exporter("mine"), selection, NoOptions(), str(tmp_path / "f"))
    assert not (tmp_path / "f").exists()


def test_an_exporter_that_states_its_reason_is_not_broken(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    listed = exporting(f"{WRITE}\nraise ExportError('too wide')").exporter("mine")
    with pytest.raises(ExportError, match="^too wide$"):
        run(listed, selection, NoOptions(), str(tmp_path / "f"))
    assert not (tmp_path / "f").exists()


def test_an_exporter_that_writes_nothing_has_failed(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="the exporter wrote nothing"):
        run(exporting("pass").exporter("mine"), selection, NoOptions(), str(tmp_path / "f"))


def test_an_exporter_that_lacks_something_is_not_started(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    listed = exporting("sys.exit()", requires=("no_such_module",)).exporter("mine")
    with pytest.raises(ExportError, match="^mine: needs no_such_module, which is not installed$"):
        run(listed, selection, NoOptions(), str(tmp_path / "f"))


def test_an_interrupt_goes_through_and_leaves_nothing(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    listed = exporting(f"{WRITE}\nraise KeyboardInterrupt").exporter("mine")
    with pytest.raises(KeyboardInterrupt):
        run(listed, selection, NoOptions(), str(tmp_path / "f"))
    assert not (tmp_path / "f").exists()


def test_a_cancelled_export_writes_nothing(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    listed = exporting(f"{WRITE}\nassert target.cancelled").exporter("mine")
    path = str(tmp_path / "f")
    target = HostTarget(path, "text")
    target.cancelled = True
    with pytest.raises(ExportError, match="cancelled; nothing was written"):
        run(listed, selection, NoOptions(), target)
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(("kind", "body"), [("text", WRITE), ("tree", "pass")])
def test_a_place_that_cannot_be_written_is_named_as_the_user_named_it(
    exporting: Exporting,
    selection: Selection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    body: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = exporting(body, kind=kind).exporter("mine")
    with pytest.raises(ExportError, match="^cannot write missing/f: No such file or directory"):
        run(listed, selection, NoOptions(), "missing/f")


def test_a_member_that_cannot_be_written_is_a_stated_failure(
    exporting: Exporting, selection: Selection, tmp_path: Path
) -> None:
    listed = exporting(
        "with target.member('x' * 300).text() as file: file.write('x')", kind="tree"
    ).exporter("mine")
    with pytest.raises(ExportError, match="^cannot write .*: File name too long"):
        run(listed, selection, NoOptions(), str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_what_an_exporter_prints_is_no_part_of_the_export(
    exporting: Exporting, selection: Selection, capsys: pytest.CaptureFixture[str]
) -> None:
    stdout = io.BytesIO()
    listed = exporting(f"print('working')\n{WRITE}").exporter("mine")
    run(listed, selection, NoOptions(), HostTarget("-", "text", stdout=stdout))
    assert stdout.getvalue() == b"new"
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "working\n")


def test_a_file_that_an_exporter_lacks_is_its_own_failure_on_standard_output_too(
    exporting: Exporting, selection: Selection
) -> None:
    stdout = io.BytesIO()
    listed = exporting(f"{WRITE}\nopen('/no/such/template')").exporter("mine")
    with pytest.raises(PluginBroken, match="FileNotFoundError"):
        run(listed, selection, NoOptions(), HostTarget("-", "text", stdout=stdout))
    assert stdout.getvalue() == b""


def test_a_reader_that_has_gone_is_no_failure_of_the_plugin(
    exporting: Exporting, selection: Selection
) -> None:
    class Gone(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    target = HostTarget("-", "text", stdout=Gone())
    with pytest.raises(BrokenPipeError):
        run(exporting(WRITE).exporter("mine"), selection, NoOptions(), target)


@pytest.mark.parametrize(
    ("changes", "plan_id", "name"),
    [
        ({}, "small", "small-mine.txt"),
        ({"extensions": ("mine", "txt")}, "small", "small.mine"),
        ({"extensions": ()}, "small", "small-mine"),
        ({"kind": "tree"}, "small", "small-mine"),
        ({}, "../a b/四川", "a-b-四川-mine.txt"),
        ({}, "..", "plan-mine.txt"),
    ],
)
def test_the_default_name_is_made_of_plan_and_exporter(
    exporting: Exporting, selection: Selection, changes: dict, plan_id: str, name: str
) -> None:
    plan = selection.plan._replace(id=plan_id)
    listed = exporting("pass", **changes).exporter("mine")
    assert default_name(listed, type(selection)(type(selection.index)(plan), "", 0)) == name
