"""Running an importer."""

from __future__ import annotations

from ecotui.plugin_host.loading import no_output
from ecotui.plugin_host.spec import ExportError, Importer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.model.plan import Plan
    from ecotui.model.toml import Problem
    from ecotui.plugin_host.registry import Registered


def read(listed: Registered, data: bytes, file: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Read a document through an importer.

    Args:
        listed: The importer.
        data: The document.
        file: Its name, for messages.

    Raises:
        PlanError: the document holds no plan.
        ExportError: something that the importer needs is not installed.
        PluginBroken: the importer cannot be imported, raised something else, or gave no plan.
    """
    from ecotui.model.plan import Plan
    from ecotui.model.toml import PlanError, Problem

    if listed.reason:
        raise ExportError(f"{listed.key}: {listed.reason}")
    importer: Importer = listed.instantiate()
    try:
        with no_output:
            plan, problems = importer.read(data, file)
            problems = tuple(problems)
        if not isinstance(plan, Plan) or not all(isinstance(p, Problem) for p in problems):
            raise TypeError(f"read() gave {type(plan).__name__}, not a Plan and its Problems")
    except (PlanError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise listed.failure(error) from error
    return plan, problems
