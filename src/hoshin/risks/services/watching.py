"""The worker's side: every few minutes a look at the latest values of all indicators, and what follows for their risks."""

from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.audit.services import act
from hoshin.base.tasks import Job, JobProgress
from hoshin.risks.models import RiskIndicator
from hoshin.risks.services.looking import look_at
from hoshin.risks.services.restating import restate


def watch_indicators(actor: Actor) -> int:
    """Look where the latest values of indicators of open risks lie; how many lie elsewhere than they did."""
    with act(actor, "watch_risks") as running:
        moved = look_at(RiskIndicator.objects.filter(risk__closed_on=None).order_by("pk"))
        changed = restate(actor, {row.risk_id for row in moved}) if moved else []
        running.say(count=len(changed) or len(moved))
        return len(moved)


def _watch(progress: JobProgress) -> None:
    watch_indicators(Actor.system(Face.WORKER))
    progress()


WATCH = Job("risks.watch", _watch, later("Look at the figures of risks"), lock="risks", schedule="*/5 * * * *")
JOBS = (WATCH,)
