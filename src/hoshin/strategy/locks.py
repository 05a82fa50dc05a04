"""Who holds the structure of a plan until the end of their transaction: what counts for what, and what follows from it.

One at a time brings in line with it what the apps above keep: the score graph, how units stand, shares of people's weight.
Whoever holds scores as well (`scorecards.services.locks`) holds them after the structure.
"""

from django.db import connection

from hoshin.strategy.models import Plan

_STRUCTURE = 7106


def hold_structure(plan: Plan) -> None:
    """One at a time brings what follows from the structure of a plan in line with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_STRUCTURE, plan.pk])


def hold_plans() -> None:
    """Hold the structure of all plans that there are: nobody else's change of one is committed from here on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, plan.id::int) FROM (SELECT id FROM strategy_plan ORDER BY id) plan",
            [_STRUCTURE],
        )
