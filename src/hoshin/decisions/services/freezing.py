"""Freezes what is known when a decision is taken: how things stand, and all that these scores rest on."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.periods import Period
from hoshin.decisions.evidence import digest_of
from hoshin.decisions.models import SUBJECTS, DecidedThing, Decision, DecisionEvidence, kind_of
from hoshin.initiatives.models import Initiative, Milestone
from hoshin.initiatives.selectors import standing_of
from hoshin.measures.models import Actual, Measure
from hoshin.risks.models import Risk
from hoshin.scorecards.assembly.frozen import canonical, frozen
from hoshin.scorecards.models import Node, Score
from hoshin.signals.sentences import kept_facts
from hoshin.strategy.models import Plan

FORMAT = 1
MOST_VALUES = 24


def freeze(decision: Decision, instant: datetime) -> DecisionEvidence:
    """The evidence of a decision at an instant, not saved yet: each thing it is about as it stands, in its first plan."""
    things = [subject.thing for subject in decision.subjects.select_related(*SUBJECTS)]
    if decision.effect_on is not None and decision.effect_on not in things:
        things.append(decision.effect_on)
    standing = [_standing(thing, instant.date()) for thing in things]
    by_plan: dict[tuple[int, Any], list[Node]] = defaultdict(list)
    for _said, node, score in standing:
        if node is not None and score is not None:
            by_plan[node.plan_id, score.period].append(node)
    content = {
        "format": FORMAT,
        "signal": kept_facts(decision.signal) if decision.signal else None,
        "decision": decision.code,
        "frozen_at": instant.isoformat(),
        "things": [said for said, _node, _score in standing],
        "scores": [_held(nodes, start) for (_plan, start), nodes in sorted(by_plan.items(), key=lambda one: one[0])],
    }
    text = canonical(content)
    return DecisionEvidence(decision=decision, frozen_at=instant, content=text, digest=digest_of(text))


def renew_digests(actor: Actor, *, evidence: Collection[int]) -> None:
    """Have evidence known by its text as it is now, where a person was erased from it. Denied."""
    require(actor, Right.MANAGE_USERS)
    for row in DecisionEvidence.objects.filter(pk__in=evidence):
        DecisionEvidence.objects.filter(pk=row.pk).update(digest=digest_of(row.content))


def _standing(thing: DecidedThing, day: date) -> tuple[dict[str, Any], Node | None, Score | None]:
    kind = kind_of(thing)
    if isinstance(thing, Initiative):
        return _progress(thing), None, None
    if isinstance(thing, Risk):
        return _level(thing), None, None
    nodes = Node.objects.filter(kind=kind, unit=None, is_active=True, **{kind: thing}).select_related("plan")
    node = nodes.order_by("plan__position", "plan_id").first()
    scored = Score.objects.filter(node=node, score__isnull=False, period__lte=day) if node else Score.objects.none()
    score = scored.order_by("-period").first()
    period = Period(node.plan.period_frequency, score.period) if node and score else None
    said = {
        "kind": kind,
        "row": thing.pk,
        "code": thing.code,
        "name": thing.name,
        "plan": node.plan.code if node else "",
        "period": str(period) if period else None,
        "score": score.score if score else None,
        "value": score.value if score else None,
        "target": score.target if score else None,
        "unit_of_measure": thing.unit_of_measure if isinstance(thing, Measure) else "",
        "values": _recorded(thing, day) if isinstance(thing, Measure) else [],
    }
    return said, node, score


def _progress(initiative: Initiative) -> dict[str, Any]:
    """How far an initiative is, with the milestones that say so. It has no score of its own."""
    done = standing_of(initiative).progress
    names = ("completion", "weight", "is_cancelled")
    steps = Milestone.objects.filter(initiative=initiative).order_by("pk").values_list(*names)
    return {
        "kind": "initiative",
        "row": initiative.pk,
        "code": initiative.code,
        "name": initiative.name,
        "plan": "",
        "period": None,
        "score": None,
        "value": None if done is None else 100 * done,
        "target": None,
        "unit_of_measure": "%",
        "values": [],
        "rests_on": {"steps": [list(step) for step in steps]},
    }


def _level(risk: Risk) -> dict[str, Any]:
    """At which level a risk stands after controls, with the appetite of its category as what is wanted."""
    return {
        "kind": "risk",
        "row": risk.pk,
        "code": risk.code,
        "name": risk.name,
        "plan": "",
        "period": None,
        "score": None,
        "value": risk.level,
        "target": risk.category.appetite if risk.category else None,
        "unit_of_measure": "",
        "values": [],
        "rests_on": {name: getattr(risk, name) for name in ("likelihood", "impact")},
    }


def _recorded(measure: Measure, day: date) -> list[dict[str, Any]]:
    """The last values as they were recorded, each with when it became known."""
    known = Actual.objects.filter(measure=measure, unit=None, superseded_at=None, period__lte=day)
    rows: Iterable[Actual] = known.order_by("-period")[:MOST_VALUES]
    return [
        {
            "period": str(Period(measure.period_frequency, row.period)),
            "value": row.value,
            "recorded_at": row.recorded_at.isoformat(),
        }
        for row in rows
    ]


def _held(nodes: list[Node], start: Any) -> dict[str, Any]:
    plan: Plan = nodes[0].plan
    period = Period(plan.period_frequency, start)
    names = ("score", "value", "target")
    stored = {row.node_id: row for row in Score.objects.filter(node__in=nodes, period=start)}
    stated = [
        {
            "node": node.pk,
            "kind": node.kind,
            "code": node.thing.code,
            **{name: getattr(stored[node.pk], name) for name in names},
        }
        for node in nodes
    ]
    return {"plan": plan.code, "stated": stated, "inputs": frozen(plan, [node.pk for node in nodes], period)}
