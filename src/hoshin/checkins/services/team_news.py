"""The worker's side: before each week, whoever has people reporting to them is told how their goals went."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.tasks import Job, JobProgress
from hoshin.checkins.notices import TEAM_WEEK
from hoshin.checkins.policies import people_with_reports
from hoshin.checkins.selectors.team import team_week_of
from hoshin.notices.models import Notice
from hoshin.notices.services import PieceOfNews, tell_each

_PART = 500
# Asked for again in the same week, by hand or after a failure, nobody is told twice.
_TOLD_FOR = timedelta(days=3)


def _tell_of_teams(progress: JobProgress) -> None:
    """Tell each manager in figures what turned and what is stuck; of nothing nothing is said."""
    told = Notice.objects.filter(kind=TEAM_WEEK.code, created_at__gt=clock.now() - _TOLD_FOR).values("user")
    worker = Actor.system(Face.WORKER)
    numbers = sorted(people_with_reports().exclude(user__in=told))
    for start in range(0, len(numbers), _PART):
        users = User.objects.filter(pk__in=numbers[start : start + _PART], is_active=True).order_by("pk")
        news = [one for user in users if (one := _news_for(user)) is not None]
        if news:
            with act(worker, "tell_of_teams", count=len(news)):
                tell_each(worker, TEAM_WEEK, news)
        progress()


def _news_for(user: User) -> PieceOfNews | None:
    found = team_week_of(Actor.of(user, Face.WORKER))
    if not found.turned and not found.stuck:
        return None
    facts = {"fell": found.fell, "rose": found.rose, "stuck": len(found.stuck)}
    return PieceOfNews((user.pk,), 0, facts)


# On Sunday evening, so that it stands in Monday's digest in every time zone.
TELL_OF_TEAMS = Job(
    "checkins.tell_of_teams",
    _tell_of_teams,
    later("Tell managers how the goals of their people went"),
    lock="checkins.tell_of_teams",
    schedule="23 18 * * 0",
)
