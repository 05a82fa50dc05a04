"""Writes commentary. What it said before stays in the trail."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.base.upserts import ids_by_code, upsert
from hoshin.commentary.models import TEXTS, Commentary
from hoshin.commentary.policies import require_may_comment
from hoshin.commentary.rows import CommentaryRow
from hoshin.commentary.validity import period_problems, text_problems
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective


def write_commentary(
    actor: Actor,
    *,
    thing: Measure | Objective,
    period: Period,
    unit: Unit | None = None,
    version: int | None = None,
    happened: str = "",
    why: str = "",
    next_steps: str = "",
) -> Commentary:
    """Say what happened to a measure or objective in a period, why, and what comes next; without a text it is taken back.

    The same again changes nothing. `version`: the one that the actor was shown (0: none stood there, None: whichever);
    Conflict where another stands there by now.
    """
    require_may_comment(actor, thing, unit)
    texts = {"happened": _tidied(happened), "why": _tidied(why), "next_steps": _tidied(next_steps)}
    if problems := [*text_problems(texts), *period_problems(period)]:
        raise Invalid(problems)
    with act(actor, "write_commentary", name=thing.name, period=str(period)) as running:
        running.say(unit=unit and unit.name, variant=None if any(texts.values()) else "taken_back")
        # Held until the end, so that two who write the first commentary of a period follow each other.
        list(type(thing)._base_manager.filter(pk=thing.pk).select_for_update(no_key=True).values_list("pk"))
        place = _place(thing, period, unit)
        row = Commentary.objects.filter(**place).first()
        signed = {"written_by": actor.name, "written_at": clock.now()}
        if row is None:
            if version:
                raise Conflict("The commentary is gone. Load it again and repeat your change.")
            if not any(texts.values()):
                raise Invalid("Say what happened, why, or what comes next.", field="happened")
            return add_row(Commentary(**place, **texts, **signed))
        if all(getattr(row, name) == text for name, text in texts.items()):
            return row
        # Who saw nothing is overtaken by whatever stands there; what was taken back is nothing again.
        shown = -1 if version == 0 and not row.is_empty else version or None
        return change_row(row, version=shown, **texts, **signed)[0]


def upsert_commentaries(actor: Actor, rows: Sequence[CommentaryRow]) -> Outcome:
    """Write many commentaries, by code; what they are about must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_commentaries", count=len(rows)):
        measures = ids_by_code(Measure, {row.measure for row in rows})
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        about = {"measure__in": measures.values(), "objective__in": objectives.values()}
        stored = [*Commentary.objects.filter(measure__in=about["measure__in"])]
        stored += Commentary.objects.filter(objective__in=about["objective__in"])
        existing = {_key(row): row for row in stored}
        wanted: list[tuple[Commentary | None, dict[str, Any]]] = []
        for row in rows:
            values = {
                "measure_id": measures.get(row.measure.casefold()),
                "objective_id": objectives.get(row.objective.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "starts_on": row.period.start,
                "frequency": row.period.frequency.value,
                "written_by": row.written_by or actor.name,
                "written_at": row.written_at or clock.now(),
                **{name: getattr(row, name) for name in TEXTS},
            }
            wanted.append((existing.get(_key(Commentary(**values))), values))
        return upsert(Commentary, wanted).outcome


def _place(thing: Measure | Objective, period: Period, unit: Unit | None) -> dict[str, Any]:
    kind = "measure" if isinstance(thing, Measure) else "objective"
    about: dict[str, Any] = {"measure": None, "objective": None, "unit": unit} | {kind: thing}
    return about | {"starts_on": period.start, "frequency": period.frequency.value}


def _key(row: Commentary) -> tuple[Any, ...]:
    return row.measure_id, row.objective_id, row.unit_id, row.starts_on, row.frequency


def _tidied(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
