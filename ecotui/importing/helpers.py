"""What the importers of plugins need to read a plan as the built-in ones do."""

from __future__ import annotations

from ecotui.model.plan import Department

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.names import Names


def plan_id(title: str) -> str:
    """A readable id for a plan, by rule from its title: ``[a-z0-9-]+``, at most 60 characters."""
    from ecotui.importing.plan_ids import plan_id as made

    return made(title)


def read_names(text: str) -> Names:
    """A list of departments as documents write it: 县财政局、各乡镇等.

    It gives the ``names``, whether the list ``is_open`` (等), the ``remarks`` that a user should
    know, and ``doubts``.
    """
    from ecotui.importing.names import parse

    return parse(text)


def department_named(name: str) -> Department:
    """A department, or a group by the wording of its name: 各乡镇, 省直相关部门."""
    from ecotui.importing.names import kind

    return Department(name, (), kind(name))


def split_numeral(text: str) -> tuple[int | None, str]:
    """The number at the start of a heading or measure, and the rest: ``一、总则`` is 1 and 总则.

    Headings and measures of a plan hold their texts without it. Where there is none, the number is
    None.
    """
    from ecotui.importing.layout import mark

    text = text.strip()
    found = mark(text)
    if found is None or not found.number or not found.rest:
        return None, text
    return found.number, found.rest.strip()
