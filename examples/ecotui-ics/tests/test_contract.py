"""What every exporter and every importer has to keep."""

from pathlib import Path

from ecotui.testing import ExporterContract, ImporterContract


class TestIcs(ExporterContract):
    exporter = "ics"

    def reopen(self, path: Path) -> str:
        """Its text as a calendar shows it: lines are folded, and signs escaped."""
        from ecotui_ics.lines import unescape, unfold

        lines = unfold(path.read_bytes().decode())
        return "\n".join(unescape(line) for _number, line in lines)


class TestIcsImporter(ImporterContract):
    importer = "ics"
    document = Path(__file__).with_name("tasks.ics")
