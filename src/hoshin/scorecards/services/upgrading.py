"""Finds scores again when an upgrade brought other rules, so that what is stored is what would be found."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.migrations import Migration

from hoshin.scorecards.services.full_pass import rescore_plan
from hoshin.strategy.models import Plan

# Migrations of this app that changed by which rules scores are found.
NEW_RULES = frozenset({"0005_find_scores_by_new_rules", "0009_find_scores_of_ratios_again"})


def find_scores_after(plan: Sequence[tuple[Migration, bool]] = (), **_: Any) -> None:
    """After migrating, find the scores of every plan again where the rules changed. Official scores stay."""
    if any(step.app_label == "scorecards" and step.name in NEW_RULES and not back for step, back in plan):
        find_all_scores()


def find_all_scores() -> int:
    """Find the scores of every plan again, each in a transaction of its own; returns how many rows were others. Official
    scores stay."""
    changed = 0
    for one in Plan.objects.order_by("pk"):
        # A migration's own transaction is over by now.
        with transaction.atomic():
            changed += rescore_plan(one)
    return changed
