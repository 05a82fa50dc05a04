"""How corrective actions and accepted deviations stand in the audit trail."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.actions.models import AcceptedDeviation, ActionFile, CorrectiveAction
from hoshin.actions.policies import (
    ActionRight,
    action_files_visible_to,
    actions_visible_to,
    deviations_visible_to,
    may_accept,
    may_change_action,
)
from hoshin.audit.models import Change, Entry
from hoshin.audit.tracked import Tracked


def _undone_by(
    visible_to: Callable[[Actor], QuerySet[Any]], may_write: Callable[[Actor, Any], bool], path: str = ""
) -> Callable[[Actor, Sequence[Change]], set[int]]:
    """One's own changes, where one may still write; of others, for the office where it sees the trail."""

    def undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
        found = {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
        if actor.has(ActionRight.ACT_ANY):
            return found
        seen = visible_to(actor).select_related(*(f"{path}{name}" for name in ("measure", "objective", "unit")))
        entries = Entry.objects.filter(table=seen.model._meta.db_table, change__in=found)
        touched = list(entries.values_list("change_id", "row"))
        rows = seen.in_bulk({row for _change, row in touched})
        theirs = {pk for pk, row in rows.items() if may_write(actor, row)}
        return found - {change for change, row in touched if row not in theirs}

    return undone_by


def _may_accept(actor: Actor, deviation: AcceptedDeviation) -> bool:
    return may_accept(actor, deviation.thing, deviation.unit)


TRACKED = (
    Tracked(
        model=CorrectiveAction,
        label=_("Corrective action"),
        named_by=("code", "name"),
        page="action",
        page_by="code",
        seen_by=actions_visible_to,
        undone_by=_undone_by(actions_visible_to, may_change_action),
    ),
    Tracked(
        model=AcceptedDeviation,
        label=_("Accepted deviation"),
        named_by=("measure__code", "objective__code", "unit__code", "starts_on"),
        seen_by=deviations_visible_to,
        undone_by=_undone_by(deviations_visible_to, _may_accept),
    ),
    Tracked(
        model=ActionFile,
        label=_("File on a corrective action"),
        named_by=("action__code", "title"),
        page="action",
        page_by="action__code",
        seen_by=action_files_visible_to,
        undone_by=_undone_by(
            action_files_visible_to, lambda actor, row: may_change_action(actor, row.action), "action__"
        ),
    ),
)
