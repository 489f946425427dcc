"""Queries, functions of one text, and what is made of plans: matrices, outlines, exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from growth_plans import (
    PLANS,
    REGISTRY,
    WORDING,
    Make,
    Work,
    _one,
    _plan,
    by_aliases,
    by_departments,
    by_measures,
    by_name,
    by_named,
    by_text,
    case,
    of,
    on,
    path,
    plan_of,
)

from ecotui.browser.outline import (
    HIERARCHY,
    heading_names,
    measure_fields,
    outline_lines,
    render_row,
)
from ecotui.checks import check
from ecotui.exporting.run import run
from ecotui.importing import names, statement
from ecotui.importing.plan_ids import plan_id
from ecotui.importing.spacing import shortened, unspaced
from ecotui.model.plan import Measure, Plan
from ecotui.plugin_host.spec import ExportError
from ecotui.plugins.readers.text import inline
from ecotui.query.completion import complete
from ecotui.query.index import Index
from ecotui.query.pairs import ordered, pairs
from ecotui.query.records import department_record, measure_record
from ecotui.query.selection import select
from ecotui.text import (
    display,
    escaping,
    folding,
    pinyin,
    proofreading,
    punctuation,
    segmentation,
    short_titles,
    title_lines,
)

# -- queries


def query(plan: Callable[[int], Plan], words: Callable[[int], str], views: Any = None) -> Make:
    """Asking a plan, and where the words stand in the first measures."""

    def made(n: int) -> Work:
        index, text = Index(plan(n)), words(n)

        def work() -> object:
            index._remembered.clear()
            index._texts.clear()
            try:
                selection = select(index, text, views=views(n) if views else None)
                return [selection.matches(entry) for entry in selection.measures[:50]]
            except Exception as error:
                # A query may be wrong.
                if type(error).__name__ not in ("QueryError", "DepartmentError"):
                    raise
                return error

        return work

    return made


def _few(_n: int) -> Plan:
    return plan_of(44)


def completed(typed: str, index: Index) -> object:
    """What a query that is being typed may go on with."""
    return list(complete(typed, len(typed), index, {}))


for _what, _first, _plan_, _words in (
    ("word", 44, by_measures, lambda n: "湿地"),
    ("pinyin", 44, by_measures, lambda n: "shidi"),
    ("field", 44, by_measures, lambda n: "lead:林业厅"),
    ("field by its pinyin", 44, by_measures, lambda n: "lead:lyt"),
    ("negation", 44, by_measures, lambda n: "-with:林业厅 -湿地"),
    ("section", 44, by_measures, lambda n: "section:第3节"),
    ("word, departments", 44, by_named, lambda n: "3局"),
    ("field, departments", 44, by_named, lambda n: "dept:第3局"),
    ("field, none of the departments", 44, by_named, lambda n: "dept:财政厅"),
    ("field, aliases", 44, by_aliases, lambda n: "dept:甲3厅"),
    ("word in one text", 1000, by_text, lambda n: "湿地"),
    ("pinyin in one text", 1000, by_text, lambda n: "shidi"),
    ("one letter in one text", 1000, by_text, lambda n: "s"),
    ("blanks in one text", 1000, lambda n: _plan((_one(text="甲 " * n),)), lambda n: "甲甲"),
    (
        "marks in one text",
        1000,
        lambda n: _plan((_one(text="甲" + "\u0301\u0323" * n),)),
        lambda n: "甲",
    ),
    ("alike letters in one text", 1000, lambda n: _plan((_one(text="a" * n),)), lambda n: "a" * 20),
    ("name that is long", 100, by_name, lambda n: "dept:shengtai"),
    ("terms", 16, _few, lambda n: " ".join(f"词{i}" for i in range(n))),
    ("the same term", 16, _few, lambda n: "湿地 " * n),
    ("values", 16, _few, lambda n: ",".join(f"词{i}" for i in range(n))),
    ("negated terms", 16, _few, lambda n: " ".join(f"-词{i}" for i in range(n))),
    ("numbers", 16, _few, lambda n: "no:" + ",".join(map(str, range(1, n)))),
    (
        "departments",
        16,
        lambda n: by_named(60),
        lambda n: "dept:" + ",".join(f"第{i % 60}局" for i in range(n)),
    ),
    ("one long word", 100, _few, lambda n: of("生态保护补偿", n)),
    ("one long Latin word", 100, _few, lambda n: of("shengtaibaohu", n)),
    ("one long Latin word of many readings", 100, _few, lambda n: of("xian", n)),
    ("one long senseless word", 100, _few, lambda n: "q" * n),
    ("long word as a department", 100, _few, lambda n: "dept:" + of("shengtaibaohu", n)),
    ("quotation marks", 100, _few, lambda n: '"' * n),
    ("backslashes", 100, _few, lambda n: '"' + "\\" * n),
    ("brackets", 100, _few, lambda n: "(" * n + "湿地" + ")" * n),
    ("bars", 100, _few, lambda n: "湿地|" * n),
    ("minus signs", 100, _few, lambda n: "-" * n),
    ("colons", 100, _few, lambda n: "a:" * n),
    ("letters", 10_000, _few, lambda n: "牵" * n),
    ("letters in quotes", 1000, _few, lambda n: '"牵"' * n),
    ("commas", 100, _few, lambda n: "a," * n),
    ("long number", 100, _few, lambda n: "no:" + "1" * n),
):
    case(f"query: {_what}", _first, query(_plan_, _words))
case(
    "query: views in views",
    16,
    query(
        _few,
        lambda n: "@v0",
        lambda n: {
            f"v{i}": f"@v{i + 1}" if i < min(n, 200) else "湿地" for i in range(min(n, 200) + 1)
        },
    ),
)
case(
    "query: completion",
    100,
    on(lambda n: of("lead:林业厅 ", n), lambda typed: completed(typed, Index(_few(1)))),
)
case(
    "query: completion in quotes",
    100,
    on(lambda n: '"' + "\\" * n, lambda typed: completed(typed, Index(_few(1)))),
)
case(
    "query: completion of departments",
    44,
    on(by_named, lambda plan: completed("dept:", Index(plan))),
)


# -- single texts

FUNCTIONS: dict[str, Callable[[str], object]] = {
    "fold": folding.fold,
    "fold with offsets": folding.fold_with_offsets,
    "visible": display.visible,
    "width": display.width,
    "cut": lambda text: display.cut(text, 80),
    "wrap": lambda text: display.wrap(text, 80),
    "words": segmentation.words,
    "boundaries": segmentation.boundaries,
    "cut at a word": lambda text: segmentation.cut_at_word(text, 80),
    "correct": proofreading.correct,
    "doubtful": proofreading.doubtful,
    "punctuation": punctuation.standard,
    "short title": lambda text: short_titles.short_wording(text, 60),
    "fitting clauses": lambda text: short_titles.fitting_clauses(text, lambda t: len(t) < 30),
    "lines of a title": lambda text: title_lines.break_title(text, 20),
    "spell": lambda text: pinyin.spell(folding.fold(text)),
    "spans of pinyin": lambda text: pinyin.spans(folding.fold(text), "shengtai"),
    "spans of words": lambda text: display.word_spans(text, ["湿地", "s", "生态"]),
    "clean": escaping.clean,
    "csv_safe": escaping.csv_safe,
    "escape_markdown": escaping.escape_markdown,
    "due date": lambda text: Measure(1, "a", ("b",), deadline=text).due,
    "names": names.parse,
    "is a statement": lambda text: (statement.is_statement(text), statement.read(text)),
    "id of a title": plan_id,
    "inline Markdown": inline,
    "blanks of layout": lambda text: (unspaced(text), shortened(text)),
}

SHAPES: dict[str, str] = {
    "plain": WORDING,
    "Latin": "the quick brown fox jumps over the lazy dog. ",
    "one Latin word": "abcdefg",
    "unknown characters": "龘靐齉",
    "marks": ",;:?!（a）“b”'c'(d) e.g. ",
    "Chinese and marks": "省, 市; (含“a”) 'b'... 1,000。。",
    "brackets": "（",
    "half-width brackets": "(",
    "closing brackets": ")）",
    "pairs": "(甲)",
    "nested": "甲(",
    "blanks": " ",
    "blanks between": "甲 ",
    "lines": "甲\n",
    "zero-width": "\u200b",
    "combining": "\u0301\u0323\u0307",
    "escapes": "\x1b[",
    "numbers": "1.",
    "numerals": "一",
    "addresses": "a@a@",
    "addresses with dots": "a@a.",
    "hosts": "www.",
    "URLs": "a://",
    "hyphens": "a-",
    "dots": "...",
    "dashes": "--",
    "quotation marks": '"',
    "single quotation marks": "'甲",
    "enumeration commas": "、",
    "years": "2020年底前、",
    "departments": "甲局、",
    "wide": "\U00020000",
    "hash signs": "#",
    "underscores": "_a_ ",
    "asterisks": "*",
    "pipes": "|\\",
    "ampersands": "&#x",
    "angles": "<b",
}
for _what, _function in FUNCTIONS.items():
    for _shape, _sign in SHAPES.items():
        case(
            f"one text, {_what}: {_shape}",
            1000,
            on(partial(of, _sign), _function),
        )
        if len(_sign) < 6 and _what in (
            "punctuation",
            "fold",
            "correct",
            "short title",
            "names",
            "due date",
        ):
            case(
                f"one text, {_what}: {_shape} in Chinese",
                1000,
                on(lambda n, sign=_sign: f"甲{of(sign, n)}乙, 丙", _function),
            )

# -- what is made of plans


def matrix(plan: Callable[[int], Plan], scheme: str) -> Make:
    """The matrix with its findings."""

    def made(n: int) -> Work:
        found = plan(n)
        return lambda: select(found).matrix(scheme)

    return made


def outline(plan: Callable[[int], Plan], grouping: str) -> Make:
    """The rows of the browser's outline."""

    def made(n: int) -> Work:
        found = plan(n)

        def work() -> object:

            selection = select(found, "湿地,建,健")
            lines = outline_lines(selection, grouping, frozenset())
            heading_names(selection.index, grouping)
            return [
                render_row(selection, line, is_folded=False, is_marked=False, several_plans=False)
                for line in lines
            ]

        return work

    return made


def listing(plan: Callable[[int], Plan]) -> Make:
    """The records of `list --json` and of `departments --json`, and all fields of all measures."""

    def made(n: int) -> Work:
        found = plan(n)

        def work() -> object:

            selection = select(found)
            return (
                [measure_record(selection, entry) for entry in selection.measures],
                [department_record(facet) for facet in selection.departments],
                [list(measure_fields(entry, selection.index)) for entry in selection.measures],
            )

        return work

    return made


def together(plan: Callable[[int], Plan]) -> Make:
    """Two plans: which departments work together, and what is questionable."""

    def made(n: int) -> Work:
        index = Index([plan(n), plan(n)._replace(id="other")])

        def work() -> object:

            selection = select(index, "")
            found = pairs(index, selection.mask)
            return [ordered(found, order) for order in ("total", "name")], check(index, "zh")

        return work

    return made


for _what, (_first, _make) in PLANS.items():
    for _scheme in ("raci", "rasci"):
        case(f"matrix {_scheme}: {_what}", _first, matrix(_make, _scheme))
    for _grouping in (HIERARCHY, "dept")[: 1 if _make is by_departments else 2]:
        case(f"outline {_grouping}: {_what}", _first, outline(_make, _grouping))
    case(f"records: {_what}", _first, listing(_make))
for _what in ("measures", "one text", "sections", "aliases of a department"):
    case(f"two plans: {_what}", PLANS[_what][0], together(PLANS[_what][1]))


def exporting(id_: str, plan: Callable[[int], Plan], **options: object) -> Make:
    """Writing a file, or the refusal of it."""

    def made(n: int) -> Work:
        listed = REGISTRY.exporter(id_)
        built = listed.build(options)
        found = plan(n)

        def work() -> object:

            try:
                return run(listed, select(found), built, path())
            except ExportError as error:
                return error

        return work

    return made


for _exporter in REGISTRY.exporters():
    for _what, (_first, _make) in PLANS.items():
        # Here the result would have a cell for each of both.
        if not (_exporter.key.startswith("raci-") and _make is by_departments):
            case(f"export {_exporter.key}: {_what}", _first, exporting(_exporter.key, _make))
for _exporter_id, _options in (
    ("raci-xlsx", {"by": "department"}),
    ("raci-docx", {"by": "department"}),
    ("docx", {"style": "official"}),
):
    for _what in ("measures", "departments of one measure", "one text"):
        _said = " ".join(map(str, _options.values()))
        try:
            REGISTRY.exporter(_exporter_id).build(_options)
        except Exception:
            continue
        case(
            f"export {_exporter_id} {_said}: {_what}",
            PLANS[_what][0],
            exporting(_exporter_id, PLANS[_what][1], **_options),
        )
