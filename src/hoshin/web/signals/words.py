"""Signals and what became of them, in the words of their pages."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.signals.models import Signal, SignalDirection, SignalEvent, SignalHappening, SignalState
from hoshin.signals.rules_of_people import ENGAGEMENT_FALL, REVIEW_BOTTLENECK
from hoshin.signals.selectors import SubjectKind
from hoshin.web.addresses import address_or_none
from hoshin.web.jinja import url

STATES: dict[str, str | Promise] = {
    "standing": _("Open or acknowledged"),
    SignalState.OPEN: _("Open"),
    SignalState.ACKNOWLEDGED: _("Acknowledged"),
    SignalState.SNOOZED: _("Resting"),
    SignalState.RESOLVED: _("Resolved"),
}
ABOUT: dict[str, str | Promise] = {
    SubjectKind.MEASURE: _("Measures"),
    SubjectKind.OBJECTIVE: _("Objectives"),
    SubjectKind.UNIT: _("Units"),
    SubjectKind.PERSON: _("People"),
    SubjectKind.PLAN: _("Plans"),
}


@dataclass(frozen=True, slots=True)
class EventInWords:
    """What became of a signal, when, and who did it ("": nobody)."""

    text: str
    at: datetime
    by: str


def event_in_words(event: SignalEvent) -> EventInWords:
    """One thing that became of a signal, as it is read."""
    text = str(SignalHappening(event.what).label)
    if "until" in event.facts:
        text = translated("%(what)s until %(day)s") % {"what": text, "day": Period.parse(event.facts["until"]).label}
    elif "to" in event.facts:
        text = translated("%(what)s to %(name)s") % {"what": text, "name": event.facts["to"]}
    return EventInWords(text, event.at, event.by)


def action_address(signal: Signal) -> str | None:
    """Where an action on it is opened; None where nothing is to be mended, or nowhere."""
    thing = signal.measure or signal.objective
    if thing is None or signal.direction == SignalDirection.FAVOURABLE:
        return None
    kind = "measure" if signal.measure else "objective"
    period = signal.period or Period.containing(clock.today(), Frequency.MONTHLY)
    return address_or_none("action_new", kind, thing.code, str(period))


def address_of(signal: Signal) -> str:
    """The page of what it is about."""
    unit = {"unit": signal.unit.code} if signal.unit else {}
    plan = {"plan": signal.plan.code} if signal.plan else {}
    if signal.measure is not None:
        return url("measure", signal.measure.code, **plan, **unit)
    if signal.objective is not None:
        return url("objective", signal.objective.code)
    if signal.rule == REVIEW_BOTTLENECK.code and signal.person is not None:
        return url("review_cycle", signal.facts["code"], q=signal.person.name, state="open")
    if signal.person is not None:
        return url("person", signal.person.employee_id)
    if signal.watch_rule is not None:
        return url("watch_rule", signal.watch_rule.pk)
    if signal.plan is not None:
        return url("scorecard", **plan, **unit)
    assert signal.unit is not None, "a signal has a subject"
    if signal.rule == ENGAGEMENT_FALL.code:
        code, place = signal.facts["code"], signal.facts["place"]
        return url("survey", code) if signal.facts.get("hr") else url("survey_unit", code, place)
    return url("unit", signal.unit.code)
