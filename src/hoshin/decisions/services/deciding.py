"""A question is put with its options, and decided: what was known then is frozen with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.decisions.models import (
    SUBJECTS,
    DecidedThing,
    Decision,
    DecisionOption,
    DecisionState,
    DecisionSubject,
    kind_of,
)
from hoshin.decisions.notices import GIVEN
from hoshin.decisions.policies import may_raise_decision, require_may_change, require_may_put
from hoshin.decisions.services.freezing import freeze
from hoshin.decisions.validity import decision_problems, option_problems, taking_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.signals.models import Signal

# What may still be said of a decision once it was taken; all else is what was known then.
AFTERWARDS = frozenset({"dissent", "review_on", "visibility"})


def put_question(
    actor: Actor,
    *,
    question: str,
    options: Sequence[str],
    about: Sequence[DecidedThing] = (),
    decider: Person | None = None,
    signal: Signal | None = None,
    **said: Any,
) -> Decision:
    """Put a question with its options; to do nothing is always one of them. `said`: its other fields by name.

    `signal`: what raised it, which is kept with it when it is taken. Invalid names what does not fit.
    """
    require_may_put(actor)
    values = _tidied(said) | {"question": tidied(question), "decider": decider, "signal": signal}
    whole = values | {"effect_in": values.get("effect_start")}
    problems = [*decision_problems(whole), *option_problems(options)]
    if signal is not None and not may_raise_decision(signal):
        problems.append(
            Problem(
                "A signal about a person raises no decision that others read.",
                field="signal",
                value=str(signal.pk),
                remedy="Put the question without it.",
            )
        )
    if problems:
        raise Invalid(problems)
    with act(actor, "put_question", question=values["question"]) as running:
        code = free_code(Decision.objects.all(), "D-1")
        running.say(code=code)
        row = add_row(Decision(code=code, **values))
        _set_options(row, options)
        _set_subjects(row, about)
        _tell_decider(actor, row)
    return row


def change_decision(
    actor: Actor,
    *,
    decision: Decision,
    version: int | None = None,
    options: Sequence[str] | None = None,
    about: Sequence[DecidedThing] | None = None,
    **said: Any,
) -> Decision:
    """Change what is said of a decision; of one that was taken its dissent, its next look and who reads it alone.

    Conflict: somebody changed it meanwhile.
    """
    require_may_change(actor, decision)
    values = _tidied(said)
    changed = {name for name, value in values.items() if getattr(decision, name) != value}
    if decision.state != DecisionState.OPEN and (changed - AFTERWARDS or options is not None or about is not None):
        raise Invalid(
            Said("%(code)s was taken: what it was taken on stays as it was.", code=decision.code),
            remedy="Take it back first, or put a new question.",
        )
    problems = [
        *decision_problems(_whole(decision, values)),
        *(option_problems(options) if options is not None else ()),
    ]
    if problems:
        raise Invalid(problems)
    with act(actor, "change_decision", code=decision.code):
        before = decision.decider_id
        row = change_row(decision, version=version, **values)[0]
        if options is not None:
            _set_options(row, options)
        if about is not None:
            _set_subjects(row, about)
        if row.decider_id != before:
            _tell_decider(actor, row)
    return row


def take_decision(
    actor: Actor,
    *,
    decision: Decision,
    option: DecisionOption,
    review_on: date | None,
    decided_on: date | None = None,
    version: int | None = None,
    **said: Any,
) -> Decision:
    """Choose an option. What is known now of all that the decision is about is frozen with it.

    It was taken today unless an earlier day is said; the evidence is that of now either way.
    """
    require_may_change(actor, decision)
    values = _tidied(said) | {"decided_on": decided_on or clock.today(), "review_on": review_on}
    problems = taking_problems(_whole(decision, values))
    if option.decision_id != decision.pk:
        problems.append(Problem("This option belongs to another decision.", field="option"))
    if decision.decider is None:
        problems.append(
            Problem("Nobody decides it.", field="decider", remedy="Name the one person who answers for it.")
        )
    if problems:
        raise Invalid(problems)
    with act(actor, "take_decision", code=decision.code, option=option.name):
        if locked_row(decision, version=version).state != DecisionState.OPEN:
            raise Invalid(Said("%(code)s was taken already.", code=decision.code), remedy="Take it back first.")
        row = change_row(decision, version=version, state=DecisionState.TAKEN, **values)[0]
        row.options.filter(pk=option.pk).update(is_chosen=True)
        freeze(row, clock.now()).save()
    return row


def take_back_decision(actor: Actor, *, decision: Decision, version: int | None = None) -> Decision:
    """Open a decision again that was not reviewed yet. What was known when it was taken stays in its history."""
    require_may_change(actor, decision)
    if decision.state != DecisionState.TAKEN:
        raise Invalid(Said("%(code)s is not a decision that was taken and waits.", code=decision.code))
    with act(actor, "take_back_decision", code=decision.code):
        row = change_row(decision, version=version, state=DecisionState.OPEN, decided_on=None)[0]
        row.options.filter(is_chosen=True).update(is_chosen=False)
    return row


def remove_question(actor: Actor, *, decision: Decision, version: int | None = None) -> None:
    """Remove a question that nobody decided. What was taken stays."""
    require_may_change(actor, decision)
    if decision.state != DecisionState.OPEN or decision.evidence.exists():
        raise Invalid(Said("%(code)s was taken, and stays.", code=decision.code))
    with act(actor, "remove_question", code=decision.code):
        decision.options.all().delete()
        decision.subjects.all().delete()
        remove_row(decision, version=version, in_use="")


def hand_over_decision(actor: Actor, *, decision: Decision, to: Person) -> Decision:
    """Have somebody else decide, or look at it again."""
    require_may_change(actor, decision)
    with act(actor, "hand_over_decision", code=decision.code, owner=to.name):
        return change_row(decision, version=None, decider=to)[0]


def _tell_decider(actor: Actor, row: Decision) -> None:
    if row.decider is not None and row.decider.user_id not in (None, actor.user_id):
        facts = {"question": row.question, "code": row.code}
        tell(actor, GIVEN, users=[row.decider.user_id], about=row.pk, facts=facts)


def _tidied(said: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {name: tidied(value) if isinstance(value, str) else value for name, value in said.items()}
    if "effect_in" in values:
        period = values.pop("effect_in")
        values["effect_start"] = period.start if period else None
        values["effect_frequency"] = period.frequency.value if period else ""
    return values


def _whole(decision: Decision, values: dict[str, Any]) -> dict[str, Any]:
    """What a decision would say with these values."""
    names = ("question", "context", "reasons", "dissent", "confidence", "effect_on", "expected_low", "expected",
             "expected_high", "effect_start", "decided_on", "review_on")  # fmt: skip
    whole = {name: getattr(decision, name) for name in names} | values
    return whole | {"effect_in": whole["effect_start"]}


def _set_options(decision: Decision, options: Sequence[str]) -> None:
    """Those of these names, in their order, with doing nothing at the end; what stays keeps its row."""
    wanted = [one.strip() for one in options if one.strip()]
    known = {row.name: row for row in decision.options.filter(is_nothing=False)}
    for name in known.keys() - set(wanted):
        known[name].delete()
    for place, name in enumerate(wanted):
        if name not in known:
            add_row(DecisionOption(decision=decision, name=name, position=place))
        elif known[name].position != place:
            decision.options.filter(pk=known[name].pk).update(position=place)
    if not decision.options.filter(is_nothing=True).exists():
        add_row(DecisionOption(decision=decision, name=_("Do nothing"), is_nothing=True, position=32_000))


def _set_subjects(decision: Decision, about: Sequence[DecidedThing]) -> None:
    wanted = {(type(thing), thing.pk): thing for thing in about}
    for row in decision.subjects.select_related(*SUBJECTS):
        if wanted.pop((type(row.thing), row.thing.pk), None) is None:
            row.delete()
    for thing in wanted.values():
        add_row(DecisionSubject(decision=decision, **{kind_of(thing): thing}))
