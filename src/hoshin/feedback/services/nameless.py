"""Words without a name. Nothing of their author is written: no user, no act of the trail, no hour; only the day.

The actor is asked for a right and then forgotten; `tests/feedback/test_nameless.py` compares the whole database before and
after, and looks for the author in what is new.
"""

from datetime import timedelta
from hashlib import sha256
from secrets import choice

from django.db.models import F

from hoshin.accounts.access import Actor, require
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.feedback.models import LONGEST, AnonymousTalk, AnonymousWords
from hoshin.feedback.policies import FeedbackRight, hearers, require_person
from hoshin.feedback.selectors import talk_of_key
from hoshin.feedback.ties import text_problems, tidied
from hoshin.org.models import Person

# Without l, o, 0 and 1, which are taken for each other: 24 of these are 119 bits.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_KEY_LETTERS, _GROUP = 24, 6
# Floods are stopped by what one person gets in a day: nothing is counted by author.
MOST_A_DAY, DAYS_ANEW = 30, 3


def write_without_name(actor: Actor, *, to: Person, text: str) -> str:
    """Begin a talk; the key with which its author reads answers and goes on, which is shown once and kept nowhere."""
    require(actor, FeedbackRight.GIVE)
    if not hearers().filter(pk=to.pk).exists():
        raise Invalid(Said("Words without a name go to HR or to a leader."), field="to")
    text = _checked(text)
    today = clock.today()
    if AnonymousTalk.objects.filter(to=to, day=today).count() >= MOST_A_DAY:
        raise Invalid(Said("They have got very many messages today."), field="to", remedy="Try again tomorrow.")
    key = new_key()
    talk = AnonymousTalk.objects.create(to=to, day=today, key_digest=digest_of(key))
    AnonymousWords.objects.create(talk=talk, text=text, day=today)
    return key


def go_on_without_name(actor: Actor, *, key: str, text: str) -> AnonymousTalk:
    """Write more in a talk of which one has the key."""
    require(actor, FeedbackRight.GIVE)
    talk, today = talk_of_key(digest_of(key)), clock.today()
    if AnonymousWords.objects.filter(talk=talk, day=today, is_answer=False).count() >= MOST_A_DAY:
        raise Invalid(Said("That is very much for one day."), field="text", remedy="Go on tomorrow.")
    AnonymousWords.objects.create(talk=talk, text=_checked(text), day=today)
    return talk


def answer_without_name(actor: Actor, *, talk: AnonymousTalk, text: str) -> AnonymousWords:
    """Answer words that were written to oneself; whoever wrote them reads it with their key."""
    if talk.to_id != require_person(actor).pk:
        raise Denied(Said("This was written to somebody else."))
    return AnonymousWords.objects.create(talk=talk, text=_checked(text), is_answer=True, day=clock.today())


def forget_hours(actor: Actor) -> None:
    """Write the rows of the last days anew, all at once: what the database knows of when each was written is alike then."""
    require(actor, FeedbackRight.GIVE)
    since = clock.today() - timedelta(days=DAYS_ANEW)
    AnonymousTalk.objects.filter(day__gte=since).update(day=F("day"))
    AnonymousWords.objects.filter(day__gte=since).update(day=F("day"))


def new_key() -> str:
    """A key of 119 random bits, in groups that can be written down."""
    letters = "".join(choice(_LETTERS) for _ in range(_KEY_LETTERS))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _KEY_LETTERS, _GROUP))


def digest_of(key: str) -> str:
    """What is kept of a key, however it was typed."""
    return sha256("".join(letter for letter in key.lower() if letter.isalnum()).encode()).hexdigest()


def _checked(text: str) -> str:
    text = tidied(text)
    if problems := list(text_problems(text, LONGEST)):
        raise Invalid(problems)
    return text
