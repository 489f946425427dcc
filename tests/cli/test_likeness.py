"""Names that are alike, and characters that nobody sees, from the outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.model.toml import dumps

#: Alike when folded, or as they are shown.
NAMES = (
    *("各市（州）政府", "各市(州)政府", "ABC", "abc", "财政廳", "财政厅", "⽔利局", "水\u200b利局"),
    *("水利局", "\uf9f4业局", "林业局", 'Ministry of "X", Y', "e\u0301局", "é局"),
)


def plan_of(id_: str, names: tuple[str, ...]) -> str:
    measures = tuple(
        Measure(at, f"巡\u200b查⽔面{at}。", (name,)) for at, name in enumerate(names, 1)
    )
    departments = tuple(map(Department, names))
    return dumps(Plan(id_, "方案", departments=departments, chapters=(Chapter(1, "章", measures),)))


@pytest.fixture
def plans(tmp_path: Path) -> list[str]:
    (tmp_path / "one.toml").write_text(plan_of("one", NAMES), encoding="utf-8")
    (tmp_path / "even.toml").write_text(plan_of("even", NAMES[::2]), encoding="utf-8")
    (tmp_path / "odd.toml").write_text(plan_of("odd", NAMES[1::2]), encoding="utf-8")
    return ["--plan", "even.toml", "--plan", "odd.toml"]


def leads(ecotui: Any, *arguments: str) -> list[list[str]]:
    done = ecotui(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [measure["lead"] for measure in json.loads(done.stdout)]


def test_each_department_is_found_by_its_name_in_one_plan_and_in_two(
    ecotui: Any, plans: list[str]
) -> None:
    listed = json.loads(ecotui("--plan", "one.toml", "departments", "--json").stdout)
    assert tuple(facet["name"] for facet in listed) == NAMES
    for name in NAMES:
        where = 'lead:"' + name.replace('"', '\\"') + '"'
        assert leads(ecotui, "--plan", "one.toml", "list", "--where", where) == [[name]]
    for name in NAMES[:2] + NAMES[6:8]:
        where = f'dept:"{name}"'
        assert leads(ecotui, *plans, "list", "--where", where) == [[name]]


def test_exporters_take_the_department_by_its_name(ecotui: Any, plans: list[str]) -> None:
    for at, name in enumerate(NAMES[:6], 1):
        done = ecotui(
            "--plan", "one.toml", "export", "handouts", "--department", name, "-o", f"d{at}"
        )
        assert done.returncode == 0, done.stderr
    assert (
        ecotui(*plans, "export", "docx", "--department", NAMES[1], "-o", "a.docx").returncode == 0
    )


def test_a_conversation_takes_it_by_its_name(ecotui: Any, plans: list[str]) -> None:
    text = "".join([f"lead {name}\nclear\n" for name in NAMES[:12]])
    done = ecotui("--plan", "one.toml", "browse", "--plain", text=text + "quit\n")
    assert done.stderr == ""
    assert done.stdout.count("1 measure is left") == 12


def test_search_and_check_see_through_them(ecotui: Any, plans: list[str]) -> None:
    for query in ("巡查水面", "巡\u00ad查⽔面", "巡查", "xunchashuimian"):
        assert len(leads(ecotui, "--plan", "one.toml", "list", "--where", query)) == len(NAMES)
    found = json.loads(ecotui("--plan", "one.toml", "list", "--where", "巡查", "--json").stdout)
    assert found[0]["matches"] == [[0, 3]]
    checked = json.loads(ecotui(*plans, "check", "--json").stdout)
    twice = [one["where"] for one in checked if one["code"] == "department-twice"]
    assert "department 各市(州)政府" in twice
    assert "department abc" in twice
    unseen = {one["where"]: one["message"] for one in checked if one["code"] == "lookalike"}
    assert "U+200B" in unseen["department 水\u200b利局"]
    assert "U+2F54" in unseen["department ⽔利局"]
    assert {"measure even/1", "measure odd/1"} < unseen.keys()


def test_a_list_shows_what_nobody_sees_as_a_sign(ecotui: Any, plans: list[str]) -> None:
    done = ecotui("--plan", "one.toml", "list", "no:8")
    assert done.stdout == "8\t巡\ufffd查⽔面8。\t水\ufffd利局\t\n"


def test_shells_complete_names_with_blanks_and_quotes(ecotui: Any, plans: list[str]) -> None:
    line = "ecotui --plan one.toml export docx --department "
    done = ecotui("completion", "fish", "--", line + "Ministry\\ of\\ ")
    assert [answer.partition("\t")[0] for answer in done.stdout.splitlines()] == [NAMES[11]]
    done = ecotui("completion", "fish", "--", line + "各市")
    assert [answer.partition("\t")[0] for answer in done.stdout.splitlines()] == [*NAMES[:2]]
    done = ecotui("completion", "fish", "--", "ecotui --plan one.toml list lead:ab")
    assert {answer.partition("\t")[0] for answer in done.stdout.splitlines()} == {
        "lead:ABC",
        "lead:abc",
    }


def test_import_says_what_it_leaves_out(ecotui: Any, tmp_path: Path) -> None:
    table = "# 河湖分工\n\n| 具体措施 | 牵头单位 |\n| --- | --- |\n{}"
    rows = "| 巡\u200b查⽔面。 | ⽔利厅､\uf9f4业厅 |\n| 护林。 | 林\u00ad业厅、水利厅 |\n"
    (tmp_path / "s.md").write_text(table.format(rows), encoding="utf-8")
    done = ecotui("import", "s.md", "-o", "p.toml")
    assert done.returncode == 0
    for point in ("U+200B (1)", "U+00AD (1)", "U+2F54", "U+FF64", "U+F9F4"):
        assert point in done.stderr
    facets = json.loads(ecotui("--plan", "p.toml", "departments", "--json").stdout)
    assert {facet["name"]: facet["lead"] for facet in facets} == {"水利厅": 2, "林业厅": 2}
    checked = json.loads(ecotui("--plan", "p.toml", "check", "--json").stdout)
    assert {one["code"] for one in checked}.isdisjoint({"lookalike", "department-twice"})


def test_guests_see_nothing_that_an_import_left_out(ecotui: Any, tmp_path: Path) -> None:
    people = "（牵头单位：县商务局；联系人：李四（13800001234））"
    (tmp_path / "plan.txt").write_text(f"某县分工方案\n\n一、产业\n1.建冷库。{people}\n")
    (tmp_path / "out").mkdir()
    guest = ("--plan", "plan.txt", "browse", "--restricted", "--export-dir", "out")
    for plain in ((), ("--plain",)):
        done = ecotui(*guest, *plain, text="1\nquit\n")
        assert done.returncode == 0
        assert "建冷库" in done.stdout
        assert "13800001234" not in done.stdout + done.stderr
    assert "13800001234" in ecotui("--plan", "plan.txt", "list").stderr


def test_guests_see_no_saved_views_but_those_of_their_query(ecotui: Any) -> None:
    for name, query in (("inner", "no:1-9"), ("outer", "@inner"), ("secret", "lead:林业厅")):
        # A guest's environment is not asked where the account keeps its views.
        assert ecotui("views", "save", name, query, XDG_CONFIG_HOME="").returncode == 0
    guest = ("browse", "--plain", "--restricted", "--export-dir", ".")
    done = ecotui(*guest, "--where", "@outer", text="views\n@secret\n@inner\nquit\n")
    assert done.returncode == 0, done.stderr
    assert "9 measures are left" in done.stdout
    assert "no:1-9" in done.stdout
    assert "lead:林业厅" not in done.stdout + done.stderr
    assert "no saved view @secret" in done.stdout + done.stderr


def test_python_gives_a_guest_no_prompt(ecotui: Any) -> None:
    guest = ("browse", "--plain", "--restricted", "--export-dir", ".")
    done = ecotui(*guest, text="quit\nprint(1 + 1)\n", PYTHONINSPECT="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("ecotui: Python would give a guest its own prompt: ")
    assert done.stderr.count("\n") == 1
