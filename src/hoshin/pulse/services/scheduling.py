"""Waves that are sent on a later day: planned, called off, and sent by the worker when it has come."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Unpack, cast

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import HoshinError, Invalid
from hoshin.base.wordings import Said
from hoshin.pulse.models import PlannedWave, Wave
from hoshin.pulse.people_rules import rule_of
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.population import EVERYBODY
from hoshin.pulse.services.drafting import WaveTerms, WaveWish, drafted, groups_to_ask, terms_of
from hoshin.pulse.services.launching import launch_wave

_DAYS = ("remind_on", "remind_again_on")


def plan_wave(actor: Actor, *, opens_on: date, **wish: Unpack[WaveWish]) -> PlannedWave:
    """Plan a survey to be sent on a day to come, as `launch_wave` would, to those whom it means then.

    Nothing is promised and nobody is told before that day. Invalid: it could not be sent today either, or the day is none.
    """
    require(actor, PulseRight.RUN)
    if opens_on <= clock.today():
        raise Invalid(Said("A survey is planned for a day to come; today it is sent at once."), field="opens_on")
    wave = drafted(wish, opens_on)
    groups_to_ask(wave, wish)
    planned = PlannedWave(
        name=wave.name,
        survey=wave.survey,
        opens_on=opens_on,
        closes_on=wave.closes_on,
        unit=wish.get("unit"),
        whom=wish.get("only", EVERYBODY).as_kept(),
        terms={name: value.isoformat() if isinstance(value, date) else value for name, value in terms_of(wish).items()},
    )
    with act(actor, "plan_wave", name=planned.name):
        return add_row(planned)


def draft_planned_wave(actor: Actor, *, planned: PlannedWave) -> Wave:
    """What it would promise, not kept. Invalid: why it could not be sent as things stand."""
    require(actor, PulseRight.RUN)
    wish = _wish_of(planned)
    wave = drafted(wish, max(planned.opens_on, clock.today()))
    groups_to_ask(wave, wish)
    return wave


def call_off_wave(actor: Actor, *, planned: PlannedWave, version: int | None) -> None:
    """A planned survey is not sent. Conflict, NotFound: it was changed, called off or sent meanwhile."""
    require(actor, PulseRight.RUN)
    with act(actor, "call_off_wave", name=planned.name):
        remove_row(planned, version=version, in_use="")


def send_planned_wave(actor: Actor, *, planned: PlannedWave) -> Wave | None:
    """Send it, as its day has come; where that cannot be done any more it stays, and says why: None."""
    require(actor, PulseRight.RUN)
    try:
        with act(actor, "send_planned_wave", name=planned.name):
            remove_row(planned, version=None, in_use="")
            return launch_wave(actor, **_wish_of(planned))
    except HoshinError as error:
        with act(actor, "miss_planned_wave", name=planned.name):
            change_row(planned, version=None, problem=str(error)[:500])
        return None


def _wish_of(planned: PlannedWave) -> WaveWish:
    """What was said of it when it was planned."""
    return {
        "survey": planned.survey,
        "name": planned.name,
        "closes_on": planned.closes_on,
        "unit": planned.unit,
        "only": rule_of(planned.whom),
        **_terms(planned.terms),
    }


def _terms(kept: Mapping[str, Any]) -> WaveTerms:
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS if kept.get(name)}
    return cast(WaveTerms, {**{name: value for name, value in kept.items() if name not in _DAYS}, **days})
