"""Who works with whom: in how many measures two departments meet."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.query.selection import Selection


def shared_counts(selection: Selection) -> tuple[list[str], list[list[int]]]:
    """Departments with a part in the selection, and how many measures each shares with each.

    Returns:
        The names in plan order, and a row of counts for each in the same order.
    """
    names = [facet.name for facet in selection.departments if facet.total]
    masks = [selection.mask & selection.index.department_mask("dept", name) for name in names]
    return names, [[(one & other).bit_count() for other in masks] for one in masks]
