"""Many rows of feedback and recognition at once, by their codes: what an import calls.

Nobody brings in what they may not read, nor rewrites what somebody else said.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.base.wordings import Said
from hoshin.feedback.models import Feedback, Recognition
from hoshin.feedback.policies import feedback_visible_to, require_person
from hoshin.feedback.rows import FeedbackRow, RecognitionRow
from hoshin.org.models import Person
from hoshin.strategy.models import Objective


def upsert_feedback(actor: Actor, rows: Sequence[FeedbackRow]) -> Outcome:
    """Bring in feedback that the actor gave, received or was shown; of what is there they change what they wrote alone."""
    require(actor, Right.IMPORT)
    own = require_person(actor)
    with act(actor, "upsert_feedback", count=len(rows)):
        people = _people(name for row in rows for name in (row.giver, row.receiver, row.shown_to))
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        existing = by_code(Feedback, [row.code for row in rows])
        seen = set(feedback_visible_to(actor).filter(pk__in=[row.pk for row in existing.values()]).values_list("pk"))
        wanted: list[tuple[Feedback | None, dict[str, Any]]] = []
        for row in rows:
            known, giver = existing.get(row.code.casefold()), people.get(row.giver.casefold())
            values = {
                "giver_id": giver,
                "receiver_id": people.get(row.receiver.casefold()),
                "shown_to_id": people.get(row.shown_to.casefold()),
                "objective_id": objectives.get(row.objective.casefold()),
                "text": row.text,
                "value": row.value,
                "skill": row.skill,
                "given_at": row.given_at,
            }
            readers = {giver} if row.given_at is None else {giver, values["receiver_id"], values["shown_to_id"]}
            if own.pk not in readers or (known is not None and (known.pk,) not in seen):
                raise Invalid(Said("Feedback %(code)s is not yours to bring in.", code=row.code), field="code")
            _require_own_words(known, own, row.code)
            wanted.append((known, values if known else {"code": row.code, **values}))
        return upsert(Feedback, wanted).outcome


def upsert_recognitions(actor: Actor, rows: Sequence[RecognitionRow]) -> Outcome:
    """Bring in recognition; of what is there the actor changes what they wrote alone."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_recognitions", count=len(rows)):
        people = _people(name for row in rows for name in (row.giver, row.person))
        existing = by_code(Recognition, [row.code for row in rows])
        own = Person.objects.filter(user=actor.own_pk).first()
        wanted: list[tuple[Recognition | None, dict[str, Any]]] = []
        for row in rows:
            known = existing.get(row.code.casefold())
            values = {
                "giver_id": people.get(row.giver.casefold()),
                "person_id": people.get(row.person.casefold()),
                "text": row.text,
                "value": row.value,
                "given_at": row.given_at or clock.now(),
            }
            _require_own_words(known, own, row.code)
            wanted.append((known, values if known else {"code": row.code, **values}))
        return upsert(Recognition, wanted).outcome


def _people(names: Iterable[str]) -> Mapping[str, int]:
    return ids_by_code(Person, set(names), column="employee_id")


def _require_own_words(known: Feedback | Recognition | None, own: Person | None, code: str) -> None:
    """Rows that change nothing never come here."""
    if known is not None and (own is None or known.giver_id != own.pk):
        raise Invalid(Said("Somebody else wrote %(code)s: its words stay as they are.", code=code), field="text")
