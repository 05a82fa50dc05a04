"""Waves that are sent on a later day: planned, changed, called off, and sent by the worker when it has come."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Unpack, cast

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import User
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import HoshinError, Invalid, stored_problems
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.people_rules import EVERYBODY
from hoshin.pulse.models import PlannedWave, Wave
from hoshin.pulse.notices import NOT_SENT
from hoshin.pulse.policies import PulseRight, senders_of_surveys
from hoshin.pulse.services.drafting import drafted, groups_to_ask, terms_of
from hoshin.pulse.services.launching import launch_wave
from hoshin.pulse.wishes import WaveChange, WaveWish, wish_of


def plan_wave(actor: Actor, *, opens_on: date, **wish: Unpack[WaveWish]) -> PlannedWave:
    """Plan a survey to be sent on a day to come, as `launch_wave` would, to those whom it means then.

    Nothing is promised and nobody is told before that day. Invalid: it could not be sent today either, or the day is none.
    """
    require(actor, PulseRight.RUN)
    planned = PlannedWave(**_kept(wish, opens_on), planned_by_id=actor.user_id)
    with act(actor, "plan_wave", name=planned.name):
        return add_row(planned)


def change_planned_wave(
    actor: Actor, *, planned: PlannedWave, version: int | None, opens_on: date | None = None, **wish: Unpack[WaveChange]
) -> PlannedWave:
    """Say otherwise what is to be sent, to whom or when; what is not said stays. One that was not sent is tried again.

    Invalid: as `plan_wave`. Conflict, NotFound: it was changed, called off or sent meanwhile.
    """
    require(actor, PulseRight.RUN)
    values = _kept(cast(WaveWish, {**wish_of(planned), **wish}), opens_on or planned.opens_on)
    with act(actor, "change_planned_wave", name=values["name"]):
        said = {**values, "problems": [], "planned_by_id": actor.user_id}
        return change_row(planned, version=version, **said)[0]


def send_planned_now(actor: Actor, *, planned: PlannedWave, version: int | None, **wish: Unpack[WaveWish]) -> Wave:
    """Send it today, as it is said now, in place of on its day. Conflict, NotFound: as `change_planned_wave`."""
    require(actor, PulseRight.RUN)
    with act(actor, "send_planned_wave", name=planned.name):
        remove_row(planned, version=version, in_use="")
        return launch_wave(actor, **wish)


def draft_planned_wave(actor: Actor, *, planned: PlannedWave) -> Wave:
    """What it would promise, not kept. Invalid: why it could not be sent as things stand."""
    require(actor, PulseRight.RUN)
    wish = wish_of(planned)
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
            return launch_wave(actor, **wish_of(planned))
    except HoshinError as error:
        problems = stored_problems(error)
        with act(actor, "miss_planned_wave", name=planned.name):
            change_row(planned, version=None, problems=problems)
            _tell_sender(actor, planned, problems[0])
        return None


def _tell_sender(actor: Actor, planned: PlannedWave, problem: Mapping[str, Any]) -> None:
    """Whoever planned it; where they may not send surveys any more, everybody who may."""
    senders = senders_of_surveys()
    known: User | None = planned.planned_by
    users = [known.pk] if known is not None and senders.filter(pk=known.pk).exists() else list(senders)
    facts = {"name": planned.name, "code": planned.code, "why": problem["message"]}
    if problem["remedy"]:
        facts["mend"] = problem["remedy"]
    tell(actor, NOT_SENT, users=users, about=planned.pk, facts=facts)


def _kept(wish: WaveWish, opens_on: date) -> dict[str, Any]:
    """The columns of a plan that says this. Invalid: it could not be sent today either, or the day is none."""
    if opens_on <= clock.today():
        raise Invalid(Said("A survey is planned for a day to come; today it is sent at once."), field="opens_on")
    wave = drafted(wish, opens_on)
    groups_to_ask(wave, wish)
    return {
        "name": wave.name,
        "survey": wave.survey,
        "opens_on": opens_on,
        "closes_on": wave.closes_on,
        "unit": wish.get("unit"),
        "whom": wish.get("only", EVERYBODY).as_kept(),
        "terms": {
            name: value.isoformat() if isinstance(value, date) else value for name, value in terms_of(wish).items()
        },
    }
