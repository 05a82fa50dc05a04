"""Finds decisions: lists of them, those about a thing, one by its code."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.words import begins_with, codes_near
from hoshin.decisions.evidence import things_of
from hoshin.decisions.models import SUBJECTS, DecidedThing, Decision, DecisionEvidence, DecisionState, kind_of
from hoshin.decisions.policies import decisions_visible_to, evidence_visible_to
from hoshin.org.relations import is_self
from hoshin.signals.models import Signal

SHOWN = ("all", "open", "taken", "to_review", "reviewed", "mine")
SORTS = {"taken": "decided_on", "review": "review_on", "question": "question", "decider": "decider__name"}
SUBJECTS_FETCHED = tuple(f"subjects__{kind}" for kind in SUBJECTS)
_OF_SIGNAL = tuple(f"signal__{name}" for name in ("measure", "objective", "unit", "plan", "watch_rule"))
_MOST_ON_A_THING = 20


@dataclass(frozen=True, slots=True)
class DecisionWish:
    """What a list of decisions should hold; a minus sorts down."""

    text: str = ""
    shown: str = "all"
    sort: str = "-taken"


def decisions_listed(actor: Actor, wish: DecisionWish) -> QuerySet[Decision]:
    """The decisions wished for, as far as the actor may read them."""
    rows = decisions_visible_to(actor).filter(_is_shown(actor, wish.shown))
    if wish.text.strip():
        text = wish.text
        about = reduce(or_, (begins_with(text, of=f"subjects__{kind}__") for kind in SUBJECTS))
        said = begins_with(text, names="question") | begins_with(text, names="reasons", codes=())
        rows = rows.filter(pk__in=decisions_visible_to(actor).filter(said | about).values("pk"))
    key = SORTS.get(wish.sort.lstrip("-"), "decided_on")
    column = Upper(key) if key in ("question", "decider__name") else F(key)
    # What is still to be decided stands before all that was.
    order = column.desc(nulls_first=True) if wish.sort.startswith("-") else column.asc(nulls_last=True)
    return rows.select_related("decider", "effect_on", "review").prefetch_related("options").order_by(order, "-pk")


def decision_by_code(actor: Actor, code: str) -> Decision:
    """The decision of that code, without regard to case. NotFound, with codes that look like it."""
    rows = decisions_visible_to(actor)
    found = rows.filter(code__iexact=code.strip()).select_related("decider", "effect_on", "review", *_OF_SIGNAL)
    row = found.prefetch_related("options", *SUBJECTS_FETCHED).first()
    if row is None:
        raise NotFound("decision", code, known=codes_near(rows, code))
    return row


def decisions_about(actor: Actor, thing: DecidedThing) -> list[Decision]:
    """Decisions about a thing or expected to act on it, the latest first."""
    kind = kind_of(thing)
    about = Q(**{f"subjects__{kind}": thing}) | (Q(effect_on=thing) if kind == "measure" else Q())
    seen = decisions_visible_to(actor)
    rows = seen.filter(pk__in=seen.filter(about).values("pk"))
    return list(rows.select_related("decider", "review").prefetch_related("options").order_by("-pk")[:_MOST_ON_A_THING])


def evidence_of(actor: Actor, decision: Decision) -> DecisionEvidence | None:
    """What was known when it was taken last; None of what was not taken, or came by a file."""
    return evidence_visible_to(actor).filter(decision=decision).first()


def gone_since(decision: Decision, evidence: DecisionEvidence) -> set[tuple[str, str]]:
    """Kind and code of what the decision was taken on and is removed since. The decision is read with its subjects."""
    there = [subject.thing for subject in decision.subjects.all()]
    there += [decision.effect_on] if decision.effect_on else []
    known = {(kind_of(thing), key) for thing in there for key in (thing.pk, thing.code)}
    things = things_of(evidence)
    return {(one.kind, one.code) for one in things if (one.kind, one.row or one.code) not in known}


def decisions_raised_by(actor: Actor, signal: Signal) -> list[Decision]:
    """Decisions that a signal raised, the latest first."""
    rows = decisions_visible_to(actor).filter(signal=signal).select_related("decider", "review")
    return list(rows.prefetch_related("options").order_by("-pk")[:_MOST_ON_A_THING])


def _is_shown(actor: Actor, shown: str) -> Q:
    return {
        "open": Q(state=DecisionState.OPEN),
        "taken": Q(state=DecisionState.TAKEN),
        "to_review": Q(state=DecisionState.TAKEN, review_on__lte=clock.today()),
        "reviewed": Q(state=DecisionState.REVIEWED),
        "mine": is_self(actor, "decider"),
    }.get(shown, Q())
