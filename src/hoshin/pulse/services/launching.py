"""Sending a survey: the promise, the questions, the groups and the people stand from here on."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person, Unit
from hoshin.pulse.assembly import groups_to_keep
from hoshin.pulse.ballots import check_of
from hoshin.pulse.library import LANGUAGES, SURVEYS, QuestionKind
from hoshin.pulse.models import CommentReaders, Invitation, Questionnaire, Urn, Wave, WaveUnit
from hoshin.pulse.notices import INVITED, INVITED_BY_NAME
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.population import InvitedGroup, groups_of
from hoshin.pulse.selectors import survey_in

# In one urn, on average: few enough to be rewritten quickly, many enough to be nobody's.
PEOPLE_PER_URN = 100
LONGEST_DAYS = 60


class WaveTerms(TypedDict, total=False):
    """What a wave may say beside what it must; all of it is promised, but for the days of reminders."""

    remind_on: date | None
    remind_again_on: date | None
    smallest: int
    smallest_comments: int
    comments_to: str
    languages: Sequence[str]
    falls_to_hr: bool
    is_named: bool


def launch_wave(
    actor: Actor,
    *,
    survey: str,
    name: str,
    closes_on: date,
    unit: Unit | None = None,
    share: int = 100,
    **terms: Unpack[WaveTerms],
) -> Wave:
    """Send a survey, by its code, to everybody, or to a unit with all below, and invite them. It is open at once.

    Of fewer than 100 percent (`share`) a sample is drawn, which stands from then on. With `is_named` answers stand with
    names, and there are no groups. Without `languages` it is asked in all that it has. Invalid: fewer people than the
    smallest group, a day that is over or too far away, a language that lacks, or a promise that is none.
    """
    require(actor, PulseRight.RUN)
    _check_days(closes_on, terms.get("remind_on"), terms.get("remind_again_on"))
    if not 1 <= share <= 100:
        raise Invalid(Said("From 1 to 100 percent of the people are asked."), field="share", value=str(share))
    wave = Wave(name=name.strip(), survey=survey, opened_on=clock.today(), closes_on=closes_on, share=share, **terms)
    if wave.is_named:
        wave.comments_to = CommentReaders.NOBODY
    wave.questions = _asked(wave)
    _check_languages(wave)
    wave.languages, wave.salt = list(wave.languages), "" if wave.is_named else _salt()
    groups = groups_of(unit, share)
    if groups[0].invited < (1 if wave.is_named else wave.smallest):
        raise Invalid(
            Said("There are fewer people than a group must have: their answers could be guessed."),
            field="unit",
            remedy="Choose a larger unit, or everybody.",
        )
    with act(actor, "launch_wave", name=wave.name, count=groups[0].invited):
        wave = add_row(wave)
        _freeze(wave, groups)
        users = Person.objects.filter(pk__in=[one for group in groups for one in group.people], user__is_active=True)
        kind, facts = INVITED_BY_NAME if wave.is_named else INVITED, {"name": wave.name, "code": wave.code}
        tell(actor, kind, users=users.values_list("user", flat=True), about=wave.pk, facts=facts)
        return wave


def _asked(wave: Wave) -> list[Any]:
    """The questions of a survey as they are frozen: of the library by code, of one's own with all their words."""
    if wave.survey in SURVEYS:
        return [question.code for question in SURVEYS[wave.survey].questions]
    own = Questionnaire.objects.filter(code=wave.survey).first()
    if own is None:
        raise Invalid(Said("There is no such survey."), field="survey", value=wave.survey)
    if not own.questions:
        raise Invalid(Said("This survey has no questions yet."), field="survey")
    has_words = any(kept["kind"] == QuestionKind.TEXT for kept in own.questions)
    if has_words and not wave.is_named and wave.comments_to == CommentReaders.NOBODY:
        raise Invalid(Said("This survey asks for words, which nobody would read."), field="comments_to")
    return list(own.questions)


def _check_languages(wave: Wave) -> None:
    there = LANGUAGES if wave.survey in SURVEYS else survey_in(wave.survey, wave.questions).languages
    for one in wave.languages:
        if one not in there:
            said = Said("Not every question is there in %(language)s.", language=LANGUAGES.get(one, one))
            raise Invalid(said, field="languages", value=one, remedy="Write what lacks, or leave this language out.")


def _check_days(closes_on: date, remind_on: date | None, again_on: date | None) -> None:
    today = clock.today()
    if not 0 <= (closes_on - today).days <= LONGEST_DAYS:
        raise Invalid(Said("A survey is open for 60 days at most, from today."), field="closes_on")
    if remind_on is not None and not today < remind_on < closes_on:
        raise Invalid(Said("A reminder comes after today, and before it closes."), field="remind_on")
    if again_on is not None and (remind_on is None or not remind_on < again_on < closes_on):
        raise Invalid(Said("A second reminder comes after the first, and before it closes."), field="remind_again_on")


def _salt() -> str:
    """By chance, with what tells later whether the ballot key is still the same."""
    salt = secrets.token_hex(16)
    return f"{salt}{check_of(salt)}"


def _freeze(wave: Wave, groups: Sequence[InvitedGroup]) -> None:
    """Write the groups as they stand, where the answers of each are kept, who is invited, and the urns, empty."""
    counts = [len(group.people) for group in groups]
    kept = list(range(len(groups)))
    if not wave.is_named:
        kept = groups_to_keep([group.parent for group in groups], counts, wave.smallest).remainder_of.tolist()
    rows = [
        WaveUnit(
            wave=wave,
            unit=group.unit,
            code=group.unit.code if group.unit else "",
            name=group.unit.name if group.unit else "",
            place=place,
            depth=group.depth,
            invited=group.invited,
            people=group.there,
        )
        for place, group in enumerate(groups)
    ]
    WaveUnit.objects.bulk_create(rows)
    for row, group, with_whom in zip(rows, groups, kept, strict=True):
        row.parent = rows[group.parent] if group.parent >= 0 else None
        row.kept_with = rows[with_whom]
    WaveUnit.objects.bulk_update(rows, ["parent", "kept_with"], batch_size=1_000)
    Invitation.objects.bulk_create(
        [
            Invitation(wave=wave, person_id=person, kept_with=rows[with_whom])
            for group, with_whom in zip(groups, kept, strict=True)
            for person in group.people
        ],
        batch_size=5_000,
    )
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
