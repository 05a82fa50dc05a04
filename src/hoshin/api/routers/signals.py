"""Signals: read and acted on; the rules of the house, and rules of people's own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import LimitQuery, OffsetQuery
from hoshin.api.schemas.signals import (
    RuleOfHouseIn,
    RuleOfHouseOut,
    SeenIn,
    SignalAnswersIn,
    SignalAnswersOut,
    SignalEventOut,
    SignalHandOverIn,
    SignalOut,
    SnoozeIn,
    TriedOut,
    UsefulIn,
    WatchRuleChanged,
    WatchRuleIn,
    WatchRuleOut,
    event_out,
    rule_out,
    tried_out,
    watch_rule_out,
)
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.signals.models import WatchRule
from hoshin.signals.records import record_of
from hoshin.signals.selectors import (
    SignalScope,
    SignalWish,
    events_of,
    rule_by_code,
    rules_listed,
    signal_by_number,
    signals_by_numbers,
    signals_listed,
    watch_rule_by_number,
    watch_rules_of,
)
from hoshin.signals.services import (
    SignalAnswer,
    WatchWish,
    acknowledge_signal,
    add_watch_rule,
    answer_signals,
    call_signal_useful,
    change_watch_rule,
    hand_over_signal,
    remove_watch_rule,
    set_signal_rule,
    snooze_signal,
    try_watch_rule,
)

router = Router(tags=["signals"])
SignalPath = Annotated[int, Path(ge=1, le=2**53, description="Its number, as lists tell it.")]
RulePath = Annotated[str, Path(pattern="^[a-z_]+$", max_length=40, description="Code of a rule of the house.")]
_Scope = Annotated[
    str, Query(pattern="^(mine|unit|all)$", description="What goes to you, what is of your unit, or all.")
]
_Rule = Annotated[str, Query(pattern="^[a-z_]*$", max_length=40, description="Code of a rule.")]
_Direction = Annotated[str, Query(pattern="^(adverse|favourable|neutral)?$", description="Only what turned so.")]
_State = Annotated[
    str,
    Query(
        pattern="^(standing|open|acknowledged|snoozed|resolved)?$",
        description="standing: open or acknowledged, and folded under no other; empty: any.",
    ),
]
_About = Annotated[str, Query(pattern="^(measure|objective|unit|person|plan)?$", description="What it is about.")]
_FOUND_BY: dict[str, Callable[[Actor, str], Any]] = {
    "measure": measure_by_code,
    "unit": unit_by_code,
    "tells": person_by_employee_id,
}


@router.get("/signals", response=Page[SignalOut], summary="Signals, the most pressing first")
def listed(
    request: HttpRequest,
    scope: _Scope = "all",
    rule: _Rule = "",
    direction: _Direction = "",
    state: _State = "standing",
    about: _About = "",
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """What rules found about what you may see."""
    wish = SignalWish(SignalScope(scope), rule, direction, state, about)
    return page_of(signals_listed(actor_of(request), wish), record_of, limit, offset)


@router.post("/signals/answers", response=SignalAnswersOut, summary="Answer several signals at once")
def answer_several(request: HttpRequest, payload: SignalAnswersIn) -> Any:
    """Say the same of each, in one change that one undo takes back; of none where one of them is not for you."""
    actor, chosen = actor_of(request), set(payload.numbers)
    signals = signals_by_numbers(actor, chosen)
    answer_signals(actor, signals=signals, answer=SignalAnswer(payload.answer), until=payload.until)
    return {"answered": [record_of(one) for one in signals_by_numbers(actor, chosen)]}


@router.get("/signals/{number}", response=SignalOut, summary="One signal")
def one(request: HttpRequest, number: SignalPath) -> Any:
    """With its sentence, the numbers that were compared, and to whom it goes."""
    return record_of(signal_by_number(actor_of(request), number))


@router.get("/signals/{number}/events", response=Page[SignalEventOut], summary="What became of a signal")
def events(request: HttpRequest, number: SignalPath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """By itself and by people, the first first."""
    actor = actor_of(request)
    return page_of(events_of(actor, signal_by_number(actor, number)), event_out, limit, offset)


@router.post("/signals/{number}/acknowledge", response=SignalOut, summary="Say that you saw a signal")
def acknowledge(request: HttpRequest, number: SignalPath, payload: SeenIn) -> Any:
    """It stands until its rule finds it no more."""
    actor = actor_of(request)
    acknowledge_signal(actor, signal=signal_by_number(actor, number), version=payload.version)
    return record_of(signal_by_number(actor, number))


@router.post("/signals/{number}/usefulness", response=SignalOut, summary="Say whether a signal was of use")
def usefulness(request: HttpRequest, number: SignalPath, payload: UsefulIn) -> Any:
    """The share of useful signals stands beside each rule."""
    actor = actor_of(request)
    signal = signal_by_number(actor, number)
    call_signal_useful(actor, signal=signal, is_useful=payload.useful, version=payload.version)
    return record_of(signal_by_number(actor, number))


@router.post("/signals/{number}/snooze", response=SignalOut, summary="Let a signal rest")
def snooze(request: HttpRequest, number: SignalPath, payload: SnoozeIn) -> Any:
    """On the day it is open again, if its rule still finds it."""
    actor = actor_of(request)
    signal = signal_by_number(actor, number)
    snooze_signal(actor, signal=signal, until=payload.until, version=payload.version)
    return record_of(signal_by_number(actor, number))


@router.post("/signals/{number}/hand-over", response=SignalOut, summary="Hand a signal to somebody")
def hand_over(request: HttpRequest, number: SignalPath, payload: SignalHandOverIn) -> Any:
    """They are told, and must be able to see what it is about."""
    actor = actor_of(request)
    signal = signal_by_number(actor, number)
    person = person_by_employee_id(actor, payload.person)
    hand_over_signal(actor, signal=signal, person=person, version=payload.version)
    return record_of(signal_by_number(actor, number))


@router.get("/signal-rules", response=list[RuleOfHouseOut], summary="The rules of the house")
def rules(request: HttpRequest) -> Any:
    """How each is set, what usually helps, and what share of its signals was of use."""
    return [rule_out(one) for one in rules_listed(actor_of(request))]


@router.patch("/signal-rules/{code}", response=RuleOfHouseOut, summary="Set a rule of the house")
def set_rule(request: HttpRequest, code: RulePath, payload: RuleOfHouseIn) -> Any:
    """Whether it speaks, from which cut points on, and what usually helps. A right of the office. What is left out stays."""
    actor = actor_of(request)
    setting, given = rule_by_code(actor, code), payload.dict(exclude_unset=True)
    set_signal_rule(
        actor,
        code=code,
        is_on=given.get("speaks", setting.is_on),
        cuts={**setting.cuts, **given.get("cut_points", {})},
        play=given.get("play", setting.play),
        version=payload.version,
    )
    return next(rule_out(one) for one in rules_listed(actor) if one.setting.kind.code == code)


@router.get("/watch-rules", response=Page[WatchRuleOut], summary="Rules of people's own")
def watch_rules(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Yours, and those that tell you; for the office all."""
    return page_of(watch_rules_of(actor_of(request)), watch_rule_out, limit, offset)


@router.post("/watch-rules", response=WatchRuleOut, summary="Make a rule of your own")
def make_watch_rule(request: HttpRequest, payload: WatchRuleIn) -> Any:
    """When a measure, or a formula over several, lies beyond a line for so many periods, somebody is told."""
    actor = actor_of(request)
    rule = add_watch_rule(actor, wish=_wish(actor, payload))
    return watch_rule_out(watch_rule_by_number(actor, rule.pk))


@router.post("/watch-rules/try", response=TriedOut, summary="Try a rule on the past")
def try_rule(request: HttpRequest, payload: WatchRuleIn) -> Any:
    """How often it would have spoken in the last 24 periods. Nothing is saved."""
    actor = actor_of(request)
    return tried_out(try_watch_rule(actor, wish=_wish(actor, payload)))


@router.get("/watch-rules/{number}", response=WatchRuleOut, summary="One rule of somebody's own")
def watch_rule(request: HttpRequest, number: SignalPath) -> Any:
    """Seen by whose it is, by whom it tells, and by the office."""
    return watch_rule_out(watch_rule_by_number(actor_of(request), number))


@router.patch("/watch-rules/{number}", response=WatchRuleOut, summary="Change a rule of your own")
def change_rule(request: HttpRequest, number: SignalPath, payload: WatchRuleChanged) -> Any:
    """What is left out stays; the office may change any."""
    actor = actor_of(request)
    rule = watch_rule_by_number(actor, number)
    given = payload.dict(exclude_unset=True)
    version = given.pop("version", None)
    change_watch_rule(actor, rule=rule, wish=_changed(actor, rule, given), version=version)
    return watch_rule_out(watch_rule_by_number(actor, number))


@router.delete("/watch-rules/{number}", response=WatchRuleOut, summary="Remove a rule of your own")
def remove_rule(request: HttpRequest, number: SignalPath) -> Any:
    """With what it found."""
    actor = actor_of(request)
    rule = watch_rule_by_number(actor, number)
    was = watch_rule_out(rule)
    remove_watch_rule(actor, rule=rule)
    return was


def _changed(actor: Actor, rule: WatchRule, given: dict[str, Any]) -> WatchWish:
    wish = WatchWish(
        rule.name,
        rule.line,
        rule.measure,
        rule.unit,
        rule.formula,
        rule.comparison,
        rule.periods,
        rule.tells,
        rule.is_on,
    )
    found: dict[str, Any] = {"is_on": given.pop("speaks")} if "speaks" in given else {}
    for name, look_up in _FOUND_BY.items():
        if name in given:
            code = given.pop(name)
            found[name] = look_up(actor, code) if code else None
    return replace(wish, **given, **found)


def _wish(actor: Actor, payload: WatchRuleIn) -> WatchWish:
    return WatchWish(
        payload.name,
        payload.line,
        measure_by_code(actor, payload.measure) if payload.measure else None,
        unit_by_code(actor, payload.unit) if payload.unit else None,
        payload.formula,
        payload.comparison,
        payload.periods,
        person_by_employee_id(actor, payload.tells) if payload.tells else None,
        payload.speaks,
    )
