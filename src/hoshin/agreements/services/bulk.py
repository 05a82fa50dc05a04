"""Many agreements at once: what an import calls."""

import json
from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.agreements.models import GoalAgreement
from hoshin.agreements.rows import AgreementRow
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, upsert
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.services.bulk import require_known


def upsert_agreements(actor: Actor, rows: Sequence[AgreementRow], *, is_checked: bool = False) -> Outcome:
    """Bring agreements in by the codes of their goals and when they were made; goals and people must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_agreements", count=len(rows)):
        objectives = by_code(Objective, {row.objective for row in rows})
        ids = {employee for row in rows for employee in (row.owner, row.counterpart)}
        people = by_code(Person, ids, column="employee_id")
        require_known("objective", [row.objective for row in rows], objectives)
        require_known("owner", [row.owner for row in rows], people)
        require_known("counterpart", [row.counterpart for row in rows], people)
        known = GoalAgreement.objects.filter(objective__in=[one.pk for one in objectives.values()])
        existing = {(row.objective_id, row.agreed_at): row for row in known}
        wanted: list[tuple[GoalAgreement | None, dict[str, Any]]] = []
        for row in rows:
            objective = objectives[row.objective.casefold()].pk
            values = {
                "objective_id": objective,
                "agreed_at": row.agreed_at,
                "owner_id": people[row.owner.casefold()].pk,
                "counterpart_id": people[row.counterpart.casefold()].pk,
                "terms": json.loads(row.terms),
            }
            wanted.append((existing.get((objective, row.agreed_at)), values))
        return upsert(GoalAgreement, wanted, is_checked=is_checked).outcome
