"""What ratings tell: the screen of a whole cycle, kept before people read results, and that a rater has read theirs."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.reviews.assembly import ScreenLine, screen_of_results
from hoshin.reviews.models import LONGEST_REASON, RaterFinding, ReviewCycle, ReviewResult, ReviewScreen, ScreenMoment
from hoshin.reviews.policies import ReviewRight, require_person_of


def screen_before_release(actor: Actor, cycle: ReviewCycle) -> list[ScreenLine]:
    """The screen of the whole cycle as its results stand, for whoever runs reviews: what the release keeps. One query."""
    require(actor, ReviewRight.RUN)
    return screen_of_results(ReviewResult.objects.filter(cycle=cycle))


def keep_screen(cycle: ReviewCycle, moment: ScreenMoment, note: str = "") -> ReviewScreen:
    """Keep the screen of a cycle as it stands. Invalid: groups differ, and nothing is said of it before a release."""
    lines = screen_of_results(ReviewResult.objects.filter(cycle=cycle))
    words = note.replace("\x00", "").strip()
    if moment == ScreenMoment.RELEASED and not words and any(line.warns for line in lines):
        raise Invalid(
            Said("Scores of groups differ more than chance allows."),
            field="note",
            remedy="Look at how they came about, and say what you looked at and what came of it.",
        )
    if len(words) > LONGEST_REASON:
        raise Invalid(Said("It has 2,000 characters at most."), field="note")
    said = [line._asdict() for line in lines]
    return add_row(ReviewScreen(cycle=cycle, moment=moment, made_at=clock.now(), lines=said, note=words))


def read_rater_findings(actor: Actor, *, cycle: ReviewCycle) -> int:
    """Say that one has read what is told of one's own ratings; from then on HR of one's unit reads it. How many it were."""
    own = require_person_of(actor)
    with act(actor, "read_rater_findings", name=cycle.name):
        waiting = list(RaterFinding.objects.filter(cycle=cycle, person=own, read_at=None))
        for one in waiting:
            change_row(one, version=None, read_at=clock.now())
        return len(waiting)
