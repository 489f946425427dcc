"""What every exporter has to keep."""

from ecotui.testing import ExporterContract


class TestParquet(ExporterContract):
    exporter = "parquet"
