"""Templates written for Hoshin: one for a year, and a short one for a quarter or the end of a project.

Ratings are of what somebody did, each step said in words, so that two people mean the same by one.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.reviews.questions import AnswerKind, RatedOf, ReviewQuestion, ReviewSource

_WORDS, _STEPS = AnswerKind.TEXT.value, AnswerKind.ANCHORED.value


@dataclass(frozen=True, slots=True)
class StarterTemplate:
    """Questions to begin with, and what they are for."""

    code: str
    name: str | Promise
    purpose: str | Promise
    questions: tuple[ReviewQuestion, ...]


_RESULTS = ReviewQuestion(
    "results",
    _STEPS,
    _("What was agreed, and what came of it?"),
    _("Ratings"),
    _("Where goals stand beside it, look at their weight, how hard they were, and what changed on the way."),
    2.0,
    (
        _("Most of what was agreed is missing, and nobody was told in time."),
        _("Part of it was done; others had to step in for the rest."),
        _("What was agreed was done, or renegotiated before it was late."),
        _("All of it was done, and something that mattered beyond it."),
        _("It changed what the team or others can do, and they can name how."),
    ),
)
_TOGETHER = ReviewQuestion(
    "together",
    _STEPS,
    _("How is it to work together?"),
    _("Ratings"),
    _("Think of two situations in the period before you choose."),
    1.0,
    (
        _("Others work around this person."),
        _("It works where others take care of it."),
        _("Keeps promises, asks in time, and says what others need to know."),
        _("Others seek this person out when something is difficult."),
        _("Makes whole groups work better, also where nobody asked for it."),
    ),
)
_CRAFT = ReviewQuestion(
    "craft",
    _STEPS,
    _("How good is the work itself?"),
    _("Ratings"),
    _("What others could use as it came, and what had to be done again."),
    1.0,
    (
        _("Most of it has to be done again."),
        _("Usable after others have looked it over."),
        _("Sound, and usable as it comes."),
        _("Others take it as an example."),
        _("It raised what we expect of such work."),
    ),
)
_LEARNS = ReviewQuestion(
    "learns",
    _STEPS,
    _("How fast does this person learn what is new to them?"),
    _("Ratings"),
    _("What was seen in the period, no guess at the future."),
    1.0,
    (
        _("What was new stayed with others."),
        _("Learnt it with much help."),
        _("Learnt what the work asked for."),
        _("Learnt it before it was asked for, and showed others."),
        _("Learnt what nobody here knew, and others use it."),
    ),
    (ReviewSource.MANAGER.value,),
    RatedOf.POTENTIAL.value,
)
_SCOPE = ReviewQuestion(
    "scope",
    _STEPS,
    _("How large was the work that this person carried by themself?"),
    _("Ratings"),
    _("The largest thing of the period that held, whatever the job is called."),
    1.0,
    (
        _("Single tasks, each looked over."),
        _("Their usual tasks, with help where they were unusual."),
        _("A whole area of their own, as the job asks."),
        _("Work in which others had to be brought along, and it held."),
        _("Work of a role above theirs, over months, and it held."),
    ),
    (ReviewSource.MANAGER.value,),
    RatedOf.POTENTIAL.value,
)
_BREADTH = ReviewQuestion(
    "breadth",
    _STEPS,
    _("In how many kinds of work did this person do well?"),
    _("Ratings"),
    _("Other tasks, teams and places than the usual ones. Where there was no occasion, leave it out."),
    1.0,
    (
        _("Did well in the tasks they know alone."),
        _("Found their way into a new task with much help."),
        _("Did well in what the job brings, old and new."),
        _("Did well in work of another team or kind."),
        _("Did well in several roles, and linked them."),
    ),
    (ReviewSource.MANAGER.value,),
    RatedOf.POTENTIAL.value,
)
_FOUR = (
    ReviewQuestion(
        "achieved",
        _WORDS,
        _("What was achieved, and what was it good for?"),
        _("In words"),
        _("Name two or three things, and for each who is better off for it."),
    ),
    ReviewQuestion(
        "how",
        _WORDS,
        _("What did this person do that made it work?"),
        _("In words"),
        _("A situation, what was done, and its effect."),
    ),
    ReviewQuestion(
        "differently",
        _WORDS,
        _("What should be done differently next time?"),
        _("In words"),
        _("One thing that would change most, and how one would notice."),
    ),
    ReviewQuestion(
        "next",
        _WORDS,
        _("What comes next, and what is needed for it?"),
        _("In words"),
        _("Work, learning, help or time; by when."),
        sources=(ReviewSource.SELF.value, ReviewSource.MANAGER.value),
    ),
)
_SHORT = (
    ReviewQuestion("went_well", _WORDS, _("What went well, and why?"), _("In words")),
    ReviewQuestion("was_hard", _WORDS, _("What was harder than it should be?"), _("In words")),
    ReviewQuestion(
        "until_next", _WORDS, _("What do we do until next time?"), _("In words"), _("One thing each, with a day.")
    ),
)
_REPORTS = (ReviewSource.REPORT.value,)
_UPWARD = (
    ReviewQuestion(
        "direction",
        _STEPS,
        _("Do you know what matters most, and why?"),
        _("Ratings"),
        _("Think of the last month."),
        1.0,
        (
            _("What matters changes without a word."),
            _("I find out when I ask."),
            _("I know it, and hear of changes in time."),
            _("I know it and could explain it to others."),
            _("We settled it together, and it guides what we leave undone."),
        ),
        _REPORTS,
    ),
    ReviewQuestion(
        "support",
        _STEPS,
        _("Do you get what you need to do good work?"),
        _("Ratings"),
        _("Time, decisions, help and room."),
        1.0,
        (
            _("I am left alone with what I cannot solve."),
            _("I get it after asking several times."),
            _("I get it when I ask."),
            _("It is often there before I ask."),
            _("What stood in our way was taken out of it for good."),
        ),
        _REPORTS,
    ),
    ReviewQuestion(
        "heard",
        _STEPS,
        _("Can you say what goes wrong, and does something come of it?"),
        _("Ratings"),
        _("Bad news, doubts, and mistakes of your own."),
        1.0,
        (
            _("One had better not."),
            _("It is listened to, and that is all."),
            _("It is taken seriously, and I hear what came of it."),
            _("We are asked for it, and things change."),
            _("They name their own mistakes first, and so do we."),
        ),
        _REPORTS,
    ),
    ReviewQuestion(
        "keep",
        _WORDS,
        _("What should they keep doing?"),
        _("In words"),
        _("A situation and its effect."),
        sources=_REPORTS,
    ),
    ReviewQuestion(
        "change",
        _WORDS,
        _("What should they do otherwise?"),
        _("In words"),
        _("One thing that would help you most."),
        sources=_REPORTS,
    ),
)
STARTERS = {
    starter.code: starter
    for starter in (
        StarterTemplate(
            "year",
            _("A year"),
            _("Four questions in words and a few ratings, each step of which is said in a sentence."),
            (*_FOUR, _RESULTS, _TOGETHER, _CRAFT, _LEARNS, _SCOPE, _BREADTH),
        ),
        StarterTemplate(
            "short",
            _("A short look back"),
            _("Three questions without ratings: for a quarter, or the end of a project."),
            _SHORT,
        ),
        StarterTemplate(
            "upward",
            _("Upward: reports about whoever leads them"),
            _("Three ratings and two questions in words, read together and of three reports or more."),
            _UPWARD,
        ),
    )
}
