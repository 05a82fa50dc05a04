"""Sending a survey: the promise, the questions, the groups and the people stand from here on."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Unpack

from django.db import connection
from django.db.models import Model, Q

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.pulse.assembly import are_too_near, groups_to_keep
from hoshin.pulse.ballots import check_of
from hoshin.pulse.models import Invitation, Urn, Wave, WaveUnit
from hoshin.pulse.notices import INVITED, INVITED_BY_NAME
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.population import InvitedGroup
from hoshin.pulse.selectors import questions_of
from hoshin.pulse.services.drafting import drafted, groups_to_ask
from hoshin.pulse.wishes import WaveWish

# In one urn, on average: few enough to be rewritten quickly, many enough to be nobody's.
PEOPLE_PER_URN = 100
# So long after it was closed nobody would say quite the same again.
NEAR = timedelta(days=30)
_INVITE = """
INSERT INTO pulse_invitation (wave_id, person_id, kept_with_id, is_spared)
SELECT %s, person, kept_with, FALSE FROM unnest(%s::bigint[], %s::bigint[]) AS asked (person, kept_with)
"""


def launch_wave(actor: Actor, **wish: Unpack[WaveWish]) -> Wave:
    """Send a survey, by its code, to everybody, or to a unit with all below, and invite them. It is open at once.

    With `only` those of them alone whom a rule means. Of fewer than 100 percent (`share`) a sample is drawn, which stands
    from then on. With `is_named` answers stand with names, and there are no groups. Without `languages` it is asked in all
    that it has. Invalid: fewer people than the smallest group, a day that is over or too far away, a language that lacks, a
    promise that is none, or nearly the same people as another wave by a rule asks the same.
    """
    require(actor, PulseRight.RUN)
    wave = drafted(wish, clock.today())
    wave.salt = "" if wave.is_named else _salt()
    groups = groups_to_ask(wave, wish)
    with act(actor, "launch_wave", name=wave.name, count=groups[0].invited):
        wave = add_row(wave)
        _freeze(wave, groups)
        _check_nearness(wave)
        users = wave.invitations.order_by().values_list("person__user", flat=True)
        kind, facts = INVITED_BY_NAME if wave.is_named else INVITED, {"name": wave.name, "code": wave.code}
        tell(actor, kind, users=users, about=wave.pk, facts=facts)
        return wave


def _check_nearness(wave: Wave) -> None:
    """A rule is chosen, and could be chosen so that one person is in one wave and not in another that asks the same."""
    if wave.is_named:
        return
    lately = Q(closed_on=None) | Q(closed_on__gte=clock.today() - NEAR)
    others = Wave.objects.filter(lately, is_named=False).exclude(pk=wave.pk)
    for other in others if wave.whom else others.exclude(whom={}):
        if not _share_a_question(wave, other):
            continue
        if are_too_near(*_people_by_group(wave), *_people_by_group(other), max(wave.smallest, other.smallest)):
            raise Invalid(
                Said(
                    "%(name)s asks the same of nearly the same people: what a few said would follow from both.",
                    name=other.name,
                ),
                field="unit",
                remedy="Ask the same people, others, or wait until 30 days after that one was closed.",
            )


def _share_a_question(wave: Wave, other: Wave) -> bool:
    first, second = ({one.code for one in questions_of(each)} for each in (wave, other))
    return bool(first & second)


def _people_by_group(wave: Wave) -> tuple[dict[int, int], list[int]]:
    """By person the place of the group in which their answers lie, and by place that of the group above, or -1."""
    units = list(WaveUnit.objects.filter(wave=wave).order_by("place").values_list("pk", "parent", "place"))
    place: dict[int | None, int] = {pk: at for pk, _parent, at in units}
    invited = Invitation.objects.filter(wave=wave).order_by().values_list("person", "kept_with")
    return {person: place[group] for person, group in invited}, [place.get(parent, -1) for _pk, parent, _at in units]


def _salt() -> str:
    """By chance, with what tells later whether the ballot key is still the same."""
    salt = secrets.token_hex(16)
    return f"{salt}{check_of(salt)}"


def _numbers(model: type[Model], count: int) -> list[int]:
    """Numbers for rows to come, which may then name each other before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _freeze(wave: Wave, groups: Sequence[InvitedGroup]) -> None:
    """Write the groups as they stand, where the answers of each are kept, who is invited, and the urns, empty."""
    counts = [len(group.people) for group in groups]
    kept = list(range(len(groups)))
    if not wave.is_named:
        kept = groups_to_keep([group.parent for group in groups], counts, wave.smallest).remainder_of.tolist()
    rows = [
        WaveUnit(
            pk=number,
            wave=wave,
            unit=group.unit,
            code=group.unit.code if group.unit else "",
            name=group.unit.name if group.unit else "",
            place=place,
            depth=group.depth,
            invited=group.invited,
            people=group.there,
        )
        for place, (number, group) in enumerate(zip(_numbers(WaveUnit, len(groups)), groups, strict=True))
    ]
    for row, group, with_whom in zip(rows, groups, kept, strict=True):
        row.parent = rows[group.parent] if group.parent >= 0 else None
        row.kept_with = rows[with_whom]
    WaveUnit.objects.bulk_create(rows, batch_size=5_000)
    asked = [
        (person, rows[with_whom].pk) for group, with_whom in zip(groups, kept, strict=True) for person in group.people
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INVITE, [wave.pk, *map(list, zip(*asked, strict=True))])
    if wave.is_named:
        return
    held = [0] * len(rows)
    for count, with_whom in zip(counts, kept, strict=True):
        held[with_whom] += count
    Urn.objects.bulk_create(
        [
            Urn(wave=wave, kept_with=row, place=place)
            for row, count in zip(rows, held, strict=True)
            if count
            for place in range(max(count // PEOPLE_PER_URN, 1))
        ]
    )
