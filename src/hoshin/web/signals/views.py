"""Signals: what needs somebody, what is of their unit, and everything that they may see; and one of them in full."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor, Right
from hoshin.base.paging import counted_page
from hoshin.decisions.policies import DecisionRight, may_raise_decision
from hoshin.decisions.selectors import decisions_raised_by
from hoshin.org.selectors import person_of
from hoshin.signals.catalogue import SILENT
from hoshin.signals.kinds import kind_of, rule_kinds
from hoshin.signals.models import Signal, SignalDirection, SignalState
from hoshin.signals.policies import actionable, waiting_for_look
from hoshin.signals.selectors import (
    SignalScope,
    SignalWish,
    SubjectKind,
    events_of,
    folded_under,
    rule_by_code,
    signal_by_number,
    signals_listed,
)
from hoshin.signals.selectors.marks import trends_of
from hoshin.signals.sentences import sentence_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.signals.forms import HandOverForm, NewOwnerForm, SnoozeForm
from hoshin.web.signals.words import ABOUT, STATES, action_address, address_of, event_in_words

SHOWN = 25
SCOPES = {
    SignalScope.MINE: _("What needs me"),
    SignalScope.UNIT: _("My unit"),
    SignalScope.ALL: _("Everything"),
}


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """A signal as it stands in a list: its sentence, what usually helps, how it developed, and whether one may act."""

    row: Signal
    sentence: str
    play: str
    trend: list[float | None]
    may_act: bool
    address: str


@dataclass(frozen=True, slots=True)
class ShownBar:
    """What a signal compared: a length beside a line, both as shares (0–100) of the longer one."""

    label: str
    found: float
    line: float

    @property
    def of_found(self) -> float:
        return 100 * self.found / (max(self.found, self.line) or 1)

    @property
    def of_line(self) -> float:
        return 100 * self.line / (max(self.found, self.line) or 1)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, by whose they are, and filtered."""
    actor = actor_of(request)
    wish = _wish(request, actor)
    page = counted_page(signals_listed(actor, wish), request.GET.get("page") or 1, size=SHOWN)
    context = {
        "wish": wish,
        "scopes": SCOPES,
        "page": page,
        "shown": shown(actor, list(page)),
        "waiting": waiting_for_look(actor).count(),
        "rules": rule_kinds().values(),
        "directions": SignalDirection,
        "states": STATES,
        "abouts": ABOUT,
        "has_filter": any((wish.rule, wish.direction, wish.about)) or wish.state != "standing",
        "person": person_of(actor),
    }
    return render(request, "signals/index.html", "signals/_list.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One signal: what it compared, to whom it goes and why, what usually helps, and what became of it."""
    return signal_page(request, signal_by_number(actor_of(request), pk))


def signal_page(
    request: HttpRequest,
    signal: Signal,
    *,
    hand_over: HandOverForm | None = None,
    snooze: SnoozeForm | None = None,
    owner: HandOverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a signal, with forms as they were sent."""
    actor = actor_of(request)
    context = {
        "one": shown(actor, [signal])[0],
        "signal": signal,
        "kind": kind_of(signal.rule),
        "bars": _bars(signal),
        "events": [event_in_words(event) for event in events_of(actor, signal)],
        "explains": shown(actor, list(folded_under(actor, signal))),
        "hand_over": hand_over or HandOverForm(actor=actor, prefix="to"),
        "snooze": snooze or SnoozeForm(),
        "owner": owner or NewOwnerForm(actor=actor, prefix="owner"),
        "may_give_owner": signal.rule == SILENT.code and actor.has(Right.EDIT_PLAN),
        "action_url": action_address(signal),
        "may_decide": actor.has(DecisionRight.DECIDE_OWN) and may_raise_decision(signal),
        "decided_about": thing.code if (thing := signal.measure or signal.objective) else "",
        "decisions": decisions_raised_by(actor, signal),
        "is_resolved": signal.state == SignalState.RESOLVED,
    }
    return render(request, "signals/one.html", context=context, status=status)


def shown(actor: Actor, rows: list[Signal]) -> list[ShownSignal]:
    """Signals as lists show them: four queries, however many."""
    trends, may = trends_of(actor, rows), actionable(actor, {row.pk for row in rows})
    plays = {code: rule_by_code(actor, code).play for code in {row.rule for row in rows} if kind_of(code)}
    return [
        ShownSignal(
            row,
            sentence_of(row),
            plays.get(row.rule, ""),
            list(trends.get(row.pk, ())),
            row.pk in may,
            address_of(row),
        )
        for row in rows
    ]


def _bars(signal: Signal) -> list[ShownBar]:
    kind, facts = kind_of(signal.rule), signal.facts
    bars = kind.bars if kind else ()
    return [
        ShownBar(str(bar.label), facts[bar.found], facts[bar.line])
        for bar in bars
        if facts.keys() >= {bar.found, bar.line}
    ]


def _wish(request: HttpRequest, actor: Actor) -> SignalWish:
    given: Any = request.GET
    usual = SignalScope.MINE if person_of(actor) or waiting_for_look(actor).exists() else SignalScope.ALL
    scope = SignalScope(given["scope"]) if given.get("scope") in set(SignalScope) else usual
    rule = given.get("rule", "") if given.get("rule", "") in {*rule_kinds(), "own"} else ""
    direction = given.get("direction", "") if given.get("direction", "") in SignalDirection.values else ""
    state = given.get("state", "standing") if given.get("state", "standing") in {*STATES, ""} else "standing"
    about = given.get("about", "") if given.get("about", "") in set(SubjectKind) else ""
    return SignalWish(scope, rule, direction, state, about)
