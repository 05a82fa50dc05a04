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
from hoshin.pulse.assembly import (
    DriverFigures,
    Earlier,
    audited,
    changes,
    figures,
    groups_to_keep,
    importance_of,
    may_trend,
)
from hoshin.pulse.models import CommentReaders, CommentSheet, Invitation, Urn, Wave, WaveResult, WaveUnit
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.selectors import questions_of, wave_before


def close_wave(actor: Actor, *, wave: Wave) -> Wave:
    """Take no more answers, and write the results of all groups that may be shown.

    Answers of groups too small to be shown are laid together with those of others, and marks and salt are erased, in the
    same transaction. Invalid: it is closed already, or the audit finds a way to what is hidden: then nothing is released.
    """
    require(actor, PulseRight.RUN)
    with act(actor, "close_wave", name=wave.name):
        urns = list(Urn.objects.select_for_update().filter(wave=wave))
        if not wave.is_open or not urns:
            raise Invalid(Said("This survey is closed already."))
        units = list(WaveUnit.objects.filter(wave=wave).order_by("place"))
        place = {unit.pk: unit.place for unit in units}
        parents = [place[unit.parent_id] if unit.parent_id else -1 for unit in units]
        own: list[list[Any]] = [[] for _ in units]
        words: list[list[str]] = [[] for _ in units]
        for urn in urns:
            own[place[urn.kept_with_id]] += urn.answers
            words[place[urn.kept_with_id]] += urn.comments
        counts = [len(answers) for answers in own]
        audit = {"participation": _together(wave, units, parents, own, counts)}
        if wave.comments_to != CommentReaders.NOBODY:
            _keep_comments(wave, units, parents, words, counts)
        audit |= _write_results(wave, units, parents, own)
        if not all(found["is_safe"] for found in audit.values()):
            raise Invalid(Said("The audit found a way to what is hidden. Nothing was released, and nothing was lost."))
        Urn.objects.filter(wave=wave).delete()
        Urn.objects.bulk_create(
            [
                Urn(wave=wave, kept_with=unit, place=0, answers=sorted(answers, key=json.dumps))
                for unit, answers in zip(units, own, strict=True)
                if answers
            ]
        )
        everything = [answers for each in own for answers in each]
        importance = importance_of(questions_of(wave), everything) if everything else []
        closed = {"closed_on": clock.today(), "salt": "", "remind_on": None, "audit": audit, "importance": importance}
        return change_row(wave, version=None, **closed)[0]


def _together(
    wave: Wave, units: list[WaveUnit], parents: list[int], own: list[list[Any]], counts: list[int]
) -> dict[str, int | bool]:
    """Lay answers of groups that are too small with those of the group above; write how many answered where it is shown.

    Answers of a wave with fewer than one group of them are thrown away.
    """
    kept = groups_to_keep(parents, counts, wave.smallest)
    total = list(counts)
    for at in range(len(units) - 1, 0, -1):
        total[parents[at]] += total[at]
    for at, with_whom in enumerate(kept.remainder_of.tolist()):
        if with_whom != at:
            if with_whom >= 0:
                own[with_whom] += own[at]
            own[at] = []
    for at, unit in enumerate(units):
        unit.completed = total[at] if kept.shown[at] else None
    WaveUnit.objects.bulk_update(units, ["completed"], batch_size=1_000)
    return audited(parents, np.array(counts, np.int64), kept.shown, wave.smallest)


def _keep_comments(
    wave: Wave, units: list[WaveUnit], parents: list[int], words: list[list[str]], counts: list[int]
) -> None:
    """Write comments at the lowest group from which enough answered; where there is none, they are thrown away."""
    kept = groups_to_keep(parents, counts, wave.smallest_comments).remainder_of.tolist()
    sheets: dict[int, list[str]] = defaultdict(list)
    for at, with_whom in enumerate(kept):
        if with_whom >= 0:
            sheets[with_whom] += words[at]
    CommentSheet.objects.bulk_create(
        [CommentSheet(wave=wave, unit=units[at], comments=sorted(said)) for at, said in sorted(sheets.items()) if said]
    )


def _write_results(
    wave: Wave, units: list[WaveUnit], parents: list[int], own: list[list[Any]]
) -> dict[str, dict[str, int | bool]]:
    answers = [answer for each in own for answer in each]
    if not answers:
        return {}
    group_of = [at for at, each in enumerate(own) for _ in each]
    invited = [unit.invited for unit in units]
    found, audit = figures(questions_of(wave), answers, group_of, parents, invited, wave.smallest)
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
    return audit


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
    results = {(row.unit.place, row.driver): row for row in before.results.select_related("unit")}
    earlier = {}
    for one in found:
        at = place_then.get(units[one.group].unit_id)
        row = None if at is None else results.get((at, one.driver))
        if row is not None and may_trend(members[row.unit.place], members_now[one.group], wave.smallest):
            earlier[one.group, one.driver] = Earlier(row.n, row.score, row.sd, row.low, row.high)
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
