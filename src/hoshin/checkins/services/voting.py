"""How sure members of a unit are of a goal of theirs: given in private, and nobody's any more once the week is over."""

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.tasks import Job, JobProgress
from hoshin.base.wordings import Said
from hoshin.checkins.models import Confidence, ConfidenceVote
from hoshin.checkins.policies import team_goals_of
from hoshin.checkins.rhythm import week_of
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective


def vote_confidence(actor: Actor, *, objective: Objective, confidence: int | None) -> None:
    """Say in private how sure one is this week that a goal of one's unit will be met; None: take it back.

    Said again, the latest holds. Not an act: it stands in no trail.
    """
    if confidence is not None and confidence not in Confidence.values:
        raise Invalid("Confidence is a number from 1 to 5.", field="confidence", value=str(confidence))
    person = person_of(actor)
    if person is None or not team_goals_of(actor).filter(pk=objective.pk).exists():
        raise Denied(Said("Members of the unit whose goal it is say so, while it runs; its owner by checking in."))
    place = {"objective": objective, "person": person, "week": week_of(clock.today()).start}
    if confidence is None:
        ConfidenceVote.objects.filter(**place).delete()
        return
    ConfidenceVote.objects.bulk_create(
        [ConfidenceVote(**place, confidence=confidence)],
        update_conflicts=True,
        update_fields=["confidence"],
        unique_fields=["objective", "week", "person"],
    )


def _forget_voters(progress: JobProgress) -> None:
    """Take the names away from what was said in weeks that are over."""
    over = ConfidenceVote.objects.filter(week__lt=week_of(clock.today()).start, person__isnull=False)
    over.update(person=None)


FORGET_VOTERS = Job(
    "checkins.forget_voters", _forget_voters, later("Forget who said how sure they were"), schedule="17 * * * *"
)
