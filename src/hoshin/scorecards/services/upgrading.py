"""Finds scores again when an upgrade brought other rules, so that what is stored is what would be found."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.migrations import Migration

from hoshin.scorecards.services.full_pass import rescore_plan
from hoshin.strategy.models import Plan

# Migrations of this app that changed by which rules scores are found.
NEW_RULES = frozenset({"0005_find_scores_by_new_rules"})


def find_scores_after(plan: Sequence[tuple[Migration, bool]] = (), **_: Any) -> None:
    """After migrating, find the scores of every plan again where the rules changed. Official scores stay."""
    if any(step.app_label == "scorecards" and step.name in NEW_RULES and not back for step, back in plan):
        for one in Plan.objects.order_by("pk"):
            # A migration's own transaction is over by now.
            with transaction.atomic():
                rescore_plan(one)
