"""Who holds what of a plan until the end of its transaction.

Two locks, always in this order. *Structure*: what counts for what, how measures are scored, how units stand. *Scores*: the
rows of scores. Whoever records values holds the scores alone, from before it reads siblings; whoever changes the structure
holds it from then on, computes, and holds the scores for as long as it writes them.
"""

from django.db import connection

from hoshin.strategy.models import Plan

_SCORES, _STRUCTURE = 7105, 7106


def hold_scores(plan: Plan) -> None:
    """One writer of a plan's scores at a time: two changes under one objective both count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SCORES, plan.pk])


def hold_structure(plan: Plan) -> None:
    """One at a time brings the score graph of a plan in line with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_STRUCTURE, plan.pk])


def hold_plans() -> None:
    """Hold the structure of all plans that there are: nobody else's change of one is committed from here on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, plan.id::int) FROM (SELECT id FROM strategy_plan ORDER BY id) plan",
            [_STRUCTURE],
        )
