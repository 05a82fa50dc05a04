"""Surveys: which were sent, what came of them, sending, planning and closing one. Nobody is answered for."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.surveys import (
    PlannedWaveChanged,
    PlannedWaveIn,
    PlannedWaveOut,
    WaveIn,
    WaveOut,
    WaveResultsOut,
    planned_wave_out,
    results_out,
    wave_out,
)
from hoshin.org.people_rules import PeopleRule, rule_of
from hoshin.org.selectors import unit_by_code
from hoshin.pulse.policies import waves_visible_to
from hoshin.pulse.selectors import (
    choices_of,
    planned_wave_by_code,
    planned_waves,
    results_of,
    survey_of,
    wave_by_code,
)
from hoshin.pulse.services import call_off_wave, change_planned_wave, close_wave, launch_wave, plan_wave

router = Router(tags=["surveys"])
_RULE = ("job_families", "levels", "locations", "joined_since", "joined_before")
_MAY_BE_NONE = {"unit", "joined_since", "joined_before", "remind_on", "remind_again_on"}


@router.get("/surveys", response=Page[WaveOut], summary="Surveys that were sent, the newest first")
def listed(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Each with what it promised. They are open to everybody."""
    return page_of(waves_visible_to(actor_of(request)), wave_out, limit, offset)


@router.post("/surveys", response=WaveOut, summary="Send a survey")
def send(request: HttpRequest, payload: WaveIn) -> Any:
    """To everybody or to a unit with all below, or those of them alone whom a rule means; open at once. For the office."""
    actor = actor_of(request)
    return wave_out(launch_wave(actor, **_wish(actor, payload.model_dump(), PeopleRule())))


@router.get("/surveys/{code}", response=WaveResultsOut, summary="A survey with its results")
def results(request: HttpRequest, code: CodePath) -> Any:
    """Of the units of which you see results, once it is closed; what may not be told is not there."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    if wave.is_open:
        return results_out(wave, survey_of(wave), [], {})
    return results_out(wave, survey_of(wave), results_of(actor, wave), choices_of(actor, wave))


@router.post("/surveys/{code}/close", response=WaveOut, summary="Close a survey")
def close(request: HttpRequest, code: CodePath) -> Any:
    """Take no more answers, and write the results. For the office."""
    actor = actor_of(request)
    return wave_out(close_wave(actor, wave=wave_by_code(actor, code)))


@router.get("/planned-surveys", response=Page[PlannedWaveOut], summary="Surveys that are planned, the next first")
def planned(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """For the office: nobody who is asked is told before."""
    return page_of(planned_waves(actor_of(request)), planned_wave_out, limit, offset)


@router.post("/planned-surveys", response=PlannedWaveOut, summary="Plan a survey for a day to come")
def plan(request: HttpRequest, payload: PlannedWaveIn) -> Any:
    """It goes to those whom it means on that day. For the office."""
    actor = actor_of(request)
    return planned_wave_out(plan_wave(actor, **_wish(actor, payload.model_dump(), PeopleRule())))


@router.get("/planned-surveys/{code}", response=PlannedWaveOut, summary="A survey that is planned")
def one_planned(request: HttpRequest, code: CodePath) -> Any:
    """What is to be sent, and why it could not be where its day is over. For the office."""
    return planned_wave_out(planned_wave_by_code(actor_of(request), code))


@router.patch("/planned-surveys/{code}", response=PlannedWaveOut, summary="Change a survey that is planned")
def change_planned(request: HttpRequest, code: CodePath, payload: PlannedWaveChanged) -> Any:
    """What is given of it. One that could not be sent is tried on its new day. For the office."""
    actor = actor_of(request)
    row = planned_wave_by_code(actor, code)
    given = payload.model_dump(exclude_unset=True)
    given = {name: value for name, value in given.items() if value is not None or name in _MAY_BE_NONE}
    said = _wish(actor, given, rule_of(row.whom))
    return planned_wave_out(change_planned_wave(actor, planned=row, version=said.pop("version", None), **said))


@router.delete("/planned-surveys/{code}", response=PlannedWaveOut, summary="Call a planned survey off")
def call_off(request: HttpRequest, code: CodePath) -> Any:
    """Nobody was told of it. For the office."""
    actor = actor_of(request)
    row = planned_wave_by_code(actor, code)
    was = planned_wave_out(row)
    call_off_wave(actor, planned=row, version=None)
    return was


def _wish(actor: Actor, said: dict[str, Any], rule: PeopleRule) -> dict[str, Any]:
    """What was said as services take it: the unit itself, and the rule with what is said of it now."""
    if "unit" in said:
        said["unit"] = unit_by_code(actor, said["unit"]) if said["unit"] else None
    of_rule = {name: said.pop(name) for name in _RULE if name in said}
    if of_rule:
        values = {name: tuple(one) if isinstance(one, list) else one for name, one in of_rule.items()}
        said["only"] = replace(rule, **values)
    return said
