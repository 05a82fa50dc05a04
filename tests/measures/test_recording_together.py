"""Sixteen people record at once: nothing is lost, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from tests.patience import PATIENCE

from hoshin.accounts.access import Actor
from hoshin.measures.models import Actual, Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import define_measure, record_actual, record_actuals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_sixteen_writers_of_few_measures():
    actor = Actor.system()
    measures = [define_measure(actor, code=f"M{n}", name="m", frequency="annual") for n in range(4)]

    def write(writer):
        try:
            for step in range(6):
                measure = measures[(writer + step) % 4]
                record_actual(actor, measure=measure, period="2026", value=float(100 * writer + step))
                shuffled = [measures[(writer - n) % 4] for n in range(4)]
                rows = [
                    ActualRow(m.pk, None, date(2030 + n, 1, 1), value=float(writer)) for m in shuffled for n in range(3)
                ]
                record_actuals(actor, rows)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16), timeout=PATIENCE))
    singles = Actual.objects.filter(period="2026-01-01")
    assert singles.count() == 16 * 6
    current = Actual.objects.filter(superseded_at=None)
    assert current.count() == 4 * 4
    assert Measure.objects.filter(actuals__superseded_at=None).distinct().count() == 4
