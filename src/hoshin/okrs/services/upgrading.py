"""Adds up what goals serve once an upgrade brought the tables for it, or adds it up in another way."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.migrations import Migration

from hoshin.okrs.services.lining_up import line_up
from hoshin.okrs.services.loads import count_all_goals
from hoshin.strategy.models import Plan

# Migrations of this app after which everything is added up again.
NEW_SUMS = frozenset({"0005_keep_what_lines_up", "0006_count_goals"})


def line_up_after(plan: Sequence[tuple[Migration, bool]] = (), **_: Any) -> None:
    """After migrating, add up every plan again where that is needed."""
    if any(step.app_label == "okrs" and step.name in NEW_SUMS and not back for step, back in plan):
        for one in Plan.objects.order_by("pk"):
            with transaction.atomic():
                line_up(one)
        with transaction.atomic():
            count_all_goals()
