"""What a wave would be: its promise and questions, checked, before it is sent or planned."""

from datetime import date, timedelta
from typing import Any, Unpack

from hoshin.accounts.access import Actor, require
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.org.people_rules import EVERYBODY
from hoshin.pulse.library import LANGUAGES, SURVEYS, QuestionKind
from hoshin.pulse.models import CommentReaders, Questionnaire, Wave
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.population import InvitedGroup, groups_of
from hoshin.pulse.selectors import survey_in
from hoshin.pulse.wishes import WaveTerms, WaveWish

LONGEST_DAYS = 60


def draft_wave(actor: Actor, *, opens_on: date | None = None, **wish: Unpack[WaveWish]) -> Wave:
    """What would be promised, not kept. Invalid: what is wrong with it."""
    require(actor, PulseRight.RUN)
    return drafted(wish, opens_on or clock.today())


def drafted(wish: WaveWish, opens_on: date) -> Wave:
    """The wave as it would open on that day, not kept. Invalid: what is wrong with it."""
    only = wish.get("only", EVERYBODY)
    terms = terms_of(wish)
    _check_days(opens_on, wish["closes_on"], terms.get("remind_on"), terms.get("remind_again_on"))
    share = terms.get("share", 100)
    if not 1 <= share <= 100:
        raise Invalid(Said("From 1 to 100 percent of the people are asked."), field="share", value=str(share))
    wave = Wave(
        name=wish["name"].strip(),
        survey=wish["survey"],
        opened_on=opens_on,
        closes_on=wish["closes_on"],
        whom=only.as_promised(),
        **terms,
    )
    if wave.is_named:
        wave.comments_to = CommentReaders.NOBODY
    elif only.people:
        raise Invalid(
            Said("People are named one by one only where answers stand with names."),
            field="people",
            remedy="Without names, whoever chooses the others could learn what one of them said.",
        )
    wave.questions = _asked(wave)
    _check_languages(wave)
    wave.languages = list(wave.languages)
    return wave


def terms_of(wish: WaveWish) -> dict[str, Any]:
    """What was said of it beside what must be, by name."""
    return {name: value for name, value in wish.items() if name in WaveTerms.__annotations__}


def groups_to_ask(wave: Wave, wish: WaveWish) -> list[InvitedGroup]:
    """The people whom it asks, as they are today, by their units. Invalid: fewer than the smallest group."""
    groups = groups_of(wish.get("unit"), wave.share, only=wish.get("only", EVERYBODY))
    if groups[0].invited < (1 if wave.is_named else wave.smallest):
        raise Invalid(
            Said("There are fewer people than a group must have: their answers could be guessed."),
            field="unit",
            remedy="Choose a larger unit, or everybody.",
        )
    return groups


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


def _check_days(opens_on: date, closes_on: date, remind_on: date | None, again_on: date | None) -> None:
    if not 0 <= (opens_on - clock.today()).days <= 366:
        raise Invalid(Said("A survey is sent today, or on a day of the year to come."), field="opens_on")
    if not timedelta(0) <= closes_on - opens_on <= timedelta(days=LONGEST_DAYS):
        raise Invalid(
            Said("A survey is open for 60 days at most, from the day on which it is sent."), field="closes_on"
        )
    if remind_on is not None and not opens_on < remind_on < closes_on:
        said = Said("A reminder comes after the day on which it is sent, and before it closes.")
        raise Invalid(said, field="remind_on")
    if again_on is not None and (remind_on is None or not remind_on < again_on < closes_on):
        raise Invalid(Said("A second reminder comes after the first, and before it closes."), field="remind_again_on")
