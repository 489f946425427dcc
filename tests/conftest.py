"""What tests share: the shipped plan, English messages, and how Hypothesis makes plans and queries.

A test writes ``@given(...)`` and annotates its arguments with `Plan` or `Query`; the strategies
are registered for these types, since test folders are no packages to import from.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from installing import Plugins, installed_in

from ecotui import i18n
from ecotui.browser.state import State
from ecotui.model.plan import DEPARTMENT, GROUP, Chapter, Department, Measure, Plan, Section, Source
from ecotui.model.toml import load
from ecotui.query.grammar import PROPERTIES, Query, Term
from ecotui.query.index import Index
from ecotui.text.folding import fold

# How long an example takes says more about the machine than about the code. Where a run judges a
# change, it tries the same examples each time; at a desk new ones are tried at every run.
settings.register_profile(
    "ecotui",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("ecotui")

#: What Python itself ignores, and gives back to the programs it starts.
OF_PYTHON = {signal.SIGPIPE, signal.SIGXFSZ}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a test that is skipped has failed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half again as many processes as processors: much of the time a terminal is waited for."""
    return max(2, len(os.sched_getaffinity(0)) * 3 // 2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return judged(item.config, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return judged(collector.config, (yield))


def judged(config: pytest.Config, report: Any) -> Any:
    """A skipped test is a failed one where nothing may be missing."""
    if report.skipped and config.getoption("no_skips") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped: {report.longrepr[2]}"
    return report


@pytest.fixture(autouse=True, scope="session")
def default_signals() -> Iterator[None]:
    """What whoever started the run had ignored (a background job: SIGINT) no child ignores.

    The run itself goes on ignoring it, with a handler, which no child inherits.
    """
    ignored = {one for one in signal.valid_signals() if signal.getsignal(one) == signal.SIG_IGN}
    for one in ignored - OF_PYTHON:
        signal.signal(one, lambda _number, _frame: None)
    yield
    for one in ignored - OF_PYTHON:
        signal.signal(one, signal.SIG_IGN)


SHIPPED = Path(__file__).parents[1] / "data" / "allocation.toml"


@pytest.fixture(autouse=True, scope="session")
def nobodys_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a browser keeps is not kept in the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English messages."""
    i18n.use("en")
    yield
    i18n.use(None)


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Plugins]:
    """A folder for the plugins of one test."""
    with installed_in(tmp_path / "site") as plugins:
        yield plugins


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def index(plan: Plan) -> Index:
    return Index(plan)


@pytest.fixture(scope="session")
def document() -> bytes:
    """The source document of the shipped plan."""
    return (Path(__file__).parent / "data" / "allocation-source.md").read_bytes()


@pytest.fixture
def state(index: Index) -> State:
    return State(index, views={"shui": "dept:水利厅"})


# Few words, so that queries find something; odd ones, so that files and folding are tried.
WORDS = (
    *("生态", "補償", "补偿", "湿地", "林业", "25 度", "２５", "省", "厅", "财政", "重庆"),
    *("，", "。", "（一）", "“等量”", "PPP", "ppp", "é", "e\u0301", "㎡", "𠮷"),
    *(" ", "\u3000", "\n", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e"),
    *('"', "\\", "'", "#", "[[", "=", ":", "：", "-", "－", ",", "@"),
)

arbitrary = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
texts = st.lists(st.sampled_from(WORDS) | arbitrary, max_size=5).map("".join)
filled = texts.filter(str.strip)
numbers = st.integers(1, 12) | st.integers(1, 2**63 - 1)


def measures(names: list[str]) -> st.SearchStrategy[Measure]:
    some = st.lists(st.sampled_from(names), max_size=3).map(tuple) if names else st.just(())
    letters = st.sampled_from(["A", "R", "I", "A/R", "S", "/", ""]) | filled
    cells = st.dictionaries(st.sampled_from(names), letters, max_size=2) if names else st.just({})
    return st.builds(
        Measure,
        number=numbers,
        text=filled,
        lead=some,
        participants=some,
        participants_open=st.booleans(),
        source_text=st.none() | filled,
        source_line=st.none() | numbers,
        raci=cells.map(lambda row: tuple(row.items())),
        title=st.none() | filled,
        deadline=st.none() | filled | st.sampled_from(["2018年12月底前", "2020年上半年", "长期"]),
        target=st.none() | filled,
        lead_open=st.booleans(),
        basis=st.none() | st.none() | filled,
        extra=st.dictionaries(filled, filled, max_size=2).map(lambda row: tuple(row.items())),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    names = draw(st.lists(filled, max_size=5, unique=True))
    aliases = st.lists(filled, max_size=2).map(tuple)
    kinds = st.sampled_from([DEPARTMENT, GROUP])
    some = st.lists(measures(names), max_size=3).map(tuple)
    sections = st.builds(Section, number=numbers, title=filled, measures=some)
    chapters = st.builds(
        Chapter,
        number=numbers,
        title=filled,
        measures=some,
        sections=st.lists(sections, max_size=2).map(tuple),
    )
    return Plan(
        id=draw(filled),
        title=draw(filled),
        language=draw(st.sampled_from(["zh-CN", "en"]) | filled),
        source=draw(st.none() | st.builds(Source, file=filled, sha256=filled)),
        departments=tuple(Department(name, draw(aliases), draw(kinds)) for name in names),
        chapters=tuple(draw(st.lists(chapters, max_size=3))),
    )


def terms() -> st.SearchStrategy[Term]:
    values = st.lists(filled, min_size=1, max_size=3, unique=True).map(tuple)
    # Nothing that nobody sees is searched for in a text; a name may be just that.
    seen = st.lists(filled.filter(fold), min_size=1, max_size=3, unique=True).map(tuple)
    ranges = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
    ranged = st.builds("{0[0]}-{0[1]}".format, ranges) | st.integers(0, 99).map(str)
    no = st.lists(ranged, min_size=1, max_size=3, unique=True).map(tuple)
    kinds = st.lists(st.sampled_from(PROPERTIES), min_size=1, max_size=2, unique=True).map(tuple)
    date = st.builds(
        "{}{:04}{}".format,
        st.sampled_from(["", "<", ">"]),
        st.integers(0, 9999),
        st.sampled_from(["", "-01", "-12-31"]),
    )
    dates = st.lists(date | st.just("none"), min_size=1, max_size=3, unique=True).map(tuple)
    negated = st.booleans()
    searched = st.sampled_from(["text", "chapter", "section"])
    named = st.sampled_from(["lead", "first", "with", "dept"])
    return st.one_of(
        st.builds(Term, searched, seen, negated),
        st.builds(Term, named, values, negated),
        st.builds(Term, st.just("view"), st.tuples(filled), negated),
        st.builds(Term, st.just("no"), no, negated),
        st.builds(Term, st.just("due"), dates, negated),
        st.builds(Term, st.just("is"), kinds, negated),
    )


st.register_type_strategy(Plan, plans())
st.register_type_strategy(Query, st.builds(Query, st.lists(terms(), max_size=4).map(tuple)))
