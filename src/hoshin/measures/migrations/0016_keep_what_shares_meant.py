"""Units such as “% of revenue” are shares from here on: what was computed with them before goes on as it was."""

from django.db import migrations

_SHARES = (
    "^((share )?in )?(%|‰|per ?cents?|pct\\.?|prozente|pourcentages?|porcentajes?|porcentagem|percentuale|procenten|процент(ы|ов)?)"
    "([ -](points?|punkte?)| change)?( .+)?$|^.+ in (%|‰|percent|prozent)$|^.+[(\\[](%|‰|percent|per cent|prozent)[)\\]]$|^%-?anteil$"
)
_KNOWN_BEFORE = "^(%|‰|percents?|pcts?|prozent|%-(punkte|points?))$"
_KEEP = """
UPDATE measures_measure m SET ignores_scale = true
WHERE NOT m.ignores_scale AND m.unit_of_measure !~* %s AND (
    m.unit_of_measure ~* %s AND (
        m.formula <> '' OR m.aggregation = 'ratio'
        OR EXISTS (SELECT FROM measures_actual a WHERE a.measure_id = m.id AND a.value IS NOT NULL AND a.value <> 0)
       AND NOT EXISTS (SELECT FROM measures_actual a WHERE a.measure_id = m.id AND abs(a.value) > 1))
    OR m.formula <> '' AND EXISTS (
        SELECT FROM measures_measure o WHERE o.unit_of_measure !~* %s
        AND o.unit_of_measure ~* %s AND strpos(lower(m.formula), lower(o.code)) > 0))
"""


def keep_meaning(apps, schema_editor):
    schema_editor.execute(_KEEP, [_KNOWN_BEFORE, _SHARES, _KNOWN_BEFORE, _SHARES])


class Migration(migrations.Migration):
    dependencies = [("measures", "0015_look_keys_up_together")]

    operations = [migrations.RunPython(keep_meaning, migrations.RunPython.noop)]
