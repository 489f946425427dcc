"""What every exporter has to keep."""

from ecotui.testing import ExporterContract


class TestHtml(ExporterContract):
    exporter = "html"
