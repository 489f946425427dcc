"""The browser line by line: what a user says, and what is answered."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from launching import launch_of

from ecotui import i18n
from ecotui.browser import actions
from ecotui.browser.launch import file_states
from ecotui.browser.state import State
from ecotui.console import Console, Conversation, Exports, converse, run, vocabulary
from ecotui.console.line_editing import completions
from ecotui.model.plan import Chapter, Measure, Plan, Section
from ecotui.query.index import Index
from ecotui.settings import saved_views
from ecotui.settings.config import Config
from ecotui.text.display import visible

#: Both say lines: the first gives the lines of the answers, the other one text.
Talk = Callable[..., list[str]]
Say = Callable[..., str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def exchange(state: State, *lines: str, **options: Any) -> tuple[list[str], list[str]]:
    """What is answered to some lines, and what is complained of."""
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    out, errors = io.StringIO(), io.StringIO()
    run(launch_of(state.index, **options), state, Console(source, out, errors))
    return out.getvalue().splitlines(), errors.getvalue().splitlines()


def conversation(state: State, ask: Callable[[str], str] | None = None) -> Conversation:
    return Conversation(state, Exports(launch_of(state.index), ask))


@pytest.fixture
def talk(state: State) -> Talk:
    """Says lines and gives the answers; nothing may go wrong."""

    def said(*lines: str, **options: Any) -> list[str]:
        answers, complaints = exchange(state, *lines, **options)
        assert complaints == []
        return answers

    return said


@pytest.fixture
def complaint(state: State) -> Say:
    """Says lines and gives the only complaint."""

    def said(*lines: str, **options: Any) -> str:
        _answers, complaints = exchange(state, *lines, **options)
        assert len(complaints) == 1
        return complaints[0].removeprefix("ecotui: ")

    return said


class Terminal(io.StringIO):
    """Input of a terminal; `input` itself is not tried here."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("ends", [["quit"], []])
def test_a_conversation_on_a_terminal_keeps_query_and_marks(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: list[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def said(*lines: str, **options: Any) -> list[str]:
        state = State(index, views={})
        source, out, errors = (
            Terminal("".join(f"{one}\n" for one in lines)),
            io.StringIO(),
            io.StringIO(),
        )
        console = Console(source, out, errors)
        monkeypatch.setattr(console, "read", lambda _prompt: source.readline()[:-1] or None)
        run(launch_of(index, **options), state, console)
        assert errors.getvalue() == ""
        return out.getvalue().splitlines()

    said("/湿地", "mark all", "order count", *ends)
    assert said("marks")[:4] == said("marks")[:4]
    greeting = said()
    assert greeting[1:4] == ["5 measures are left", "Query: 湿地", "5 measures are marked"]
    assert "5 measures are left" not in said(fresh=True)
    assert said("clear", "unmark all", *ends)
    assert "5 measures are marked" not in said()


def test_a_script_neither_restores_nor_keeps_anything(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    exchange(State(index, views={}), "/湿地", "mark all", "quit")
    assert not (tmp_path / "state").exists()


# -- the query


def test_every_change_of_the_query_says_how_much_is_left(talk: Talk) -> None:
    assert talk("search 湿地", "lead lyt", "undo", "redo", "clear") == [
        "5 measures are left",
        "Query: 湿地",
        "2 measures are left",
        "Query: 湿地 lead:林业厅",
        "undone: query lead:林业厅",
        "5 measures are left",
        "Query: 湿地",
        "redone: query lead:林业厅",
        "2 measures are left",
        "Query: 湿地 lead:林业厅",
        "44 measures are left",
    ]


@pytest.mark.parametrize(
    ("lines", "answers"),
    [
        (["search no:7"], ["1 measure is left", "Query: no:7"]),
        (["no:7", "add no:8"], ["no measures match; type undo to go back", "Query: no:7 no:8"]),
        # A word that begins a field may be searched for.
        (["/lea"], ["no measures match; type undo to go back", "Query: lea"]),
        (["/湿地 lead:林业厅", "command"], ["ecotui list --where '湿地 lead:林业厅'"]),
        (["標記 7"], ["1 measure is marked"]),
        *[
            ([line], ["lead DEPARTMENT (牵头): only measures that the department leads"])
            for line in ("help lead", "? lead", "帮助 牵头")
        ],
    ],
)
def test_the_last_answer(talk: Talk, lines: list[str], answers: list[str]) -> None:
    assert talk(*lines)[-len(answers) :] == answers


def test_a_slash_searches_as_on_the_screen_and_replaces_the_query(talk: Talk) -> None:
    assert talk("/湿地", "/草原", "/", "search")[1::2] == ["Query: 湿地", *["Query: 草原"] * 3]


@pytest.mark.parametrize(
    ("lines", "query"),
    [
        # A term alone is added.
        (["lead:林业厅"], "lead:林业厅"),
        (["牵头：林业厅"], "lead:林业厅"),
        (["is:joint"], "is:joint"),
        (["@shui"], "@shui"),
        (["-with:财政厅 no:1-9"], "-with:财政厅 no:1-9"),
        (["add 湿地 no:7"], "湿地 no:7"),
        # Departments are chosen by words.
        (["lead 林业厅"], "lead:林业厅"),
        (["lead 林"], "lead:林业厅"),
        (["lead 林业厅", "with 林业厅"], "with:林业厅"),
        (["lead 林业厅", "dept 林业厅", "off lyt"], ""),
        (["lead 林业厅，农业厅"], "lead:林业厅,农业厅"),
        (["lead 林业厅，农业厅", "undo"], ""),
        (["exclude 财政厅", "exclude 财政厅"], "-dept:财政厅"),
        (["-财政厅"], "-dept:财政厅"),
        (["－财政厅"], "-dept:财政厅"),
        (["- 财政厅、水利厅"], "-dept:财政厅,水利厅"),
        (["lead 林业厅", "lead 农业厅", "join"], "lead:林业厅,农业厅"),
        (["lead 林业厅，农业厅", "或"], "lead:林业厅 lead:农业厅"),
        (["lead 林业厅，农业厅", "off 林业厅"], "lead:农业厅"),
        (["together 水利厅 财政厅"], "dept:水利厅 dept:财政厅"),
        # A heading is chosen by its title or numeral; below a department it is that department.
        (["7", "scope", "scope 二、"], "chapter:机制创新"),
        (["scope 二、", "scope 二"], ""),
        (["regroup first", "down", "scope"], "first:林业厅"),
    ],
)
def test_lines_make_a_query(state: State, talk: Talk, lines: list[str], query: str) -> None:
    talk(*lines)
    assert str(state.query) == query


@pytest.mark.parametrize("lines", [["scope 湿地"], ["7", "scope"]])
def test_a_heading_scopes_by_its_title_or_the_measure_below(
    state: State, talk: Talk, lines: list[str]
) -> None:
    talk(*lines)
    assert [entry.number for entry in state.selection.measures] == [7, 8]


# -- measures


def test_a_list_says_headings_where_they_change(talk: Talk) -> None:
    lines = talk("/湿地", "list")[2:]
    assert lines[0] == "一、分领域任务 › （三）湿地生态保护补偿"
    assert [line.partition(" ")[0] for line in lines] == [
        "一、分领域任务",
        "7.",
        "8.",
        "二、机制创新",
        "23.",
        "二、机制创新",
        "29.",
        "30.",
    ]


def test_moving_says_the_measure_and_its_headings_once(talk: Talk) -> None:
    lines = talk("/no:7-9", "down", "down", "down", "up", "first", "last")[2:]
    assert [line.partition(" ")[0] for line in lines] == [
        *("一、分领域任务", "7.", "8."),
        *("一、分领域任务", "9.", "一、分领域任务", "8.", "7."),
        *("一、分领域任务", "9."),
    ]


def test_the_place_stays_where_its_measure_is_left_and_else_goes_on_behind_it(talk: Talk) -> None:
    lines = talk("8", "/湿地", "down", "/no:5,9", "up", "8", "up", "undo", "down")
    numbers = re.findall(r"^(\d+)\. ", "\n".join(lines), re.M)
    assert numbers == ["8", "23", "9", "8", "5", "7"]


def test_at_either_end_there_is_no_way_on(complaint: Say) -> None:
    assert complaint("last", "down") == "this is the last measure"
    assert complaint("first", "up") == "this is the first measure"
    assert complaint("/no:99", "down") == "No measure matches the query."


def test_matches_go_round(talk: Talk) -> None:
    lines = talk("/no:1-9,23 湿地,财政厅", "next", "next", "next", "previous")
    numbers = [line.partition(".")[0] for line in lines[2:] if line[0].isdigit()]
    assert numbers == ["7", "8", "23", "8"]


def test_a_number_alone_opens_its_measure(talk: Talk) -> None:
    assert talk("39") == talk("open 39.") == talk("３９")
    assert talk("39", "open") == talk("39") * 2
    lines = talk("39")
    participants = "、".join(
        [
            *("省发展改革委", "省经济和信息化委", "科技厅", "财政厅", "环境保护厅"),
            *("住房城乡建设厅", "交通运输厅", "商务厅", "林业厅", "农业厅", "水利厅等"),
        ]
    )
    assert lines[0].startswith("39. 加快推进国家绿色产品标准")
    assert lines[1:] == [
        "Lead departments: 省质监局",
        f"Participating departments: {participants}",
        "Place: 二、机制创新 › （五）创新政策协同机制",
        "Source: allocation-source.md:76",
    ]
    assert talk("/湿地", "39")[-1] == "the query excludes it"
    assert any("Wording of the source: " in line for line in talk("20"))


def test_where_several_plans_are_open_an_id_opens_a_measure(index: Index) -> None:
    plan = index.plans[0]
    state = State(Index([plan, plan._replace(id="other", title="另一方案")]), views={})
    answers, complaints = exchange(state, "other/7", "mark other/8", "marks", "7")
    assert answers[0].startswith("7. ")
    assert exchange(state, "ｏｔｈｅｒ／７")[0] == exchange(state, "other/7")[0]
    assert "另一方案 › 一、分领域任务 › （三）湿地生态保护补偿" in answers
    assert "1 measure is marked" in answers
    assert "several measures have the number 7" in complaints[0]


def test_groups_are_headings_too(talk: Talk) -> None:
    lines = talk("/no:9", "regroup", "list", "regroup 单位", "list", "分组")
    assert lines[2:4] == ["by first lead", "林业厅"]
    assert lines[5] == "by department"
    assert lines[6::2] == ["林业厅", "财政厅", "省发展改革委", "农业厅", "by hierarchy"]


# -- marks and tables


def test_marks_stay_and_are_what_a_matrix_shows(state: State, talk: Talk) -> None:
    assert talk("7", "mark", "mark 9-10 12", "unmark 10")[-3:] == [
        "1 measure is marked",
        "4 measures are marked",
        "3 measures are marked",
    ]
    assert sum("(marked)" in line for line in talk("marks", "list")) == 6
    assert talk("/湿地", "matrix literal")[2:] == [
        "7: 牵 林业厅; 参 农业厅、水利厅、环境保护厅、住房城乡建设厅、财政厅、省发展改革委",
        "9: 牵 林业厅、农业厅; 参 财政厅、省发展改革委",
        "12: 牵 水利厅; 参 财政厅",
        "牵: leads",
        "参: participates",
    ]
    talk("unmark 1-44", "mark all")
    assert len(state.chosen) == 5


def test_a_matrix_says_what_it_infers_and_what_to_look_at(talk: Talk) -> None:
    lines = talk("/no:16", "matrix")[2:]
    assert lines[0].startswith("16: A/R ")
    assert "A: accountable: answers for the result" in lines
    assert lines[-1].startswith("A is inferred") or "measure 16" in lines[-1]


def test_departments_are_listed_with_counts_found_and_sorted(talk: Talk) -> None:
    assert talk("/湿地", "lead lyt", "departments")[4:6] == [
        "林业厅: leads 2, participates 1, either 3; chosen as lead",
        "财政厅: leads 0, participates 2, either 2",
    ]
    assert talk("clear", "单位 fgw")[1:] == ["省发展改革委: leads 6, participates 23, either 29"]
    counts = [int(line.rpartition(" ")[2]) for line in talk("order count")]
    assert counts == sorted(counts, reverse=True)
    names = [line.partition(":")[0] for line in talk("order name")]
    assert (names[0], names[-1]) == ("财政厅", "住房城乡建设厅")
    assert talk("order participant", "order")[-len(names) :] == talk("排序 名称")


def test_who_works_with_whom_is_said_most_first(state: State, talk: Talk) -> None:
    lines = talk("/湿地", "together")[2:]
    parts = [{*entry.lead, *entry.participants} for entry in state.selection.measures]
    both = sum({"水利厅", "环境保护厅"} <= names for names in parts)
    assert lines[0] == f"水利厅 and 环境保护厅: {both} measures together"
    assert lines[-1].endswith(" 1 measure together")
    assert all("水利厅" in line for line in talk("together 水利厅"))


# -- words

#: Actions of keys that no command does, and why.
WITHOUT_COMMAND = {
    "page_down": "a page is what a screen holds; `list` is paged by itself",
    "page_up": "as page_down",
    "fold": "nothing is folded: headings are said when they change",
    "unfold": "as fold",
    "next_pane": "there are no panes",
    "previous_pane": "as next_pane",
    "back": "as next_pane",
    "open_item": "`open` does it",
    "to_outline": "as next_pane",
    "jump": "a number alone does it",
    "redraw": "nothing is drawn",
    "suspend": "the terminal does it itself",
    "left": "a matrix is said measure by measure, and has no columns",
    "right": "as left",
    "first_column": "as left",
    "last_column": "as left",
    "mark_range": "`mark 7-12` does it",
    "to_measure": "`open` does it",
    "to_findings": "findings are said below the matrix",
    "to_grid": "as to_findings",
    "to_finding": "`open` does it",
    "wrap_titles": "what is said is whole",
    "seek": "`search` does it",
    "seek_column": "a query of a department does it",
    "seek_next": "as seek",
    "seek_previous": "as seek",
    "copy_row": "as copy",
    "scheme": "`matrix literal` does it",
    "open_file": "the reply has its path",
    "copy_path": "as copy",
    "filter_pair": "`together` does it with two departments",
    "compare": "queries do it: `dept:A -dept:B`, `dept:A dept:B`, `-dept:A dept:B`",
    "compare_pair": "as compare",
    "other_view": "pairs are said one by one",
    "find_pairs": "`together` does it with a department",
    "order_pairs": "pairs are said by what they share",
    "show_measure": "`open` does it",
    "next_column": "as left",
    "previous_column": "as left",
    "copy": "it takes an escape sequence, and what is said can be copied as text",
    "write": "`export` does it",
    "preview": "`export` writes the file, which can be read",
    "open": "`ecotui --plan FILE browse --plain` does it",
    "remarks": "standard error has said it before the first line",
    "export_matrix": "`export raci-xlsx scheme=literal` does it",
    "print_plain": "what is said can be copied as text",
    "theme": "there are no colours",
    "command_palette": "`help` lists the commands",
}


def test_every_key_has_its_word_or_a_reason_why_not() -> None:
    names = {action.name for action in actions.ACTIONS}
    worded = {command.action for command in vocabulary.COMMANDS if command.action}
    assert worded | WITHOUT_COMMAND.keys() == names
    assert worded.isdisjoint(WITHOUT_COMMAND)
    assert all(WITHOUT_COMMAND.values())


def test_every_command_is_answered_and_stands_in_the_help_of_both_languages(talk: Talk) -> None:
    names = [name for one in vocabulary.COMMANDS for name in (one.name, one.chinese)]
    assert len(names) == len(set(names))
    assert all(hasattr(Conversation, f"_{command.method}") for command in vocabulary.COMMANDS)
    for language in i18n.LANGUAGES:
        i18n.use(language)
        lines = talk("help")
        assert len(lines) == len(vocabulary.COMMANDS)
        for command, line in zip(vocabulary.COMMANDS, lines, strict=True):
            assert command.name in line
            assert command.chinese in line


def test_the_table_of_words_is_that_of_the_program() -> None:
    reference = Path(__file__).parents[2] / "docs" / "reference"
    page = (reference / "plain.md").read_text(encoding="utf-8")
    for command in vocabulary.COMMANDS:
        written = f"{command.name} {command.argument}".strip().replace("|", "\\|")
        assert f"| `{written}` | `{command.chinese}` | {command.description} |\n" in page


@pytest.mark.parametrize(
    "line", ["search 湿地", "sea 湿地", "SEARCH 湿地", "搜索 湿地", "搜索湿地", "搜 湿地", "/湿地"]
)
def test_a_word_may_be_cut_short_or_chinese(line: str) -> None:
    command, rest = vocabulary.parse_line(line)
    assert (command.name, rest) == ("search", "湿地")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("serch 湿地", 'no command "serch"; did you mean search?'),
        ("湿地", 'no command "湿地"; /湿地 searches for it, help lists the commands'),
        ("d", '"d" may mean down, dept, departments'),
        ("down 3", "down takes no argument"),
        ("lead", "something is missing; usage: lead DEPARTMENT (牵头)"),
        ("-", "something is missing; usage: exclude DEPARTMENT (排除)"),
        ("lead 不存在", 'no department "不存在"; the nearest: '),
        ("search lead:", "lead: needs a value"),
        ("@nobody", "no saved view @nobody; known: @shui"),
        ("99", "no measure 99; there are 1 to 44"),
        ("mark 99", "no measure has such a number"),
        ("mark x", '"x" is not a number or a range such as 7-12'),
        ("scope 补偿", '"补偿" may mean （一）森林生态保护补偿、'),
        ("scope 月球", 'no heading "月球"; list shows the headings'),
        ("scope", "there is no current measure; type down for the next one"),
        ("matrix x", '"x" is not one of raci, rasci, joint, literal, daci'),
        ("undo", "nothing to undo"),
        ("redo", "nothing to redo"),
        ("export nonsense", 'unknown exporter "nonsense"'),
        ("export raci-csv scheme=x", "--scheme takes raci / rasci"),
        ("export json a.json b.json", "one file at a time"),
        ('export json "a.json', "the quotation mark is not closed"),
        ("export json -", "give the name of a file"),
        ("export json nowhere/a.json", "cannot write nowhere/a.json: No such file"),
        ("save a b", "the name of a view cannot contain spaces"),
    ],
)
def test_a_complaint_is_one_line_that_says_what_to_do(
    complaint: Say, state: State, line: str, said: str
) -> None:
    assert complaint(line).startswith(said)
    assert str(state.query) == ""


def test_a_complaint_ends_nothing(state: State) -> None:
    answers, complaints = exchange(state, "nonsense", "", "  ", "no:7", "quit", "clear")
    assert answers == ["1 measure is left", "Query: no:7"]
    assert len(complaints) == 1


# -- files


def test_a_document_without_measures_is_not_written(complaint: Say, tmp_path: Path) -> None:
    said = complaint("/no:999", f"export docx {tmp_path}/a.docx")
    assert said == "no measure matches the query no:999; nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_an_export_has_the_measures_that_are_left_or_marked(talk: Talk, tmp_path: Path) -> None:
    assert talk("/湿地", "export json a.json")[-1] == "wrote a.json: 5 measures"
    talk("mark 8", "export json 'b c.json'")
    numbers = [
        [measure["number"] for measure in json.loads((tmp_path / name).read_text())["measures"]]
        for name in ("a.json", "b c.json")
    ]
    assert numbers == [[7, 8, 23, 29, 30], [8]]


def test_options_of_the_line_go_before_the_configuration(talk: Talk, tmp_path: Path) -> None:
    options = {"raci-csv": {"scheme": "literal"}}
    talk("/no:7", "export raci-csv a.csv", config=Config({"exporters": options}))
    talk("export raci-csv b.csv --scheme=daci bom=no", config=Config({"exporters": options}))
    assert "牵" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert ",D," in (tmp_path / "b.csv").read_text(encoding="utf-8")


def test_an_export_without_a_name_gets_one(talk: Talk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    talk("导出 json", export_dir=str(folder))
    assert [path.name for path in folder.iterdir()] == ["四川省健全生态保护补偿机制-Data.json"]


def test_nothing_is_overwritten_unasked(complaint: Say, talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("precious")
    assert complaint("export json a.json") == "a.json exists; export! overwrites it"
    assert (tmp_path / "a.json").read_text() == "precious"
    assert talk("export! json a.json") == ["wrote a.json: 44 measures"]


def test_the_plan_that_is_open_is_not_overwritten(complaint: Say, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("precious")
    opened = file_states([str(tmp_path / "p.toml")])
    said = "p.toml is the plan that is open; choose another name"
    assert complaint("export! json p.toml", states=opened) == said
    assert (tmp_path / "p.toml").read_text() == "precious"


def test_an_export_of_a_plan_that_has_changed_meanwhile_says_so(talk: Talk, tmp_path: Path) -> None:
    plan = tmp_path / "p.toml"
    plan.write_text("a")
    opened = file_states([str(plan), str(tmp_path / "gone.toml")])
    assert talk("export json a.json", states=opened) == ["wrote a.json: 44 measures"]
    plan.write_text("ab")
    assert talk("export json b.json", states=opened) == [
        "wrote b.json: 44 measures",
        "the plan was changed on disk meanwhile; this is of the plan as it was opened",
    ]


def test_a_question_answered_with_yes_overwrites(state: State, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("precious")
    for answer in ("no", "", "是"):

        def ask(question: str, answer: str = answer) -> str:
            assert question == "a.json exists; overwrite it? yes or no: "
            return answer

        source, out, errors = io.StringIO("export json a.json\n"), io.StringIO(), io.StringIO()
        converse(conversation(state, ask), Console(source, out, errors))
        written = (tmp_path / "a.json").read_text() != "precious"
        assert written == (answer == "是")
        assert errors.getvalue() == ("" if written else "ecotui: nothing was written\n")


@pytest.mark.parametrize("name", ["../a.json", "/tmp/a.json", ".a.json", "~/a.json", "x/a.json"])
def test_a_guest_names_plain_files_only(complaint: Say, tmp_path: Path, name: str) -> None:
    said = complaint(f"export json {name}", restricted=True, export_dir=str(tmp_path))
    assert said == "only a plain file name is allowed here"
    assert list(tmp_path.iterdir()) == []


def test_a_guest_overwrites_nothing_and_saves_no_view(
    complaint: Say, talk: Talk, tmp_path: Path
) -> None:
    guest = {"restricted": True, "export_dir": str(tmp_path)}
    talk("export json a.json", **guest)
    for command in ("export", "export!"):
        said = complaint(f"{command} json a.json", **guest)
        assert said == "a.json exists; choose another name"
    assert complaint("save x", **guest) == "only exports are allowed here"


def test_exporters_and_their_options_are_said(talk: Talk) -> None:
    assert any(line.startswith("raci-csv: ") for line in talk("exporters"))
    lines = talk("exporters raci-csv")
    assert lines[1].startswith("scheme=raci / rasci / joint / literal / daci; default: raci; ")
    assert any(line.startswith("bom=yes or no; default: yes") for line in lines)


def test_a_view_is_saved_listed_and_used(state: State, talk: Talk) -> None:
    talk("/湿地", "save 湿")
    assert saved_views.read() == {"湿": "湿地"}
    assert talk("views") == ["@湿: 湿地"]
    assert talk("clear", "@湿")[1:] == ["5 measures are left", "Query: @湿"]
    _answers, complaints = exchange(state, "save 湿")
    assert "refer to each other" in complaints[0]
    assert saved_views.read() == {"湿": "湿地"}


def test_a_view_is_replaced_only_after_a_yes(complaint: Say, state: State, talk: Talk) -> None:
    talk("/湿地", "save 湿")
    assert complaint("/水", "save 湿") == "@湿 exists; choose another name"
    for answer in ("no", "yes"):
        talker = conversation(state, lambda _question, answer=answer: answer)
        out, errors = io.StringIO(), io.StringIO()
        converse(talker, Console(io.StringIO("/水\nsave 湿\n"), out, errors))
        assert saved_views.read() == {"湿": "水" if answer == "yes" else "湿地"}


# -- streams


class Typed(io.StringIO):
    """Where somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typing(state: State, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Types lines, None for Ctrl+C, and gives all that is answered."""

    def typed(*lines: str | None) -> str:
        rest = iter(lines)
        out = Typed()

        def read(prompt: str) -> str:
            out.write(prompt)
            try:
                line = next(rest)
            except StopIteration:
                raise EOFError from None
            if line is None:
                raise KeyboardInterrupt
            return line

        monkeypatch.setattr("builtins.input", read)
        converse(conversation(state), Console(Typed(), out, out))
        return out.getvalue()

    return typed


def test_somebody_who_types_is_greeted_and_prompted(typing: Say) -> None:
    assert typing("/湿地") == (
        "四川省健全生态保护补偿机制重点任务分工方案\n"
        "44 measures are left\n"
        "help lists the commands, quit ends\n"
        "ecotui 44/44> 5 measures are left\n"
        "Query: 湿地\n"
        "ecotui 5/44> \n"
    )


def test_long_answers_come_in_pages(typing: Say) -> None:
    more = "more: press Enter to go on, or type anything to stop: "
    whole = typing("list", "", "", "", "quit")
    assert whole.count(more) == 2
    assert "44. " in whole
    part = typing("list", "q", "quit")
    assert part.count(more) == 1
    assert "44. " not in part


def test_ctrl_c_gives_up_the_line_or_the_answer_only(typing: Say) -> None:
    text = typing(None, None, "list", None, "no:7")
    assert text.endswith("1 measure is left\nQuery: no:7\necotui 1/44> \n")


def test_ctrl_c_ends_a_script(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        converse(conversation(state), Console(Interrupted(), io.StringIO(), io.StringIO()))


def test_tab_completes_commands_departments_and_values(state: State) -> None:
    def completed(before: str, word: str) -> list[str]:
        return completions(conversation(state), before, word)

    assert completed("", "se") == ["search"]
    assert completed("", "标") == ["标记"]
    assert completed("lead ", "lyt") == ["林业厅"]
    assert completed("departments ", "水") == ["水利厅"]
    assert completed("export ", "raci-c") == ["raci-csv"]
    assert completed("matrix ", "l") == ["literal"]
    assert completed("help ", "und") == ["undo"]
    assert completed("nonsense ", "x") == completed("list ", "x") == []


def test_nothing_of_a_plan_acts_on_the_terminal(hostile: Index) -> None:
    state = State(hostile, views={"\x1b]0;x\x07": "no:1"})
    commands = ["list", "1", "departments", "together", "matrix", "views", "scope 1", "\x1b[31m"]
    answers, complaints = exchange(state, *commands, "/\x1b[2J\u202e", "-\x9b", "help \x07")
    assert len(complaints) >= 3
    text = "".join((*answers, *complaints))
    assert answers
    assert text.isprintable()


@pytest.fixture
def hostile() -> Index:
    bad = "\x1b[31m\u202e\n"
    measure = Measure(1, f"措施{bad}", (f"林业厅{bad}",), (f"财政厅{bad}",))
    chapter = Chapter(1, f"章{bad}", sections=(Section(1, f"节{bad}", (measure,)),))
    return Index(Plan("hostile", f"方案{bad}", chapters=(chapter,)))


_WORDS = [name for one in vocabulary.COMMANDS for name in (one.name, one.chinese) if name != "quit"]
_ARGUMENTS = st.one_of(
    st.sampled_from(["", "7", "7-12", "all", "林业厅", "lyt,水利厅", "湿地", "一", "json", "x=y"]),
    st.sampled_from(["raci-csv a.csv", "json a.json", "toml", "dept", "count", "@a", "is:joint"]),
    st.text(max_size=8),
)
_LINES = st.one_of(
    st.builds("{} {}".format, st.sampled_from(_WORDS), _ARGUMENTS),
    st.builds("{}{}".format, st.sampled_from(["/", "-", "?", "@", "lead:", ""]), _ARGUMENTS),
    st.text(max_size=20),
)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(_LINES, max_size=12))
def test_no_line_breaks_the_conversation(
    lines: list[str], index: Index, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    state = State(index, views={"a": "湿地"})
    lines = [line.replace("\n", " ") for line in lines]
    answers, complaints = exchange(state, *lines, restricted=True, export_dir=str(folder))
    assert all(line == visible(line) for line in (*answers, *complaints))
    # One more line is still answered, and the state is whole.
    assert exchange(state, "clear")[0] == ["44 measures are left"]


@settings(max_examples=40, deadline=None)
@given(plan=..., lines=st.lists(_LINES, max_size=8))
def test_no_plan_breaks_the_conversation(
    plan: Plan, lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    state = State(Index(plan), views={})
    exchange(state, *lines, restricted=True, export_dir=str(folder))


# -- the program


def program(
    *arguments: str, said: bytes, cwd: Path, **env: str
) -> subprocess.CompletedProcess[bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("ECOTUI", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "ecotui", *arguments],
        input=said,
        capture_output=True,
        cwd=cwd,
        timeout=60,
        check=False,
        env={**clean, "HOME": str(cwd), **env},
    )


def test_it_can_be_scripted_and_loads_no_screen(tmp_path: Path) -> None:
    code = (
        "import sys; from ecotui.cli.app import run\n"
        "code = run(['--lang', 'en', 'browse', '--plain', '--where', 'lead:lyt'])\n"
        "print(code, [m for m in ('textual', 'rich', 'readline') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="add 湿地\nlist\nquit\nlist\n".encode(),
        capture_output=True,
        cwd=tmp_path,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1", "TERM": "dumb"},
    )
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "2 measures are left"
    assert lines[-1] == "0 []"
    assert len(lines) == 7


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030", "C.UTF-8"])
def test_any_locale_serves(tmp_path: Path, locale: str) -> None:
    env = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    said = "/湿地\n搜索湿地\n\xff\n".encode() + b"\xff\x80\x00\n"
    done = program("browse", "--plain", said=said, cwd=tmp_path, **env)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) == 4
    assert all(line.endswith("湿地") for line in lines[1::2])


def test_an_encoding_of_the_user_is_read_and_written(tmp_path: Path) -> None:
    said = "/湿地\n".encode("gb18030") + b"\xff\n"
    done = program("browse", "--plain", said=said, cwd=tmp_path, PYTHONIOENCODING="gb18030")
    assert done.stdout.decode("gb18030").splitlines()[1].endswith("湿地")
    assert done.stderr.count(b"\n") == 1


def test_without_any_input_it_ends(tmp_path: Path) -> None:
    command = f"{sys.executable} -m ecotui browse --plain <&-"
    assert subprocess.run(command, shell=True, cwd=tmp_path, check=False).returncode == 0


def test_what_nothing_reads_of_the_configuration_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "ecotui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[exporter]\n")
    arguments = ("--lang", "en", "browse", "--plain")
    done = program(*arguments, said=b"", cwd=tmp_path, XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert b"unknown section [exporter]" in done.stderr
    assert done.returncode == 0


def test_a_listener_that_goes_away_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        f"yes list | head -n 2000 | {sys.executable} -m ecotui browse --plain | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.stdout
    assert done.stderr == ""


def test_a_wrong_query_to_begin_with_is_said(tmp_path: Path) -> None:
    done = program("--lang", "en", "browse", "--plain", "--where", "lead:", said=b"", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"ecotui: query: ")


def test_a_line_that_no_hand_types_is_left_out(state: State) -> None:
    long = f"export json a.json {'x' * 1_000_000}"
    answers, complaints = exchange(state, long, "/水")
    assert complaints == ["ecotui: a line of more than 20000 characters is left out"]
    assert exchange(state, "/水")[0] == answers
    assert not Path("a.json").exists()
