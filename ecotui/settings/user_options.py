"""The values that ``config.toml`` gives to options."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ecotui.options import Option
    from ecotui.raci.rules import MatrixRules


class UserOptions:
    """The user's own defaults of options.

    Args:
        exporters: Values by exporter: ``[exporters.ID]``.
        raci: Values for every matrix: ``[raci]``.
    """

    def __init__(
        self,
        exporters: Mapping[str, Mapping[str, Any]] | None = None,
        raci: Mapping[str, Any] | None = None,
    ) -> None:
        self.exporters = exporters or {}
        self.raci = raci or {}

    def of(self, exporter: str, options: Iterable[Option]) -> dict[str, Any]:
        """The values for an exporter: its own go before those that it shares with others.

        Args:
            exporter: The id of the exporter.
            options: Its options.
        """
        shared = {"raci": self.raci}
        values = {
            one.name: shared[one.shared][one.name]
            for one in options
            if one.name in shared.get(one.shared, ())
        }
        return {**values, **self.exporters.get(exporter, {})}

    @property
    def rules(self) -> MatrixRules:
        """What holds for a matrix where nobody says anything else."""
        from ecotui.raci.rules import MatrixRules

        return MatrixRules(**self.raci)
