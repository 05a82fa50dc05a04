"""Many decisions at once, by codes: what an import calls. Nothing is frozen: what was known then is not known now."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.decisions.models import Decision, DecisionOption, DecisionReview, DecisionState, DecisionSubject
from hoshin.decisions.rows import DecisionRow
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.risks.models import Risk
from hoshin.strategy.models import Objective

_AS_THEY_ARE = ("code", "question", "context", "visibility", "decided_on", "review_on", "reasons", "dissent",
                "is_reversible", "confidence", "expected_low", "expected", "expected_high")  # fmt: skip
NOTHING_LAST = 32_000


def upsert_decisions(actor: Actor, rows: Sequence[DecisionRow]) -> Outcome:
    """Keep decisions by their codes, with their options, what they are about and what came of them."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_decisions", count=len(rows)):
        measures = ids_by_code(Measure, {code for row in rows for code in (*row.measures, row.effect_on)})
        objectives = ids_by_code(Objective, {code for row in rows for code in row.objectives})
        initiatives = ids_by_code(Initiative, {code for row in rows for code in row.initiatives})
        risks = ids_by_code(Risk, {code for row in rows for code in row.risks})
        people = ids_by_code(Person, {row.decider for row in rows}, column="employee_id")
        known = by_code(Decision, {row.code for row in rows})
        wanted: list[tuple[Decision | None, dict[str, Any]]] = []
        for row in rows:
            values = {name: getattr(row, name) for name in _AS_THEY_ARE} | {
                "state": state_of(row),
                "decider_id": people.get(row.decider.casefold()),
                "effect_on_id": measures.get(row.effect_on.casefold()),
                "effect_start": row.effect_in.start if row.effect_in else None,
                "effect_frequency": row.effect_in.frequency.value if row.effect_in else "",
            }
            wanted.append((known.get(row.code.casefold()), values))
        outcome = upsert(Decision, wanted).outcome
        stored = by_code(Decision, {row.code for row in rows})
        for row in rows:
            decision = stored[row.code.casefold()]
            _keep_options(decision, row)
            about = {(kind, known[code.casefold()]) for kind, known, codes in (
                ("objective", objectives, row.objectives),
                ("measure", measures, row.measures),
                ("initiative", initiatives, row.initiatives),
                ("risk", risks, row.risks),
            ) for code in codes}  # fmt: skip
            _keep_subjects(decision, about)
            _keep_review(decision, row)
        return outcome


def state_of(row: DecisionRow) -> str:
    """How far a decision is, by what a row says."""
    if row.reviewed_on is not None:
        return DecisionState.REVIEWED
    return DecisionState.TAKEN if row.decided_on is not None else DecisionState.OPEN


def _keep_options(decision: Decision, row: DecisionRow) -> None:
    known = {option.name: option for option in decision.options.all()}
    nothing = next((option for option in known.values() if option.is_nothing), None)
    if nothing is None:
        nothing = DecisionOption.objects.create(
            decision=decision, name=_("Do nothing"), is_nothing=True, position=NOTHING_LAST
        )
    for name in known.keys() - {*row.options, nothing.name}:
        known[name].delete()
    chosen = nothing.name if row.chosen == "-" else row.chosen
    decision.options.filter(is_chosen=True).exclude(name=chosen).update(is_chosen=False)
    for place, name in enumerate(row.options):
        option = known.get(name) or DecisionOption.objects.create(decision=decision, name=name, position=place)
        if option.position != place:
            decision.options.filter(pk=option.pk).update(position=place)
    decision.options.filter(name=chosen, is_chosen=False).update(is_chosen=True)


def _keep_subjects(decision: Decision, wanted: set[tuple[str, int]]) -> None:
    """Keep that a decision is about these, by their kinds and numbers."""
    known = {(subject.kind, getattr(subject, f"{subject.kind}_id")): subject for subject in decision.subjects.all()}
    for key in known.keys() - wanted:
        known[key].delete()
    for kind, pk in sorted(wanted - known.keys()):
        DecisionSubject.objects.create(decision=decision, **{f"{kind}_id": pk})


def _keep_review(decision: Decision, row: DecisionRow) -> None:
    if row.reviewed_on is None:
        DecisionReview.objects.filter(decision=decision).delete()
        return
    said = {
        "reviewed_on": row.reviewed_on,
        "reviewed_by": row.reviewed_by,
        "is_process_good": row.process == "good",
        "is_outcome_good": row.outcome == "good",
        "why": row.why,
        "next_steps": row.next_steps,
        "realised": row.realised,
    }
    review = DecisionReview.objects.filter(decision=decision).first()
    if review is None:
        DecisionReview.objects.create(decision=decision, **said)
    elif any(getattr(review, name) != value for name, value in said.items()):
        DecisionReview.objects.filter(pk=review.pk).update(**said)
