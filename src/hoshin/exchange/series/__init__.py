"""Published series: CSV files with a row per period and disaggregation, read as a mapping in TOML says."""

from hoshin.exchange.series.choice import bundled_mappings, find_mapping, is_series, kept_mappings
from hoshin.exchange.series.importing import import_series
from hoshin.exchange.series.mapping import SeriesMap, parse_mapping

__all__ = [
    "SeriesMap",
    "bundled_mappings",
    "find_mapping",
    "import_series",
    "is_series",
    "kept_mappings",
    "parse_mapping",
]
