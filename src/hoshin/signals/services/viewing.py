"""Counts how often pages are opened, for whoever keeps the figures alive: a number a day, with nobody in it."""

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.measures.models import Measure
from hoshin.strategy.models import Objective

_COUNT = """
INSERT INTO signals_viewcount (measure_id, objective_id, day, count) VALUES (%(measure)s, %(objective)s, %(day)s, 1)
ON CONFLICT ON CONSTRAINT view_count_once DO UPDATE SET count = signals_viewcount.count + 1
"""


def count_view(actor: Actor, *, thing: Measure | Objective) -> None:
    """Count that somebody other than its owner opened the page of a measure or an objective. Not an act: nobody did it."""
    owner = thing.owner
    if actor.user_id is None or (owner is not None and owner.user_id == actor.user_id):
        return
    kind = "measure" if isinstance(thing, Measure) else "objective"
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"measure": None, "objective": None, "day": clock.today()} | {kind: thing.pk})
