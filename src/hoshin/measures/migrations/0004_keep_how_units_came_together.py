"""Stores what was guessed until now from parts of words, so that no score moves; where it was a guess, somebody is asked."""

from django.db import migrations
from django.db.models import Q

_WORDS = ("%", "percent", "per cent", "percentage", "share", "ratio", "index", "score", "rate", "points")
_AS_OVER_TIME = {
    "sum": "sum",
    "mean": "mean",
    "weighted_mean": "mean",
    "min": "min",
    "max": "max",
    "ratio": "ratio",
    "none": "none",
}


def store_guesses(apps, schema_editor):
    measures = apps.get_model("measures", "Measure").objects
    for aggregation, across_units in _AS_OVER_TIME.items():
        measures.filter(aggregation=aggregation).update(across_units=across_units)
    shares = Q()
    for word in _WORDS:
        shares |= Q(unit_of_measure__icontains=word)
    last = measures.filter(aggregation="last")
    last.update(across_units="sum", is_across_units_proposed=True)
    last.filter(shares).update(across_units="mean")


class Migration(migrations.Migration):
    dependencies = [("measures", "0003_add_across_units")]
    operations = [migrations.RunPython(store_guesses, migrations.RunPython.noop)]
