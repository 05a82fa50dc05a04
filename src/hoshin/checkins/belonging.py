"""What of check-ins goes to somebody else when a person leaves: goals that they review, blockers that wait for them."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.checkins.models import Blocker, GoalReviewer
from hoshin.checkins.policies import blockers_visible_to, goal_reviewers_visible_to
from hoshin.checkins.services.blockers import raise_to_another
from hoshin.checkins.services.reviewing import give_review
from hoshin.org.belongings import Belonging
from hoshin.org.models import Person


def _reviews(actor: Actor) -> QuerySet[GoalReviewer]:
    rows = goal_reviewers_visible_to(actor).filter(objective__removed_on=None)
    return rows.annotate(name=F("objective__name"), code=F("objective__code"))


def _blockers(actor: Actor) -> QuerySet[Blocker]:
    rows = blockers_visible_to(actor).filter(answered_at=None, cleared_at=None, objective__removed_on=None)
    return rows.annotate(name=F("objective__name"), code=F("objective__code"))


def _give_review(actor: Actor, review: GoalReviewer, person: Person) -> None:
    give_review(actor, review=review, to=person)


def _give_blocker(actor: Actor, blocker: Blocker, person: Person) -> None:
    raise_to_another(actor, blocker=blocker, to=person)


BELONGINGS = (
    Belonging("review", _("Goals of others that they review"), _reviews, "person", _give_review, "objective"),
    Belonging("blocker", _("Blockers that wait for their answer"), _blockers, "raised_to", _give_blocker, "objective"),
)
