"""What was not valid by date until now held in the past as it holds today, so that no score moves."""

from django.db import migrations

_NAMES = ("window", "window_length", "missing", "roll_up", "trajectory", "starts_on", "due_on", "natural_limit")
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_AS_NOW = (
    f"UPDATE measures_pastdefinition p SET ({_COLUMNS}) = "  # noqa: S608 – nothing but constants
    f"(SELECT {_COLUMNS} FROM measures_measure m WHERE m.id = p.measure_id)"
)


class Migration(migrations.Migration):
    dependencies = [("measures", "0008_date_more_of_definitions")]
    operations = [migrations.RunSQL(_AS_NOW, migrations.RunSQL.noop)]
