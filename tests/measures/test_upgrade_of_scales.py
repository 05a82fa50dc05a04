"""An upgrade keeps what numbers mean: fractions under a unit of % stay fractions."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hoshin.measures.models import Measure

pytestmark = pytest.mark.django_db
BEFORE, AFTER = ("measures", "0009_say_what_held_before"), ("measures", "0010_ignore_scales_of_before")
MEASURES = (
    # code, unit, aggregation, formula, values, target, whether it goes on without a scale
    ("FRACTION", "%", "last", "", (0.4, 0.75), 0.8, True),
    ("PERCENT", "%", "last", "", (40.0, 75.0), 80.0, False),
    ("MIXED", "%", "last", "", (0.4, 75.0), None, False),
    ("WANTED", "percent", "last", "", (0.4, 0.5), 80.0, False),
    ("ZEROS", "%", "last", "", (0.0, 0.0), None, False),
    ("RATIO", "Percentage", "ratio", "", (75.0,), None, True),
    ("MADE", "EUR", "last", "A / B", (), None, True),
    ("EUROS", "EUR", "last", "", (0.4,), None, False),
    ("REVENUE", "% of revenue", "ratio", "", (0.75,), None, True),
    ("STAFF", "per cent of staff", "last", "", (40.0, 75.0), None, False),
    ("GROWTH", "in %", "last", "", (0.4, 0.5), None, True),
    ("NEW", "%", "last", "", (), 0.5, False),
)


def migrate(to):
    MigrationExecutor(connection).migrate([to])


def test_fractions_of_before_go_on_as_they_were(system):
    latest = [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "measures"]
    migrate(BEFORE)
    state = MigrationExecutor(connection).loader.project_state([BEFORE]).apps
    old, actual, target = (state.get_model("measures", name) for name in ("Measure", "Actual", "Target"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hoshin.change', '1', true)")
    for code, unit, aggregation, formula, values, wanted, _ in MEASURES:
        made = old.objects.create(
            code=code, name=code, unit_of_measure=unit, aggregation=aggregation, formula=formula, frequency="monthly"
        )
        for month, value in enumerate(values, start=1):
            actual.objects.create(
                measure=made, period=f"2026-{month:02}-01", value=value, recorded_at="2026-06-01T00:00Z", change_id=1
            )
        if wanted is not None:
            target.objects.create(measure=made, target=wanted)
    with connection.cursor() as cursor:
        # What waits for the end of a transaction keeps a table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    migrate(AFTER)
    for key in latest:
        migrate(key)
    found = dict(Measure.objects.values_list("code", "ignores_scale"))
    assert found == {code: stays for code, *_, stays in MEASURES}
