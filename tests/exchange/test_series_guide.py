"""The guide's example is imported as it is printed."""

import re
from pathlib import Path

from hoshin.exchange.series import import_series
from hoshin.exchange.series.mapping import MEASURE_KEYS, PERIOD_FORMS, SEVERAL, FilesMap, MeasureDefaults
from hoshin.measures.models import Actual
from hoshin.strategy.rows import PlanRow

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "published-series.md"


def test_the_example_works(system, tmp_path):
    blocks = re.findall(r"```(\w+)\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    tables = [text for kind, text in blocks if kind == "csv"]
    mapping = next(text for kind, text in blocks if kind == "toml")
    files = {"list.csv": tables[0], "u1.csv": tables[1], "u2.csv": "TIME,OBS\n", "series.toml": mapping}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = import_series(system, tmp_path)
    assert [(a.measure.code, a.period.year, a.value) for a in Actual.objects.order_by("period")] == [
        ("U1", 2010, 50),
        ("U1", 2012, 60),
    ]
    assert result.outcomes["targets"].created == 1


def test_every_key_that_a_mapping_may_have_is_in_the_guide():
    text = GUIDE.read_text("utf-8")
    keys = {*MEASURE_KEYS, *PERIOD_FORMS, *SEVERAL}
    for table in (FilesMap, MeasureDefaults):
        keys |= set(table.__dataclass_fields__)
    keys |= set(PlanRow._fields)
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []
