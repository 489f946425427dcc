"""How a query names departments: by name, part, pinyin or abbreviation."""

from __future__ import annotations

from ecotui.i18n import _, language
from ecotui.query.grammar import QueryError
from ecotui.text.display import join_names
from ecotui.text.folding import fold, is_latin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ecotui.model.plan import Department


def resolve(value: str, departments: Sequence[Department]) -> Department:
    """The department that a value of a query means.

    The first of these steps that finds exactly one decides: its name to the letter; its folded
    name; an alias; part of its folded
    name; its pinyin or initials, whole or in part; its characters or initials in order with gaps,
    as people abbreviate. A leading 省 may be there or not.

    Raises:
        QueryError: a step finds several, or none finds any; the message lists the nearest.
    """
    wanted = fold(value)
    for department in departments:
        # Names are unique, but two of them may fold alike.
        if department.name == value:
            return department
    for step in _STEPS:
        found = [d for d in departments if step(wanted, d)]
        if len(found) == 1:
            return found[0]
        if found:
            names = _listed([d.name for d in found])
            message = _('"{value}" may mean {names}').format(value=value, names=names)
            raise QueryError(message)
    near = _nearest(wanted, departments)
    if not near:
        raise QueryError(_('no department "{value}"; the plan has none').format(value=value))
    message = _('no department "{value}"; the nearest: {names}')
    raise QueryError(message.format(value=value, names=_listed(near)))


def _listed(names: list[str]) -> str:
    return join_names(names[:6], language=language()) + (" …" if len(names) > 6 else "")


def _bare(folded: str) -> str:
    """A folded name without a leading 省."""
    return folded[1:] if len(folded) > 1 and folded[0] == "省" else folded


def _is_name(wanted: str, department: Department) -> bool:
    return fold(department.name) == wanted


def _is_alias(wanted: str, department: Department) -> bool:
    if any(fold(alias) == wanted for alias in department.aliases):
        return True
    return _bare(fold(department.name)) == _bare(wanted) and wanted != "省"


def _is_part(wanted: str, department: Department) -> bool:
    return any(wanted in fold(name) for name in (department.name, *department.aliases))


def _spellings(department: Department) -> list[tuple[str, ...]]:
    from ecotui.text import pinyin

    spelled = []
    for name in (department.name, *department.aliases):
        syllables = pinyin.spell(fold(name))
        spelled.append(syllables)
        if _bare(fold(name)) != fold(name):
            spelled.append(syllables[1:])
    return spelled


def _is_spelling(wanted: str, department: Department) -> bool:
    if not is_latin(wanted):
        return False
    spelled = _spellings(department)
    if not fold(department.name).startswith("省"):
        spelled.append(("sheng", *spelled[0]))
    return any(
        wanted in ("".join(syllables), "".join([s[0] for s in syllables])) for syllables in spelled
    )


def _is_part_of_spelling(wanted: str, department: Department) -> bool:
    if not is_latin(wanted):
        return False
    for syllables in _spellings(department):
        if wanted in "".join([s[0] for s in syllables]):
            return True
        if any("".join(syllables[i:]).startswith(wanted) for i in range(len(syllables))):
            return True
    return False


def _is_abbreviation(wanted: str, department: Department) -> bool:
    if is_latin(wanted):
        return any(_in_order(wanted, [s[0] for s in spelled]) for spelled in _spellings(department))
    return any(_in_order(wanted, fold(name)) for name in (department.name, *department.aliases))


def _in_order(wanted: str, characters: Iterable[str]) -> bool:
    remaining = iter(characters)
    return all(character in remaining for character in wanted)


_STEPS = (_is_name, _is_alias, _is_part, _is_spelling, _is_part_of_spelling, _is_abbreviation)


def _nearest(wanted: str, departments: Sequence[Department]) -> list[str]:
    """Up to three names that share most with a value, by characters or by spelling."""
    import difflib

    def likeness(department: Department) -> float:
        forms = [fold(name) for name in (department.name, *department.aliases)]
        if is_latin(wanted):
            for syllables in _spellings(department):
                forms += ["".join(syllables), "".join([s[0] for s in syllables])]
        return max(difflib.SequenceMatcher(None, wanted, form).ratio() for form in forms)

    return [d.name for d in sorted(departments, key=likeness, reverse=True)[:3]]


def may_mean(value: str, department: Department) -> bool:
    """Whether a value could mean a department by any step of `resolve`; an empty one may."""
    wanted = fold(value)
    return not wanted or any(step(wanted, department) for step in _STEPS)


def closeness(value: str, department: Department) -> int | None:
    """How near what is typed of a value comes to a department.

    Returns:
        0 where a name or its spelling begins with it, 1 where one holds it, 2 where it abbreviates
        one, None where it cannot mean the department.
    """
    if not may_mean(value, department):
        return None
    wanted = fold(value)
    names = [fold(name) for name in (department.name, *department.aliases)]
    if any(name.startswith(wanted) or _bare(name).startswith(wanted) for name in names):
        return 0
    if is_latin(wanted):
        from ecotui.text import pinyin

        if any(pinyin.begins(syllables, wanted) for syllables in _spellings(department)):
            return 0
    return 1 if any(step(wanted, department) for step in _STEPS[:-1]) else 2
