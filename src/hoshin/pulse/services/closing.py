"""Closing a wave: results are computed once, audited, and released; what could tell more than they do is erased."""

import json
from collections import defaultdict
from typing import Any

import numpy as np

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import put_away
from hoshin.pulse.assembly import (
    DriverFigures,
    Earlier,
    audited,
    changes,
    chosen,
    figures,
    groups_to_keep,
    importance_of,
    least_asked,
    may_trend,
    pulls_of,
    together,
)
from hoshin.pulse.library import SurveyQuestion
from hoshin.pulse.models import (
    ChoiceResult,
    CommentReaders,
    CommentSheet,
    Invitation,
    Urn,
    Wave,
    WaveResult,
    WaveUnit,
)
from hoshin.pulse.notices import INVITED, REMINDED
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.selectors import questions_of, survey_of, wave_before


def close_wave(actor: Actor, *, wave: Wave) -> Wave:
    """Take no more answers, and write the results of all groups that may be shown.

    Answers of groups too small to be shown are laid together with those of others, and marks and salt are erased, in the
    same transaction. Invalid: it is closed already, or the audit finds a way to what is hidden: then nothing is released.
    """
    require(actor, PulseRight.RUN)
    with act(actor, "close_wave", name=wave.name):
        if wave.is_named and wave.is_open:
            return _ended(wave)
        urns = list(Urn.objects.select_for_update().filter(wave=wave))
        if not wave.is_open or not urns:
            raise Invalid(Said("This survey is closed already."))
        units = list(WaveUnit.objects.filter(wave=wave).order_by("place"))
        place = {unit.pk: unit.place for unit in units}
        parents = [place[unit.parent_id] if unit.parent_id else -1 for unit in units]
        own: list[list[Any]] = [[] for _ in units]
        words: list[list[Any]] = [[] for _ in units]
        tallies: list[list[Any]] = [[] for _ in units]
        for urn in urns:
            own[place[urn.kept_with_id]] += urn.answers
            words[place[urn.kept_with_id]] += urn.comments
            tallies[place[urn.kept_with_id]].append(urn.tallies)
        counts = [len(answers) for answers in own]
        audit = {"participation": _together(wave, units, parents, [own, tallies], counts)}
        counted = [together(each) for each in tallies]
        found, figures_audit = _figures(wave, units, parents, own)
        _write_results(wave, units, parents, found)
        audit |= figures_audit | _write_choices(wave, units, parents, counted)
        if wave.comments_to != CommentReaders.NOBODY:
            _keep_comments(wave, units, parents, words, counts, counted)
        if not all(found["is_safe"] for found in audit.values()):
            raise Invalid(Said("The audit found a way to what is hidden. Nothing was released, and nothing was lost."))
        Urn.objects.filter(wave=wave).delete()
        Urn.objects.bulk_create(
            [
                Urn(wave=wave, kept_with=unit, place=0, answers=sorted(answers, key=json.dumps), tallies=tally)
                for unit, answers, tally in zip(units, own, counted, strict=True)
                if answers
            ]
        )
        everything = [answers for each in own for answers in each]
        importance = importance_of(_scored(wave), everything) if everything else []
        put_away(actor, INVITED, REMINDED, about=wave.pk)
        return _ended(wave, salt="", audit=audit, importance=importance, pulls=pulls_of(found, parents))


def _ended(wave: Wave, **found: Any) -> Wave:
    today = clock.today()
    return change_row(wave, version=None, closed_on=today, remind_on=None, remind_again_on=None, **found)[0]


def _together(
    wave: Wave, units: list[WaveUnit], parents: list[int], lists: list[list[list[Any]]], counts: list[int]
) -> dict[str, int | bool]:
    """Lay what came from groups that are too small with those of the group above; write how many answered where it is shown.

    What came to a wave with fewer than one group of them is thrown away.
    """
    kept = groups_to_keep(parents, counts, wave.smallest)
    total = list(counts)
    for at in range(len(units) - 1, 0, -1):
        total[parents[at]] += total[at]
    for at, with_whom in enumerate(kept.remainder_of.tolist()):
        for own in lists if with_whom != at else ():
            if with_whom >= 0:
                own[with_whom] += own[at]
            own[at] = []
    for at, unit in enumerate(units):
        unit.completed = total[at] if kept.shown[at] else None
    WaveUnit.objects.bulk_update(units, ["completed"], batch_size=1_000)
    return audited(parents, np.array(counts, np.int64), kept.shown, wave.smallest)


def _keep_comments(
    wave: Wave,
    units: list[WaveUnit],
    parents: list[int],
    words: list[list[Any]],
    counts: list[int],
    tallies: list[dict[str, dict[str, int]]],
) -> None:
    """Write words at the lowest group of enough people who were asked for them; where there is none, they are thrown away.

    What is asked of some alone is said by some of these, and stands only where it is told what they chose.
    """
    conditions = {question.code: question.only_if for question in questions_of(wave)}
    told = set(ChoiceResult.objects.filter(wave=wave).values_list("question", "unit__place"))
    sheets: dict[int, list[Any]] = defaultdict(list)
    for code in sorted({said[0] for each in words for said in each}):
        condition = conditions.get(code)
        asked = counts if condition is None else [least_asked(condition, one) for one in tallies]
        kept = groups_to_keep(parents, asked, wave.smallest_comments).remainder_of.tolist()
        for at, with_whom in enumerate(kept):
            while condition and with_whom >= 0 and (condition.question, with_whom) not in told:
                with_whom = parents[with_whom]
            if with_whom >= 0:
                sheets[with_whom] += [said for said in words[at] if said[0] == code]
    CommentSheet.objects.bulk_create(
        [
            CommentSheet(wave=wave, unit=units[at], comments=sorted(said, key=json.dumps))
            for at, said in sorted(sheets.items())
            if said
        ]
    )


def _figures(
    wave: Wave, units: list[WaveUnit], parents: list[int], own: list[list[Any]]
) -> tuple[list[DriverFigures], dict[str, dict[str, int | bool]]]:
    answers = [answer for each in own for answer in each]
    if not answers:
        return [], {}
    group_of = [at for at, each in enumerate(own) for _ in each]
    # Who was asked is all that there are, or a sample of them, by which intervals become wider.
    people = [unit.people or unit.invited for unit in units]
    return figures(_scored(wave), answers, group_of, parents, people, wave.smallest, _told_before(wave, units))


def _told_before(wave: Wave, units: list[WaveUnit]) -> dict[str, list[bool]]:
    """By driver the units of which the wave before told."""
    before = wave_before(wave)
    told: dict[str, set[int | None]] = defaultdict(set)
    for driver, unit in before.results.values_list("driver", "unit__unit") if before else ():
        told[driver].add(unit)
    return {driver: [unit.unit_id in known for unit in units] for driver, known in told.items()}


def _write_results(wave: Wave, units: list[WaveUnit], parents: list[int], found: list[DriverFigures]) -> None:
    moved = changes(found, _earlier(wave, units, parents, found))
    rows = []
    for one in found:
        change, is_sure = moved.get((one.group, one.driver), (None, None))
        rows.append(
            WaveResult(
                wave=wave,
                unit=units[one.group],
                driver=one.driver,
                n=one.n,
                score=one.score,
                sd=one.sd,
                low=one.low,
                high=one.high,
                favourable=one.favourable,
                unfavourable=one.unfavourable,
                change=change,
                is_change_sure=is_sure,
            )
        )
    WaveResult.objects.bulk_create(rows, batch_size=5_000)


def _write_choices(
    wave: Wave, units: list[WaveUnit], parents: list[int], tallies: list[dict[str, dict[str, int]]]
) -> dict[str, dict[str, int | bool]]:
    questions = [question for question in questions_of(wave) if question.is_counted]
    found, audit = chosen(questions, tallies, parents, wave.smallest)
    rows = [
        ChoiceResult(wave=wave, unit=units[one.group], question=one.question, n=one.n, counts=one.counts)
        for one in found
    ]
    ChoiceResult.objects.bulk_create(rows, batch_size=5_000)
    return audit


def _scored(wave: Wave) -> list[SurveyQuestion]:
    return [question for question in questions_of(wave) if question.is_scored]


def _asked_alike(wave: Wave, before: Wave) -> set[str]:
    """The drivers that were asked by the same questions in both."""
    then, now = (
        {driver: [one.code for one in _scored(each) if one.driver == driver] for driver in survey_of(each).drivers}
        for each in (before, wave)
    )
    return {driver for driver, codes in now.items() if then.get(driver) == codes}


def _earlier(
    wave: Wave, units: list[WaveUnit], parents: list[int], found: list[DriverFigures]
) -> dict[tuple[int, str], Earlier]:
    """What the groups said in the wave before, of those whose people changed by none or by enough."""
    before = wave_before(wave)
    if before is None:
        return {}
    then = list(WaveUnit.objects.filter(wave=before).order_by("place"))
    place = {unit.pk: unit.place for unit in then}
    members = _members(before, then, [place[unit.parent_id] if unit.parent_id else -1 for unit in then])
    members_now = _members(wave, units, parents)
    # The first group is everybody who was asked, and a unit where the wave went to one.
    place_then = {unit.unit_id: unit.place for unit in then}
    alike = before.results.filter(driver__in=_asked_alike(wave, before))
    results = {(row.unit.place, row.driver): row for row in alike.select_related("unit")}
    earlier = {}
    for one in found:
        at = place_then.get(units[one.group].unit_id)
        row = None if at is None else results.get((at, one.driver))
        if row is not None and may_trend(members[row.unit.place], members_now[one.group], wave.smallest):
            earlier[one.group, one.driver] = Earlier(row.n, row.score, row.sd, row.favourable, row.unfavourable)
    return earlier


def _members(wave: Wave, units: list[WaveUnit], parents: list[int]) -> list[frozenset[int]]:
    """Who was invited in each group with all below, as far as answers were kept apart."""
    place: dict[int | None, int] = {unit.pk: unit.place for unit in units}
    own: list[set[int]] = [set() for _ in units]
    for group, person in Invitation.objects.filter(wave=wave).values_list("kept_with", "person"):
        own[place[group]].add(person)
    for at in range(len(units) - 1, 0, -1):
        own[parents[at]] |= own[at]
    return [frozenset(people) for people in own]
