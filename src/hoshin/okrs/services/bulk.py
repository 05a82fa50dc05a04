"""Many cycles and commitments at once, by code: what an import calls."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, upsert
from hoshin.okrs.events import CommitmentsWritten
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.okrs.rows import CommitmentRow, CycleResultRow, CycleRow
from hoshin.strategy.models import Objective
from hoshin.strategy.services.bulk import require_known


def upsert_cycles(actor: Actor, rows: Sequence[CycleRow], *, is_checked: bool = False) -> Outcome:
    """Create or change cycles by code."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_cycles", count=len(rows)):
        existing = by_code(Cycle, [row.code for row in rows])
        wanted: list[tuple[Cycle | None, dict[str, Any]]] = []
        for row in rows:
            known, values = existing.get(row.code.casefold()), row._asdict()
            if known is not None:
                del values["code"]
            wanted.append((known, values))
        return upsert(Cycle, wanted, is_checked=is_checked).outcome


def upsert_commitments(actor: Actor, rows: Sequence[CommitmentRow], *, is_checked: bool = False) -> Outcome:
    """Take objectives on by code, in cycles that must exist. What each counts for stands with the objectives."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_commitments", count=len(rows)):
        objectives = by_code(Objective, {row.objective for row in rows})
        cycles = by_code(Cycle, {row.cycle for row in rows if row.cycle})
        require_known("objective", [row.objective for row in rows], objectives)
        require_known("cycle", [row.cycle for row in rows if row.cycle], cycles)
        existing = {row.objective_id: row for row in Commitment.objects.filter(objective__in=objectives.values())}
        wanted: list[tuple[Commitment | None, dict[str, Any]]] = []
        for row in rows:
            objective = objectives[row.objective.casefold()].pk
            cycle = cycles[row.cycle.casefold()].pk if row.cycle else None
            values = {
                "objective_id": objective,
                "cycle_id": cycle,
                "is_draft": row.draft,
                "ambition": row.ambition,
                "archived_on": row.archived_on,
                "agreed": row.agreed,
            }
            wanted.append((existing.get(objective), values))
        done = upsert(Commitment, wanted, is_checked=is_checked)
        if done.touched:
            publish(CommitmentsWritten(frozenset(row.objective_id for row in done.touched)))
        return done.outcome


def upsert_cycle_results(actor: Actor, rows: Sequence[CycleResultRow], *, is_checked: bool = False) -> Outcome:
    """Keep how goals stood when their cycles were closed elsewhere, by codes that must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_cycle_results", count=len(rows)):
        objectives, cycles = (
            by_code(Objective, {row.objective for row in rows}),
            by_code(Cycle, {row.cycle for row in rows}),
        )
        require_known("objective", [row.objective for row in rows], objectives)
        require_known("cycle", [row.cycle for row in rows], cycles)
        stored = CycleResult.objects.filter(cycle__in=cycles.values(), objective__in=objectives.values())
        existing = {(row.cycle_id, row.objective_id): row for row in stored}
        wanted: list[tuple[CycleResult | None, dict[str, Any]]] = []
        for row in rows:
            key = (cycles[row.cycle.casefold()].pk, objectives[row.objective.casefold()].pk)
            values = {"decision": row.decision, "score": row.score, "grade": row.grade}
            wanted.append((existing.get(key), {"cycle_id": key[0], "objective_id": key[1], **values}))
        return upsert(CycleResult, wanted, is_checked=is_checked).outcome
