"""Records behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import operator
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.record import Record


class Point(Record):
    x: int
    y: int = 0
    names: tuple[str, ...] = ()


class Other(Record):
    x: int
    y: int = 0
    names: tuple[str, ...] = ()


class Empty(Record):
    pass


def test_fields_are_given_by_place_or_by_name_and_have_defaults() -> None:
    assert Point(1) == Point(x=1) == Point(1, 0, ()) == Point(1, names=())
    assert (Point(1, y=2).x, Point(1, y=2).y) == (1, 2)


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "Point lacks x"),
        ((1, 2, (), 4), {}, "Point takes 3 values, got 4"),
        ((1,), {"z": 1}, "Point has no field 'z'"),
        ((1,), {"x": 1}, "Point: field 'x' is given twice"),
        ((), {"y": 1}, "Point lacks x"),
    ],
)
def test_wrong_arguments_are_a_type_error(args: tuple, kwargs: dict, message: str) -> None:
    with pytest.raises(TypeError, match=f"^{message}$"):
        Point(*args, **kwargs)


def test_a_record_cannot_be_changed_and_takes_no_other_attribute() -> None:
    point = Point(1)
    for name in ("x", "other"):
        with pytest.raises(AttributeError, match=f"^Point is frozen: cannot set {name}$"):
            setattr(point, name, 2)
    with pytest.raises(AttributeError, match="^Point is frozen: cannot delete x$"):
        del point.x
    assert not hasattr(point, "__dict__")
    assert point.x == 1


@given(st.integers(), st.integers(), st.lists(st.text()).map(tuple))
def test_equal_values_are_equal_records_with_one_hash(x: int, y: int, names: tuple) -> None:
    one, two = Point(x, y, names), Point(x, y, names)
    assert one == two
    assert hash(one) == hash(two)
    assert one != one.replace(x=x + 1)


def test_records_of_another_class_are_never_equal() -> None:
    assert Point(1) != Other(1)
    assert Point(1) != (1, 0, ())
    plain = (1, 0, ())
    assert plain != Point(1)
    assert not operator.eq(plain, Point(1))
    assert Empty() == Empty()


def test_replace_leaves_the_original_alone() -> None:
    point = Point(1, 2)
    assert point.replace(y=3) == Point(1, 3)
    assert point == Point(1, 2)
    with pytest.raises(TypeError, match="no field 'z'"):
        point.replace(z=1)


def test_a_record_shows_its_fields_and_matches_a_pattern() -> None:
    assert repr(Point(1, 2, ("a",))) == "Point(x=1, y=2, names=('a',))"
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            pytest.fail("no match")


def test_many_records_are_made_of_rows() -> None:
    assert Point.many([(1, 3, ()), (2, 4, ("a",))]) == [Point(1, 3), Point(2, 4, ("a",))]


def test_records_survive_copying_and_pickling() -> None:
    point = Point(1, 2, ("a",))
    assert copy.copy(point) == copy.deepcopy(point) == point
    assert pickle.loads(pickle.dumps(point)) == point


def test_mutable_contents_make_a_record_unhashable_not_unequal() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1, names=["a"]))  # type: ignore[arg-type]
