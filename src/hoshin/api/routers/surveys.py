"""Surveys: which were sent, what came of them, sending and closing one. Nobody is answered for."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.surveys import WaveIn, WaveOut, WaveResultsOut, results_out, wave_out
from hoshin.org.selectors import unit_by_code
from hoshin.pulse.people_rules import PeopleRule
from hoshin.pulse.policies import waves_visible_to
from hoshin.pulse.selectors import choices_of, results_of, survey_of, wave_by_code
from hoshin.pulse.services import close_wave, launch_wave

router = Router(tags=["surveys"])


@router.get("/surveys", response=Page[WaveOut], summary="Surveys that were sent, the newest first")
def listed(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Each with what it promised. They are open to everybody."""
    return page_of(waves_visible_to(actor_of(request)), wave_out, limit, offset)


@router.post("/surveys", response=WaveOut, summary="Send a survey")
def send(request: HttpRequest, payload: WaveIn) -> Any:
    """To everybody or to a unit with all below, or those of them alone whom a rule means; open at once. For the office."""
    actor = actor_of(request)
    said = payload.model_dump()
    said["unit"] = unit_by_code(actor, said["unit"]) if said["unit"] else None
    rule = {name: said.pop(name) for name in ("job_families", "levels", "locations", "joined_since", "joined_before")}
    said["only"] = PeopleRule(**{name: tuple(one) if isinstance(one, list) else one for name, one in rule.items()})
    return wave_out(launch_wave(actor, **said))


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
