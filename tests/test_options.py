"""One declaration of an option serves every place that asks for its value."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.cli.options import parameter
from ecotui.options import NoOptions, OptionError, build, declared, option
from ecotui.plugin_host.loading import validate
from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec


class Paper(enum.Enum):
    A4 = "a4"
    A3 = "a3"


@dataclasses.dataclass(frozen=True)
class Options:
    """One option of every kind."""

    header: bool = option(True, help="Write a header.")
    page_size: int = option(10, min=1, max=100)
    scale: float = option(1.0, min=0.5)
    title: str = option("")
    scheme: str = option("raci", choices=("raci", "rasci"))
    layout: Literal["wide", "tall"] = option("wide")
    paper: Paper = option(Paper.A4)
    columns: tuple[str, ...] = option((), choices=("no", "text"))
    words: tuple[str, ...] = option(("a", "b"))
    template: Path = option(Path(), help="A file to begin with.")
    formats: tuple[str, ...] = option(("docx",), choices=("docx", "csv"))


def kinds(options: type) -> dict[str, str]:
    return {one.name: one.type for one in declared(options)}


def test_every_option_is_declared_with_kind_default_and_choices() -> None:
    assert kinds(Options) == {
        "header": "bool",
        "page_size": "int",
        "scale": "float",
        "title": "str",
        "scheme": "choice",
        "layout": "choice",
        "paper": "choice",
        "columns": "list",
        "words": "list",
        "template": "path",
        "formats": "list",
    }
    by_name = {one.name: one for one in declared(Options)}
    assert by_name["page_size"].flag == "--page-size"
    assert by_name["header"].help == "Write a header."
    assert (by_name["paper"].default, by_name["paper"].choices) == ("a4", ("a4", "a3"))
    assert by_name["layout"].choices == ("wide", "tall")
    assert declared(NoOptions) == ()


def test_what_is_not_given_has_its_default() -> None:
    assert build(Options, {}) == Options()
    assert build(NoOptions, {}) == NoOptions()


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        *[("header", text, True) for text in ("true", "Yes", "on", "1", True)],
        *[("header", text, False) for text in ("false", "NO", "off", "0", False)],
        *[("page_size", 7, 7), ("page_size", "7", 7), ("page_size", "100", 100)],
        *[("scale", "0.5", 0.5), ("scale", 2, 2.0)],
        *[("title", "表 1", "表 1"), ("title", "", "")],
        *[("scheme", "rasci", "rasci"), ("layout", "tall", "tall")],
        *[("paper", "a3", Paper.A3), ("paper", Paper.A3, Paper.A3)],
        *[("columns", "no,text", ("no", "text")), ("columns", "no，text", ("no", "text"))],
        *[("columns", ["text"], ("text",)), ("columns", "", ()), ("words", "x", ("x",))],
    ],
)
def test_a_text_and_a_typed_value_mean_the_same(name: str, given: Any, value: Any) -> None:
    got = getattr(build(Options, {name: given}), name)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("header", "maybe", '--header takes yes or no, not "maybe"'),
        ("header", 1, "--header takes yes or no"),
        ("page_size", "0", '--page-size takes a whole number 1…100, not "0"'),
        ("page_size", "x", "--page-size takes a whole number 1…100"),
        ("page_size", 1.5, "--page-size takes a whole number"),
        ("page_size", True, "--page-size takes a whole number"),
        ("scale", "nan", "--scale takes a number 0.5…"),
        ("scale", "0.4", "--scale takes a number 0.5…"),
        ("title", 7, "--title takes text"),
        ("scheme", "daci", 'raci / rasci, not "daci"'),
        ("layout", "x", "wide / tall"),
        ("paper", "a5", "a4 / a3"),
        ("columns", "no,x", 'a list of no / text, not "no,x"'),
        ("columns", [1], "a list of no / text"),
        ("formats", "", '--formats takes a list of docx / csv, not ""'),
        ("formats", [], "a list of docx / csv"),
        ("words", 7, "a list with commas"),
        ("missing_one", "x", "unknown option --missing-one; the options are --header, --page-size"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(name: str, given: Any, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        build(Options, {name: given})
    assert message in str(caught.value)


@dataclasses.dataclass(frozen=True)
class Labelled:
    paper: Paper = option(Paper.A4, labels={Paper.A4: "small", "a3": "large"}, label="Paper")
    level: Literal[1, 2] = option(1, labels={2: "two"}, advanced=True)


@dataclasses.dataclass(frozen=True)
class Switch:
    contents: Literal["auto", "yes", "no"] = option("auto")


@pytest.mark.parametrize(("given", "value"), [(True, "yes"), (False, "no"), ("auto", "auto")])
def test_a_choice_of_yes_and_no_takes_a_truth_value_too(given: Any, value: str) -> None:
    (one,) = declared(Switch)
    assert one.is_switch
    assert not any(other.is_switch for other in declared(Options))
    assert build(Switch, {"contents": given}) == Switch(value)
    assert parameter(one).opts == ["--contents"]
    assert parameter(one).secondary_opts == ["--no-contents"]


def test_labels_are_of_the_values_and_change_none() -> None:
    paper, level = declared(Labelled)
    assert (paper.label, paper.choice_labels, paper.choices) == (
        "Paper",
        ["small", "large"],
        ("a4", "a3"),
    )
    assert (level.choice_labels, level.advanced, paper.advanced) == (["1", "two"], True, False)
    assert build(Labelled, {"paper": "a3"}).paper is Paper.A3
    with pytest.raises(OptionError):
        build(Labelled, {"paper": "large"})


def test_an_exporter_without_options_says_so() -> None:
    with pytest.raises(OptionError, match="unknown option --x; the options are none"):
        build(NoOptions, {"x": "1"})


@given(st.sampled_from([one.name for one in declared(Options)]), st.text(max_size=8))
def test_any_text_gives_a_valid_value_or_an_option_error(name: str, text: str) -> None:
    try:
        built = build(Options, {name: text})
    except OptionError:
        return
    assert build(Options, {name: getattr(built, name)}) == built


def one_field(annotation: Any, default: Any, name: str = "field") -> type:
    return dataclasses.make_dataclass("Made", [(name, annotation, default)], frozen=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (dict, "is not a frozen dataclass"),
        (Options(), "is not a frozen dataclass"),
        (None, "is not a frozen dataclass"),
        (dataclasses.make_dataclass("Warm", []), "is not a frozen dataclass"),
        (one_field(int, 1), "'field' is not made with option"),
        (one_field(list[int], option(())), "cannot have the type"),
        (one_field(int | None, option(None)), "cannot have the type"),
        (one_field(int, option("x")), "default of option 'field'"),
        (one_field(int, option(1, help=None)), "help of option 'field' is no text"),
        (one_field(int, option(1, min="1")), "a bound of option 'field' is no number"),
        (one_field(str, option("a", choices=lambda: 1 / 0)), "choices of option 'field': division"),
        (one_field(int, option("5")), "default of option 'field' is '5'; it takes a whole number"),
        (one_field(bool, option("yes")), "default of option 'field' is 'yes'"),
        (one_field(Paper, option("a4")), "default of option 'field' is 'a4'; it takes a4 / a3"),
        (one_field(Paper, option(Paper.A4, choices=["a4"])), "has no choices of its own"),
        (one_field(Literal["a"], option("a", choices=["b"])), "has no choices of its own"),
        (one_field(bool, option(True, choices=[True])), "has no choices of its own"),
        (one_field(str, option("x", min=9)), "option 'field' is no number and has bounds"),
        (one_field(Path, option("x")), "default of option 'field'"),
        (one_field(int, option(5, max=3)), "default of option 'field'"),
        (one_field(int, option(1, label=3)), "label or labels of option 'field' are no texts"),
        (one_field(int, option(1, labels=["x"])), "label or labels of option 'field'"),
        (one_field(int, option(1, labels={1: 2})), "label or labels of option 'field'"),
        (one_field(str, option("a"), "where"), "cannot have the name 'where'"),
        (one_field(str, option("a"), "force"), "cannot have the name 'force'"),
        (one_field(str, option("a"), "allow_empty"), "cannot have the name 'allow_empty'"),
        (one_field(str, option("a"), "_x"), "cannot have the name '_x'"),
        (one_field("NoSuchName", option("a")), "NoSuchName"),
    ],
)
def test_a_declaration_that_no_place_could_serve_is_refused(options: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        validate(exporter(options=options))


def exporter(**changes: Any) -> ExporterSpec:
    values: dict[str, Any] = {
        "id": "mine",
        "title": "Mine",
        "summary": "Writes it.",
        "extensions": ("txt",),
        "media_type": "text/plain",
        "kind": "text",
        "factory": "mine.exporter:Mine",
    }
    return ExporterSpec(**{**values, **changes})


def test_a_usable_spec_passes() -> None:
    validate(exporter(options=Options, requires=("docx", "xml.dom"), extensions=("tar.gz",)))
    validate(exporter(kind="tree", extensions=()))
    assert exporter(extensions=(".TXT", "txt", "Tar.GZ")).extensions == ("txt", "tar.gz")
    validate(ImporterSpec(id="in", title="t", summary="s", extensions=("md",), factory="a:B"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        *[
            ({"id": name}, "is not \\[a-z\\]")
            for name in ("", "Mine", "1a", "a b", "a:b", 7, "a\n")
        ],
        ({"title": 7}, "mine: title is not a text"),
        ({"summary": " "}, "mine: summary is not a text"),
        ({"extensions": "txt"}, "mine: extensions is not a tuple of strings"),
        ({"extensions": ["txt"]}, "mine: extensions is not a tuple of strings"),
        ({"extensions": ("../x",)}, "is not a file extension"),
        ({"requires": (7,)}, "mine: requires is not a tuple of strings"),
        ({"requires": (".x",)}, "in requires is not the name of a module"),
        ({"requires": ("",)}, "in requires is not the name of a module"),
        ({"factory": "mine"}, 'is not "package.module:Class"'),
        ({"factory": "mine:"}, 'is not "package.module:Class"'),
        ({"factory": None}, 'is not "package.module:Class"'),
        ({"kind": "noise"}, "mine: kind 'noise' is not text, binary or tree"),
        ({"media_type": None}, "mine: media_type is not a string"),
    ],
)
def test_an_unusable_spec_is_refused_with_a_reason(changes: dict, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        validate(exporter(**changes))


def test_anything_else_is_no_spec() -> None:
    with pytest.raises(TypeError, match="registered str, not a spec"):
        validate("mine")
