"""Who holds the scores of a plan until the end of its transaction.

Whoever records values holds them from before it reads siblings. Whoever changes the structure holds that first
(`strategy.locks`), computes, and holds the scores for as long as it writes them: always in this order.
"""

from django.db import connection

from hoshin.strategy.models import Plan

_SCORES = 7105


def hold_scores(plan: Plan) -> None:
    """One writer of a plan's scores at a time: two changes under one objective both count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SCORES, plan.pk])
