"""Plugins are found, asked one by one, and harm nobody but themselves."""

from __future__ import annotations

import itertools
import sys
import threading
from pathlib import Path
from textwrap import dedent

import pytest
from installing import GOOD, PRELUDE, Plugins, hook

from ecotui import __version__, i18n
from ecotui.plugin_host import discovery, loading
from ecotui.plugin_host.loading import Plugin
from ecotui.plugin_host.registry import (
    BUILTIN,
    BUILTIN_IMPORTERS,
    Registry,
    UnknownExporter,
    from_environment,
)


def only(registry: Registry) -> Plugin:
    (plugin,) = registry.plugins()
    return plugin


def third_party(registry: Registry) -> list[str]:
    return [one.key for one in registry.exporters() if one.plugin.name != "ecotui"]


def test_a_plugin_is_listed_with_its_exporter(plugins: Plugins) -> None:
    plugins.install("acme-mine", GOOD, version="2.5")
    registry = plugins.registry()
    plugin = only(registry)
    assert (plugin.name, plugin.version, plugin.status) == ("acme-mine", "2.5", "ok")
    assert plugin.error is None
    assert plugin.import_ms > 0
    listed = registry.exporter("mine")
    assert (listed.key, listed.status, listed.plugin) == ("mine", "ok", plugin)
    assert registry.exporter("acme-mine:mine") == listed


def test_a_plugin_may_be_an_object_and_name_importers_too(plugins: Plugins) -> None:
    source = """
    class Hooks:
        @hookimpl
        def ecotui_register_exporters(self):
            yield spec("one")
            yield spec("two")
        @hookimpl
        def ecotui_register_importers(self):
            return [ImporterSpec(
                id="in", title="In", summary="Reads.", extensions=("txt",), factory="a:B")]
    hooks = Hooks()
    """
    plugins.install("acme", source, value="acme:hooks")
    registry = plugins.registry()
    assert third_party(registry) == ["one", "two"]
    assert "in" in [one.key for one in registry.importers()]


BROKEN = {
    "an import that fails": ("import no_such_module", "No module named 'no_such_module'"),
    "a syntax error": ("def (:", "SyntaxError: invalid syntax"),
    "an exception while it is imported": ("raise RuntimeError('a\\nb')", "RuntimeError: a b"),
    "an exit while it is imported": ("sys.exit(3)", "SystemExit: 3"),
    "an exception that cannot be shown": (
        "class Bad(Exception):\n    def __str__(self): raise ValueError\nraise Bad",
        "Bad",
    ),
    "escape sequences in the message": ("raise ValueError('\\x1b[2J')", "ValueError: ␛[2J"),
    "a hook that raises": (hook("1 / 0"), "division by zero"),
    "a hook that exits": (hook("raise SystemExit"), "SystemExit"),
    "a hook that never ends in itself": (
        hook("return ecotui_register_exporters()"),
        "RecursionError",
    ),
    "a hook that is misspelt": (
        hook("return []", name="ecotui_register_exporter"),
        'unknown hook "ecotui_register_exporter", did you mean ecotui_register_exporters?',
    ),
    "a hook that asks for what there is not": (
        hook("return []").replace("()", "(config)"),
        "config",
    ),
    "a hook without its marker": (
        "def ecotui_register_exporters(): return []",
        'the hook "ecotui_register_exporters" lacks @hookimpl',
    ),
    "no hook at all": ("x = 1", "it implements no hook of ecotui"),
    "text for a spec": (hook("return 'mine'"), "it registered str, not ExporterSpec"),
    "nothing iterable": (hook("return 7"), "it registered int, not ExporterSpec"),
    "an importer among the exporters": (
        hook("return [ImporterSpec(id='x', title='t', summary='s', extensions=(), factory='a:B')]"),
        "it registered ImporterSpec, not ExporterSpec",
    ),
    "a spec that is nonsense": (
        hook("return [spec(kind='noise')]"),
        "kind 'noise' is not text, binary or tree",
    ),
    "one id twice": (hook("return [spec(), spec()]"), "it registers the id mine twice"),
    "a built-in id": (
        hook("return [spec('ok'), spec('markdown')]"),
        "the id markdown is used by a built-in one",
    ),
}


@pytest.mark.parametrize(("source", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plugin_says_why_and_harms_only_itself(
    plugins: Plugins, source: str, reason: str
) -> None:
    plugins.install("acme-broken", source)
    plugins.install("zeta", GOOD)
    registry = plugins.registry()
    broken, good = registry.plugins()
    assert broken.status == "broken"
    assert broken.error is not None
    assert reason in broken.error
    assert "\n" not in broken.error
    assert "\x1b" not in broken.error
    assert broken.exporters == []
    assert good.status == "ok"
    assert third_party(registry) == ["mine"]


@pytest.mark.parametrize(
    ("source", "newer"),
    [
        ("from ecotui.api import from_the_future", True),
        (hook("return [spec(colour='red')]"), True),
        (hook("return [ImporterSpec(id='x', colour='red')]"), True),
        ("option(1, colour='red')", True),
        ("from os import from_the_future", False),
        (hook("return [dict(colour='red')['x']]"), False),
        ("sorted([], colour='red')", False),
    ],
)
def test_what_this_ecotui_does_not_have_is_said_to_be_of_a_newer_one(
    plugins: Plugins, source: str, newer: bool
) -> None:
    plugins.install("acme", source)
    plugin = only(plugins.registry())
    assert plugin.status == "broken"
    said = f"; ecotui {__version__} has no such thing; the plugin may be written for a newer one"
    assert str(plugin.error).endswith(said) == newer


@pytest.mark.parametrize("value", ["acme:missing", "no.such", "not a name", "acme:", ":x"])
def test_an_entry_point_that_leads_nowhere_is_a_broken_plugin(plugins: Plugins, value: str) -> None:
    plugins.install("acme", GOOD, value=value)
    assert only(plugins.registry()).status == "broken"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        (hook("return [spec(api='1')]"), "mine: api is not a whole number"),
        (
            hook("\n    while True: yield spec()"),
            "it registers more than 100; they may be endless",
        ),
    ],
    ids=["an interrupt", "an interface that is no number", "specs without end"],
)
def test_the_whole_of_what_is_said_of_a_broken_plugin(
    plugins: Plugins, source: str, error: str
) -> None:
    plugins.install("acme", source)
    plugin = only(plugins.registry())
    assert (plugin.status, plugin.error, plugin.exporters) == ("broken", error, [])


def test_a_plugin_for_another_interface_is_incompatible_not_broken(plugins: Plugins) -> None:
    # A later interface may know kinds that this one does not; that is not what is said.
    plugins.install("acme", hook("return [spec(api=2, kind='stream')]"))
    plugin = only(plugins.registry())
    assert plugin.status == "incompatible"
    assert plugin.error == "mine is for plugin interface 2, this is 1"


def test_two_plugins_with_one_id_stay_reachable_by_their_names(plugins: Plugins) -> None:
    plugins.install("acme", GOOD)
    plugins.install("zeta", GOOD)
    registry = plugins.registry()
    assert third_party(registry) == ["acme:mine", "zeta:mine"]
    assert registry.exporter("zeta:mine").plugin.name == "zeta"
    with pytest.raises(UnknownExporter, match="choose acme:mine / zeta:mine"):
        registry.exporter("mine")


def test_one_distribution_cannot_claim_an_id_in_two_plugins(plugins: Plugins) -> None:
    name = plugins.install("acme", GOOD)
    (plugins.folder / "acme_more.py").write_text((plugins.folder / f"{name}.py").read_text())
    points = plugins.folder / "acme-1.0.dist-info" / "entry_points.txt"
    points.write_text("[ecotui]\nmain = acme\nmore = acme_more\n")
    registry = plugins.registry()
    assert [plugin.status for plugin in registry.plugins()] == ["ok", "broken"]
    assert third_party(registry) == ["mine"]


def test_an_unknown_name_lists_the_known_ones_and_the_likeliest(plugins: Plugins) -> None:
    with pytest.raises(UnknownExporter, match=r'"markdwn".*markdown.*did you mean markdown\?'):
        plugins.registry().exporter("markdwn")


def test_asking_for_the_exporter_of_a_broken_plugin_says_what_broke(plugins: Plugins) -> None:
    plugins.install("acme-broken", "raise ValueError('why')", version="3.1")
    with pytest.raises(
        UnknownExporter, match=r"plugin acme-broken 3\.1 is broken: ValueError: why"
    ):
        plugins.registry().exporter("acme-broken:mine")


def test_what_is_not_installed_makes_an_exporter_unavailable(plugins: Plugins) -> None:
    needs = {"gone": "no_such_module", "inside": "json.no_such", "flat": "this.no_package"}
    specs = [f"spec('{name}', requires=('json', '{module}'))" for name, module in needs.items()]
    here = "spec('here', requires=('json', 'xml.dom'))"
    plugins.install("acme", hook(f"return [{', '.join([here, *specs])}]"))
    registry = plugins.registry()
    assert registry.exporter("here").status == "ok"
    for name, module in needs.items():
        listed = registry.exporter(name)
        assert listed.status == "unavailable"
        assert (
            listed.reason == f"needs {module}, which is missing; reinstall acme with what it needs"
        )


def test_what_an_exporter_needs_is_looked_for_without_importing_it(plugins: Plugins) -> None:
    package = plugins.folder / "heavy"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('imported')")
    (package / "part.py").write_text("")
    plugins.install("acme", hook("return [spec(requires=('heavy.part',))]"))
    assert plugins.registry().exporter("mine").status == "ok"
    assert "heavy" not in sys.modules


def test_a_factory_is_not_imported_before_it_is_used(plugins: Plugins) -> None:
    (plugins.folder / "acme_factory.py").write_text("raise SystemExit")
    plugins.install("acme", hook("return [spec(factory='acme_factory:X')]"))
    assert plugins.registry().exporter("mine").status == "ok"
    assert "acme_factory" not in sys.modules


def test_forbidden_plugins_are_not_imported(plugins: Plugins) -> None:
    plugins.install("acme", GOOD)
    assert plugins.registry(plugins=False).plugins() == []
    disabled = only(plugins.registry(disabled=["ACME"]))
    assert disabled.status == "disabled"
    assert "acme" not in sys.modules


def test_names_of_disabled_plugins_are_compared_as_pip_does(plugins: Plugins) -> None:
    plugins.install("Acme_Mine.x", GOOD)
    assert only(plugins.registry(disabled=["acme-mine-x"])).status == "disabled"


@pytest.mark.parametrize(("value", "count"), [("1", 0), ("yes", 0), ("0", 1), ("", 1)])
def test_the_environment_can_forbid_plugins(
    plugins: Plugins, monkeypatch: pytest.MonkeyPatch, value: str, count: int
) -> None:
    plugins.install("acme", GOOD)
    monkeypatch.setattr(discovery, "installed", plugins.installed)
    monkeypatch.setenv("ECOTUI_NO_PLUGINS", value)
    assert len(from_environment().plugins()) == count
    assert from_environment(plugins=False).plugins() == []


def test_a_built_in_exporter_is_found_without_importing_a_plugin(plugins: Plugins) -> None:
    plugins.install("acme", GOOD)
    assert plugins.registry().exporter("markdown").plugin.name == "ecotui"
    assert "acme" not in sys.modules


def test_every_built_in_id_is_brought_by_its_module(plugins: Plugins) -> None:
    registry = plugins.registry()
    assert {one.key for one in registry.exporters()} == set(BUILTIN)
    assert {one.key for one in registry.importers()} == set(BUILTIN_IMPORTERS)


@pytest.mark.parametrize("name", ["main", "old"])
def test_of_two_versions_on_the_path_the_entry_points_of_one_count(
    plugins: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    plugins.install("acme-twice", GOOD, version="1.0")
    points = plugins.folder / "acme_twice-1.0.dist-info" / "entry_points.txt"
    points.write_text(f"[ecotui]\n{name} = acme_twice\n")
    second = Plugins(tmp_path / "second")
    second.folder.mkdir()
    second.install("acme-twice", GOOD, version="2.0")
    monkeypatch.syspath_prepend(second.folder)
    found = [plugin for plugin in Registry().plugins() if plugin.name == "acme-twice"]
    assert [(plugin.version, plugin.status) for plugin in found] == [("2.0", "ok")]


@pytest.mark.parametrize("damage", ["no metadata", "no equals sign", "not text"])
def test_a_damaged_installation_beside_it_does_no_harm(plugins: Plugins, damage: str) -> None:
    plugins.install("acme-damaged", GOOD)
    plugins.install("zeta-whole", GOOD)
    info = plugins.folder / "acme_damaged-1.0.dist-info"
    if damage == "no metadata":
        (info / "METADATA").unlink()
    elif damage == "no equals sign":
        (info / "entry_points.txt").write_text("[ecotui]\nnonsense\n")
    else:
        (info / "entry_points.txt").write_bytes(b"[ecotui]\nmain = \xff\xfe\n")
    names = {plugin.name: plugin.status for plugin in Registry().plugins()}
    assert names["zeta-whole"] == "ok"


@pytest.mark.parametrize("on_path", [False, True])
def test_the_current_folder_is_never_looked_into(
    plugins: Plugins, monkeypatch: pytest.MonkeyPatch, on_path: bool
) -> None:
    plugins.install("acme-here", GOOD)
    monkeypatch.chdir(plugins.folder)
    if not on_path:
        here = ("", ".", str(plugins.folder))
        monkeypatch.setattr(sys, "path", [path for path in sys.path if path not in here])
    assert "acme-here" not in [plugin.name for plugin in Registry().plugins()]


def test_of_a_plugin_that_is_named_no_other_is_imported(plugins: Plugins) -> None:
    plugins.install("acme", GOOD)
    plugins.install("zeta", GOOD)
    assert plugins.registry().exporter("zeta:mine").plugin.name == "zeta"
    assert "acme" not in sys.modules


ENDLESS = {
    "an import that never ends": "while True: pass",
    "an import that waits": "import time\ntime.sleep(60)",
    "an import that catches whatever stops it": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "a hook that never ends": hook("\n    while True: pass"),
    "a generator that never goes on": hook("\n    yield spec()\n    while True: pass"),
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "IMPORT_WAIT_S", 0.5)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("in_thread", [False, True], ids=["main", "thread"])
def test_a_plugin_that_never_ends_is_given_up(
    plugins: Plugins, source: str, in_thread: bool
) -> None:
    # The one that cannot be stopped would spin for as long as the tests run.
    if "BaseException" in source:
        source = f"import time\nend = time.time() + 3\n{source.replace('True', UNTIL)}"
    # Python waits for a module that another thread is still importing, so no test shares its name.
    name = plugins.install(f"acme-endless-{next(_counted)}")
    module = plugins.folder / f"{name}.py"
    module.write_text(f"{module.read_text()}{source}\n", encoding="utf-8")
    plugins.install("zeta", GOOD)
    registry = plugins.registry()
    found: list[Plugin] = []
    if in_thread:
        thread = threading.Thread(target=lambda: found.extend(registry.plugins()))
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
    else:
        found = registry.plugins()
    assert [(one.name[:4], one.status) for one in found] == [("acme", "broken"), ("zeta", "ok")]
    assert found[0].error == "it was not ready after 0.5 s, so it was stopped"


#: How long the one that cannot be stopped goes on here.
UNTIL = "time.time() < end"
_counted = itertools.count()


@pytest.mark.parametrize(
    "how",
    [
        "print('hello')",
        "import os\nos.write(1, b'hello')",
        "import sys\nsys.__stdout__.write('hello')\nsys.__stdout__.flush()",
        "import subprocess\nsubprocess.run(['echo', 'hello'])",
        hook("print('hello'); return []", name="ecotui_register_importers"),
    ],
    ids=["print", "descriptor", "the original stream", "another program", "in a hook"],
)
def test_what_is_printed_in_whatever_way_is_that_plugin_s_state(
    plugins: Plugins, capfd: pytest.CaptureFixture[str], how: str
) -> None:
    plugins.install("acme", f"{how}\n{GOOD}", version="3.2")
    plugins.install("zeta", GOOD.replace("spec()", "spec('other')"))
    broken, good = plugins.registry().plugins()
    print("after")
    assert (broken.name, broken.version, broken.status) == ("acme", "3.2", "broken")
    assert broken.exporters == []
    assert broken.error == "it wrote to standard output while it was loaded: hello"
    assert good.status == "ok"
    assert capfd.readouterr().out == "after\n"


def test_one_folder_that_is_twice_on_the_path_counts_once(
    plugins: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins.install("acme-linked", GOOD)
    (tmp_path / "link").symlink_to(plugins.folder)
    monkeypatch.syspath_prepend(tmp_path / "link")
    assert [p.name for p in Registry().plugins()].count("acme-linked") == 1


# -- single files


def single(folder: Path, name: str, source: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(PRELUDE + dedent(source), encoding="utf-8")


def test_files_of_a_folder_are_plugins(plugins: Plugins, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    single(folder, "single_one.py", "__version__ = '7'\n" + GOOD)
    single(folder, "single_two.py", GOOD.replace("spec()", "spec('two', factory='single_two:X')"))
    single(folder, "single_bad.py", "1 / 0")
    single(folder, "_helper.py", "raise SystemExit")
    single(folder, "json.py", "raise SystemExit")
    single(folder, "no-module.py", "raise SystemExit")
    (folder / "notes.txt").write_text("raise SystemExit")
    registry = plugins.registry(folders=[str(folder)])
    found = {plugin.name: plugin for plugin in registry.plugins()}
    assert list(found) == ["json", "no-module", "single_bad", "single_one", "single_two"]
    assert (found["single_one"].version, found["single_one"].status) == ("7", "ok")
    assert (found["single_two"].version, found["single_two"].status) == ("0", "ok")
    assert found["single_bad"].error == "ZeroDivisionError: division by zero"
    assert found["json"].error == 'another module is called "json"; rename the file'
    assert found["no-module"].error == '"no-module" is not a valid module name'
    assert registry.exporter("single_one:mine").spec.id == "mine"
    # Nothing is left in a folder that may be under version control, or another user's.
    assert not (folder / "__pycache__").exists()
    assert plugins.registry(folders=[str(folder)], plugins=False).plugins() == []
    disabled = plugins.registry(folders=[str(folder)], disabled=["single-one"])
    assert disabled.plugins("single_one")[0].status == "disabled"
    for name in ("single_one", "single_two"):
        del sys.modules[name]


# -- translations


def test_a_plugin_brings_its_own_translations(plugins: Plugins) -> None:
    source = """
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Options:
        wide: bool = option(False, help="wide columns")
        other: int = option(1, help="not translated")

    @hookimpl
    def ecotui_register_exporters():
        return [spec(options=Options, lossy="No titles.", translations={
            "zh": {"Mine": "我的", "Writes it.": "写出。", "wide columns": "宽列",
                   "No titles.": "无标题。"}})]
    """
    plugins.install("acme", source)
    listed = plugins.registry().exporter("mine")
    assert (listed.title, listed.summary) == ("Mine", "Writes it. No titles.")
    i18n.use("zh")
    assert (listed.title, listed.summary) == ("我的", "写出。无标题。")
    assert [one.help for one in listed.options] == ["宽列", "not translated"]


@pytest.mark.parametrize(
    "translations", ["'zh'", "{'zh': 'x'}", "{'zh': {'x': 1}}", "{1: {}}", "None"]
)
def test_translations_that_are_none_break_the_plugin(plugins: Plugins, translations: str) -> None:
    plugins.install("acme", hook(f"return [spec(translations={translations})]"))
    assert "translations is not a mapping" in str(only(plugins.registry()).error)
