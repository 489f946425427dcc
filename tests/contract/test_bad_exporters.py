"""For each line of the contract, an exporter or importer that breaks it and no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from installing import Plugins

from ecotui.contract import readback, samples, trial
from ecotui.contract.checks import (
    EXPORTER,
    IMPORTER,
    Check,
    CheckSkipped,
    ExporterSubject,
    Subject,
    opens,
    values,
)
from ecotui.plugin_host.registry import Registry

ROOT = Path(__file__).parents[2]


def source(
    head: str = "",
    *,
    before: str = "pass",
    after: str = "pass",
    measures: str = "selection.measures",
    stop: str = "target.cancelled",
    line: str = "f'{entry.number} {visible(entry.text)}\\n'",
    spec: str = "",
) -> str:
    """A plugin whose exporter writes every measure, unless a part of it is replaced."""
    return f"""{head}
class Mine:
    def export(self, selection, target, options):
        {before}
        with target.text() as file:
            for entry in {measures}:
                if {stop}:
                    break
                file.write({line})
        {after}

@hookimpl
def ecotui_register_exporters():
    return [spec({spec})]
"""


def options(declared: str, **parts: str) -> str:
    head = f"""
from dataclasses import dataclass

@dataclass(frozen=True)
class Options:
    {declared}
"""
    return source(head, spec="options=Options", **parts)


def page(line: str) -> str:
    """A plugin that writes each measure as HTML."""
    head = "import re\nfrom html import escape\n"
    return source(head, spec="extensions=('html',)", line=f"'<p>' + {line} + '</p>'")


def table(write: str) -> str:
    """A plugin that writes each measure as a row."""
    return source("import csv\n", spec="extensions=('csv',)", line=f"{write} and ''")


SWALLOWS = """
class Mine:
    def export(self, selection, target, options):
        with target.binary() as file:
            try:
                for entry in selection.measures:
                    if target.cancelled:
                        return
                    file.write(f'{entry.number} {visible(entry.text)}\\n'.encode())
            except OSError:
                pass

@hookimpl
def ecotui_register_exporters():
    return [spec()]
"""

BYTES = source(spec="extensions=('dat',)").replace(
    "with target.text() as file:", "with target.binary() as file:"
)
BYTES = BYTES.replace("file.write(f'", "file.write(b'\\xff' + f'").replace(
    "\\n')", "\\n'.encode())"
)

PREVIEW = """
def preview(self, selection, options):
    return {}

Mine.preview = preview
"""

#: By what is bad: the check that finds it, the plugin, and what the check says.
BAD: dict[str, tuple[str, str, str]] = {
    "a factory that is not there": (
        "factory",
        source(spec="factory=f'{__name__}:Nobody'"),
        "AttributeError",
    ),
    "a factory of something else": (
        "factory",
        source(spec="factory=f'{__name__}:list'", head="list = dict\n"),
        "no export()",
    ),
    "what it requires, at once": (
        "light",
        source("import xmlrpc.client\n", spec="requires=('xmlrpc.client',)"),
        "xmlrpc.client is loaded before the export",
    ),
    "a list that cannot be typed": (
        "options",
        options("columns: tuple[str, ...] = option(('a,b',), help='Columns.')"),
        "--columns: ('a,b',) is read as ('a', 'b')",
    ),
    "choices that are typed alike": (
        "options",
        options("size: str = option('1', choices=('1', 1), help='Size.')"),
        "--size",
    ),
    "an option without help": ("options", options("size: int = option(1)"), "--size has no help"),
    "a raise over hostile text": (
        "writes",
        source(before="if '标记' in selection.title: raise ValueError('markup')"),
        "markup: ValueError: markup (acme.py:",
    ),
    "a raise over everything": (
        "writes",
        source(before="1 / 0"),
        f"all {len(samples.PLANS)} plans: ZeroDivisionError: division by zero (acme.py:",
    ),
    "one plan and no more": (
        "writes",
        source(before="assert len(selection.plans) == 1"),
        "two-plans: AssertionError (acme.py:",
    ),
    "no English": (
        "writes",
        source(before="{'zh': '措施'}[selection.language]"),
        "english-plan, english-interface: KeyError: 'en' (acme.py:",
    ),
    "an option that breaks it": (
        "values",
        options("size: int = option(1, min=0, max=9, help='Size.')", before="1 / options.size"),
        "--size 0: ZeroDivisionError",
    ),
    "a switch that breaks it": (
        "values",
        options("dark: bool = option(True, help='Dark.')", before="assert options.dark"),
        "--dark no: AssertionError",
    ),
    "a choice that breaks it": (
        "values",
        options(
            "by: str = option('a', choices='abc', help='By.')", before="assert options.by < 'c'"
        ),
        "--by c: AssertionError",
    ),
    "every measure, whatever is selected": (
        "selected",
        source(measures="selection.index.entries"),
        "2 measures that are not selected are written, the first is 例0003号",
    ),
    "every measure if an option asks for all": (
        "selected",
        options(
            "everything: bool = option(False, help='Everything.')",
            measures="selection.index.entries if options.everything else selection.measures",
        ),
        "part --everything yes: 2 measures that are not selected",
    ),
    "a preview of every measure": (
        "selected",
        source() + PREVIEW.format("' '.join(entry.text for entry in selection.index.entries)"),
        "not selected",
    ),
    "raw text": ("escaped", source(line="f'{entry.text}\\n'"), "U+001B"),
    "raw HTML": ("escaped", page("entry.text"), "became <x-plan>"),
    "HTML without an eye for quotes": (
        "escaped",
        page(
            "'<a title=\"' + escape(entry.text, quote=False) + '\">' + escape(entry.text) + '</a>'"
        ),
        "became <a onplan>",
    ),
    "HTML that is escaped twice": ("escaped", page("escape(escape(entry.text))"), "reads as"),
    "HTML without what is in angles": (
        "escaped",
        page("escape(re.sub('<.*?>', '', entry.text))"),
        "reads as",
    ),
    "links to whatever": (
        "escaped",
        page("f'<a href=\"{escape(entry.text)}\">{escape(entry.text)}</a>'"),
        "javascript:",
    ),
    "CSV without quotes": (
        "escaped",
        source(spec="extensions=('csv',)", line='f"{entry.number},\'{entry.text}\\n"'),
        "reads as",
    ),
    "CSV with formulas": (
        "escaped",
        table("csv.writer(file).writerow([entry.number, entry.text])"),
        "is a cell that a spreadsheet runs",
    ),
    "a Markdown table without an eye for bars": (
        "escaped",
        source(
            spec="extensions=('md',)",
            before="head = '| a | b |\\n|---|---|\\n'",
            line="(head if entry == selection.measures[0] else '')"
            " + f'| {entry.number} | {visible(entry.text)} |\\n'",
        ),
        "a row has 1 cells more",
    ),
    "bytes as text": ("kind", BYTES, "not UTF-8"),
    "a translation of a text that was changed": (
        "translated",
        source(spec="translations={'zh': {'Titel': '题'}}"),
        'zh: "Titel" is no text',
    ),
    "a translation into no language of ours": (
        "translated",
        source(spec="translations={'zh_CN': {'Mine': '题'}}"),
        '"zh_CN" is no language',
    ),
    "a refusal of what is hostile": (
        "writes",
        source(before="if '=' in selection.title: raise ExportError('no formulas')"),
        "formulas: no formulas",
    ),
    "a preview that is no text": ("previews", source() + PREVIEW.format("b'?'"), "gave bytes"),
    "a preview that fails": ("previews", source() + PREVIEW.format("1 / 0"), "ZeroDivisionError"),
    "an order by hash": (
        "same-bytes",
        source(measures="sorted(selection.measures, key=lambda entry: hash(entry.text))"),
        "changes with the hash seed",
    ),
    "the time of day": (
        "same-bytes",
        source("import time\n", line="f'{time.strftime(\"%H\")} {visible(entry.text)}'"),
        "changes with the hash seed, time zone",
    ),
    "the time, to the second": (
        "same-bytes",
        source("import time\n", line="f'{int(time.time())} {visible(entry.text)}'"),
        "changes with the hash seed, time zone",
    ),
    "a selection that is changed": (
        "unchanged",
        source(after="object.__setattr__(selection, 'query', 'mine')"),
        "the selection was changed",
    ),
    "an index that is changed": (
        "unchanged",
        source(after="selection.index.roles['lead'].clear()"),
        "the selection was changed",
    ),
    "a measure that is left out": (
        "complete",
        source(measures="selection.measures[1:]"),
        "1 measures are missing, the first is 例0001号",
    ),
    "a failure that is kept to itself": ("nothing-left", SWALLOWS, "did not report it"),
    "a temporary file that is forgotten": (
        "nothing-left",
        source(
            "import os, tempfile\n",
            before="descriptor, name = tempfile.mkstemp()",
            after="os.close(descriptor); os.unlink(name)",
        ),
        "was left by a failed export",
    ),
    "no ear for the user": ("cancelled", source(stop="False"), "check target.cancelled"),
    "a file that cannot be opened": (
        "opens",
        source(spec="kind='binary', extensions=('zip',)"),
        "BadZipFile",
    ),
    "a print": ("silent", source(before="print('hello')"), "it printed: hello"),
    "a print beneath Python": (
        "silent",
        source("import os\n", after="os.write(1, b'hello')"),
        "it printed: hello",
    ),
    "a file elsewhere": (
        "contained",
        source("import os\n", before="open(os.path.expanduser('~/.mine'), 'a').close()"),
        "open ",
    ),
    "a file left where it runs": (
        "contained",
        source(before="open('debug.txt', 'a').close()"),
        "debug.txt",
    ),
    "a socket": (
        "contained",
        source("import socket\n", before="socket.socket().close()"),
        "socket.__new__",
    ),
    "a connection when it is imported": (
        "contained",
        source(
            "import socket, sys\nif __name__ == 'acme_late': socket.socket().close()\n",
            spec="factory='acme_late:Mine'",
        ),
        "socket.__new__",
    ),
    "another umask": (
        "contained",
        source("import os\n", before="os.umask(0)"),
        "it changed the umask",
    ),
    "another umask when it is imported": (
        "contained",
        source("import os\nos.umask(0)\n"),
        "it changed the umask",
    ),
    "another folder": (
        "contained",
        source("import os\n", before="os.chdir('/')"),
        "it changed the current folder",
    ),
    "a program": (
        "contained",
        source("import subprocess\n", before="subprocess.run(['true'])"),
        "subprocess.Popen",
    ),
}


@pytest.fixture
def fewer(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A large plan that is large enough here, and no wait where no clock is looked at."""
    monkeypatch.setattr(samples, "LARGE", 300)
    if "to the second" not in request.node.name:
        monkeypatch.setattr(trial, "START_GAP_S", 0)


def problems(checks: tuple[Check, ...], subject: Subject) -> dict[str, str]:
    """What the checks find, by name; what is skipped is one of those that a bad one may skip."""
    found, skipped = {}, set()
    for check in checks:
        try:
            found[check.name] = "\n".join(check.find(subject))
        except CheckSkipped:
            skipped.add(check.name)
    found = {name: text for name, text in found.items() if text}
    for name in found:
        skipped -= MAY_SKIP.get(name, set())
    assert not skipped or subject.trial.here["factory"], skipped
    return found


#: What cannot be checked, by what is bad.
MAY_SKIP = {
    "options": {"values"},
    "opens": {"escaped"},
    "kind": {"escaped", "opens"},
    "writes": {
        *("values", "same-bytes", "complete", "selected", "escaped", "kind", "opens"),
        *("nothing-left", "cancelled"),
    },
}


def check_exporter(plugins: Plugins, folder: Path) -> dict[str, str]:
    folder.mkdir()
    tried = trial.of_exporter("mine", str(folder))
    return problems(EXPORTER, ExporterSubject(plugins.registry().exporter("mine").spec, tried))


def check_importer(plugins: Plugins, folder: Path) -> dict[str, str]:
    folder.mkdir()
    tried = trial.of_importer("mine", str(folder), ".txt", "the plan 林业厅\n".encode())
    return problems(IMPORTER, Subject(plugins.registry().importer("mine").spec, tried))


@pytest.mark.usefixtures("fewer")
@pytest.mark.parametrize(("check", "source", "says"), BAD.values(), ids=BAD)
def test_a_bad_exporter_fails_its_line_and_no_other(
    plugins: Plugins, tmp_path: Path, check: str, source: str, says: str
) -> None:
    plugins.install("acme", source)
    module = plugins.folder / "acme.py"
    (plugins.folder / "acme_late.py").write_text(module.read_text(encoding="utf-8"), "utf-8")
    found = check_exporter(plugins, tmp_path / "trial")
    assert list(found) == [check], found
    assert says in found[check]


@pytest.mark.usefixtures("fewer")
def test_the_exporter_that_they_are_made_of_keeps_the_contract(
    plugins: Plugins, tmp_path: Path
) -> None:
    plugins.install("acme", source())
    assert check_exporter(plugins, tmp_path / "trial") == {}


def test_every_line_of_the_contract_has_its_bad_exporter() -> None:
    for bad, checks in ((BAD, EXPORTER), (BAD_IMPORTERS, IMPORTER)):
        assert {check for check, _source, _says in bad.values()} == {c.name for c in checks}


@pytest.mark.usefixtures("fewer")
def test_an_exporter_that_declares_what_it_leaves_out_may(plugins: Plugins, tmp_path: Path) -> None:
    plugins.install("acme", source(measures="selection.measures[1:]", spec="lossy='No first.'"))
    assert check_exporter(plugins, tmp_path / "trial") == {}


def test_a_value_that_is_refused_or_unknown_is_said_to_be_skipped(
    plugins: Plugins, tmp_path: Path
) -> None:
    declared = (
        "size: int = option(1, min=0, help='Size.'); "
        "name: str = option('x', help='Name.'); place: str = option('x', help='Place.')"
    )
    before = "if not options.size: raise ExportError('no size')"
    plugins.install("acme", options(declared, before=before))
    spec = plugins.registry().exporter("mine").spec
    tried = trial.of_exporter("mine", str(tmp_path), option_sets=[{"name": "y"}])
    with pytest.raises(CheckSkipped) as skipped:
        list(values(ExporterSubject(spec, tried)))
    assert str(skipped.value) == (
        "--size 0 is refused: no size; "
        "tried but for --place, whose values are unknown; see `option_sets`"
    )


def test_files_and_lists_with_something_in_them_are_options_like_others(
    plugins: Plugins, tmp_path: Path
) -> None:
    declared = (
        "style: Path = option(Path(), help='Style.'); "
        "fields: tuple[str, ...] = option(('a',), choices=('a', 'b'), help='Fields.')"
    )
    plugins.install("acme", "from pathlib import Path\n" + options(declared))
    spec = plugins.registry().exporter("mine").spec
    sets = [{"style": tmp_path / "style"}]
    tried = trial.of_exporter("mine", str(tmp_path), option_sets=sets)
    for check in EXPORTER:
        if check.name in ("options", "values"):
            assert list(check.find(ExporterSubject(spec, tried))) == []


def test_what_cannot_be_created_is_not_said_to_be_of_its_kind(
    plugins: Plugins, tmp_path: Path
) -> None:
    plugins.install("acme", source(spec="factory='acme:Nothing'"))
    spec = plugins.registry().exporter("mine").spec
    subject = ExporterSubject(spec, trial.of_exporter("mine", str(tmp_path)))
    (check,) = [check for check in EXPORTER if check.name == "kind"]
    with pytest.raises(CheckSkipped, match="it could not be created"):
        list(check.find(subject))


def test_a_summary_has_nothing_to_cancel(plugins: Plugins, tmp_path: Path) -> None:
    write = "[file.write(f'{one.name},{one.lead}\\n') for one in selection.departments] and ''"
    counted = source(spec="extensions=('csv',), lossy='Counts.'", line=write)
    counted = counted.replace("for entry in selection.measures:", "for entry in '1':")
    plugins.install("acme", counted.replace("if target.cancelled:", "if False:"))
    spec = plugins.registry().exporter("mine").spec
    subject = ExporterSubject(spec, trial.of_exporter("mine", str(tmp_path)))
    for check in EXPORTER:
        try:
            assert list(check.find(subject)) == [], check.name
        except CheckSkipped:
            assert check.name in ("cancelled", "escaped")


@pytest.mark.parametrize(
    ("ending", "line"),
    [
        ("html", "f'<p title=\"{escape(entry.text)}\">{escape(entry.text)}</p>'"),
        ("csv", "csv.writer(file).writerow([entry.number, guarded(entry.text)]) and ''"),
        ("csv", "csv.writer(file, delimiter=';').writerow([1, guarded(entry.text)]) and ''"),
        ("md", "f'- {visible(entry.text)}\\n'"),
        ("jsonl", "json.dumps({'text': entry.text}, ensure_ascii=False) + '\\n'"),
        ("ics", "f'SUMMARY:{visible(entry.text)}\\r\\n'"),
    ],
)
def test_texts_that_are_escaped_pass(
    plugins: Plugins, tmp_path: Path, ending: str, line: str
) -> None:
    head = (
        "import csv, json\nfrom html import escape\n"
        "def guarded(text):\n"
        "    return \"'\" + text if text.startswith(tuple('=+-@\\t')) else text\n"
    )
    plugins.install("acme", source(head, spec=f"extensions=({ending!r},)", line=line))
    assert check_exporter(plugins, tmp_path / "trial") == {}


@pytest.mark.parametrize("how", ["os._exit(7)", "while True: pass"])
def test_an_exporter_that_ends_its_process_or_never_ends_is_said_to(
    plugins: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(trial, "TRIAL_WAIT_S", 4)
    plugins.install("acme", source("import os\n", before=how))
    with pytest.raises(
        trial.TrialFailed, match=r"^1/\d+ shipped: .*(ended with 7|not done after 4 s)"
    ):
        trial.of_exporter("mine", str(tmp_path))


def test_a_damaged_file_is_told_even_if_another_has_no_reader() -> None:
    def reader(path: str) -> str:
        raise readback.UnknownFormat("no reader") if path == "strange" else ValueError("damaged")

    def found(*paths: str) -> list[str]:
        plans = {path: {"outcome": "done", "path": path} for path in paths}
        tried = trial.Trial("markdown", {"factory": None, "plans": plans}, {})
        spec = Registry(plugins=False).exporter("markdown").spec
        return list(opens(ExporterSubject(spec, tried, reader=reader)))

    assert "bad: ValueError: damaged" in found("strange", "bad")
    with pytest.raises(CheckSkipped, match="no reader"):
        found("strange")


# -- importers


def importer(
    head: str = "",
    *,
    before: str = "pass",
    after: str = "pass",
    caught: str = "ValueError",
    text: str = "line",
    factory: str = "Mine",
    requires: str = "",
    more: str = "",
    read: str = "self, data, file",
) -> str:
    """A plugin whose importer reads each word as a measure, unless a part of it is replaced."""
    return f"""{head}
class Mine:
    def read({read}):
        {before}
        try:
            lines = data.decode('utf-8').split()
        except {caught}:
            raise PlanError([Problem(file, None, 'no text')])
        measures = tuple(Measure(number, {text}) for number, line in enumerate(lines, 1))
        {after}
        return Plan('p', 't', chapters=(Chapter(1, 'c', measures),)), ()

@hookimpl
def ecotui_register_importers():
    return [ImporterSpec(
        id='mine', title='Mine', summary='Reads it.', extensions=('txt',),
        factory=f'{{__name__}}:{factory}', requires=({requires}), {more})]
"""


BAD_IMPORTERS: dict[str, tuple[str, str, str]] = {
    "a factory that is not there": ("factory", importer(factory="Nobody"), "AttributeError"),
    "what it requires, at once": (
        "light",
        importer("import xmlrpc.client\n", requires="'xmlrpc.client',"),
        "xmlrpc.client is loaded",
    ),
    "an option without help": (
        "importer-options",
        importer(
            "from dataclasses import dataclass\n\n"
            "@dataclass(frozen=True)\nclass Options:\n    first: int = option(1)\n",
            more="options=Options",
        ),
        "--first has no help",
    ),
    "how sure it is, in words": (
        "sniffs",
        importer(more="") + "Mine.sniff = lambda self, data: 'very'\n",
        "all 7 documents: TypeError: sniff() gave 'very', not a number from 0 to 1",
    ),
    "a document without measures": (
        "reads",
        importer(before="data = b'' if b'plan' in data else data"),
        "no measure",
    ),
    "an option that breaks it": (
        "reads",
        importer(
            "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass Options:\n"
            "    dark: bool = option(False, help='Dark.')\n",
            read="self, data, file, options",
            before="assert not options.dark",
            more="options=Options",
        ),
        "--dark yes: AssertionError (acme.py:",
    ),
    "another exception": ("refuses", importer(caught="KeyError"), "UnicodeDecodeError"),
    "a plan that cannot be saved": (
        "storable",
        importer(after="measures = tuple(m._replace(lead=('nobody',)) for m in measures)"),
        "nobody",
    ),
    "a plan by hash": ("same-plan", importer(text="f'{line}{hash(line)}'"), "hash seed"),
    "a print": ("silent", importer(before="print('hello')"), "it printed: hello"),
    "a program": ("contained", importer("import os\n", before="os.system('true')"), "os.system"),
    "another folder": (
        "contained",
        importer("import os\n", before="os.chdir('/')"),
        "it changed the current folder",
    ),
    "a translation of no text": (
        "translated",
        importer(more="translations={'zh': {'Titel': '题'}}"),
        'zh: "Titel" is no text',
    ),
}


@pytest.mark.parametrize(("check", "source", "says"), BAD_IMPORTERS.values(), ids=BAD_IMPORTERS)
def test_a_bad_importer_fails_its_line_and_no_other(
    plugins: Plugins, tmp_path: Path, check: str, source: str, says: str
) -> None:
    plugins.install("acme", source)
    found = check_importer(plugins, tmp_path / "trial")
    assert list(found) == [check], found
    assert says in found[check]


def test_the_importer_that_they_are_made_of_keeps_the_contract(
    plugins: Plugins, tmp_path: Path
) -> None:
    plugins.install("acme", importer())
    assert check_importer(plugins, tmp_path / "trial") == {}


# -- as tests


def test_the_tests_of_a_bad_exporter_fail_where_it_is_bad(plugins: Plugins, tmp_path: Path) -> None:
    plugins.install("acme", source(before="print('hello')"))
    (tmp_path / "test_mine.py").write_text(
        "from ecotui.testing import ExporterContract\n\n"
        "class TestMine(ExporterContract):\n    exporter = 'mine'\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{plugins.folder}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = "FAILED test_mine.py::TestMine::test_contract[it prints nothing]"
    assert failed in done.stdout, done.stdout
    assert "1 failed, 29 passed" in done.stdout
