"""What a 1:1 is to talk about of measures: values of somebody's that are new since the last one."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.amounts import value_text
from hoshin.base.periods import Period
from hoshin.base.wordings import period_in_words, wording
from hoshin.measures.models import Actual
from hoshin.measures.policies import actuals_visible_to
from hoshin.org.agenda import AgendaLine, AgendaSource
from hoshin.org.models import Person

_MOST = 50


def _new_values(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    """Of each measure that they own or supply the latest value that was recorded since, of the whole. One query."""
    theirs = Q(measure__owner=person) | Q(measure__supplier=person)
    rows = actuals_visible_to(actor).filter(theirs, recorded_at__gte=since, superseded_at=None, unit=None)
    rows = rows.exclude(value=None, numerator=None, denominator=None).select_related("measure")
    latest: dict[int, Actual] = {}
    for row in rows.order_by("-period", "measure__code")[: 4 * _MOST]:
        latest.setdefault(row.measure_id, row)
    return [_line(row) for row in list(latest.values())[:_MOST]]


def _line(row: Actual) -> AgendaLine:
    measure = row.measure
    value = row.value if row.value is not None or not row.denominator else (row.numerator or 0.0) / row.denominator
    facts = {
        "measure": measure.name,
        "value": value_text(value, measure.unit_of_measure, measure.decimals),
        "period": str(Period(measure.period_frequency, row.period)),
        **({"note": row.note} if row.note else {}),
    }
    return AgendaLine(facts, (measure.code,))


NEW_VALUES = AgendaSource(
    "new_values",
    _("New values"),
    wording(
        "new_values",
        _("%(measure)s: %(value)s for %(period)s. %(note)s"),
        _("%(measure)s: %(value)s for %(period)s"),
        period=period_in_words,
    ),
    "measure",
    _new_values,
    order=30,
)
AGENDA = (NEW_VALUES,)
