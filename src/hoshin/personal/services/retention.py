"""For how long data of people are kept, as an administrator says, and what each night is done about it."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, require
from hoshin.accounts.services import forget_sign_ins
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.models import Face, Means
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.base.tasks import Job, JobProgress, defer
from hoshin.notices.services import forget_letters, forget_notices
from hoshin.org.models import Person
from hoshin.personal.models import Erasure, RetentionRules
from hoshin.personal.policies import PersonalRight
from hoshin.personal.services.erasing import ERASE, new_erasure, require_erasable
from hoshin.personal.subjects import DataSubject

_RULE = "retention"
_AGAIN = timedelta(hours=12)


def keep_for(actor: Actor, *, version: int | None = None, **days: int | None) -> RetentionRules:
    """Say for how many days what is kept; None: as long as ever. Denied; Invalid; Conflict: somebody else was faster."""
    require(actor, PersonalRight.ERASE)
    with act(actor, "keep_for"):
        held = RetentionRules.objects.first()
        return change_row(held, version=version, **days)[0] if held else add_row(RetentionRules(**days))


def forget_by_rules(progress: JobProgress) -> None:
    """Do what the rules say, each night: nothing where nobody chose any. Leavers are erased by jobs of their own."""
    rules = RetentionRules.objects.first()
    if rules is None:
        return
    now, actor = clock.now(), Actor.system(Face.WORKER).acting_through(Means.RULE, _RULE)
    if rules.notices:
        forget_notices(actor, before=now - timedelta(days=rules.notices))
    if rules.letters:
        forget_letters(actor, before=now - timedelta(days=rules.letters))
    if rules.sign_ins:
        forget_sign_ins(actor, before=now - timedelta(days=rules.sign_ins))
    if rules.leavers:
        _erase_leavers(actor, rules.leavers)


def _erase_leavers(actor: Actor, days: int) -> None:
    """Have those erased who left long enough ago; who has something still waits until that is handed over."""
    before = clock.today() - timedelta(days=days)
    # One that failed is asked for again the next night.
    known = Erasure.objects.filter(Q(done_at__isnull=False) | Q(asked_at__gt=clock.now() - _AGAIN)).values("person")
    for person in (
        Person.objects.select_related("user").filter(end_date__lt=before).exclude(pk__in=known).order_by("pk")
    ):
        try:
            require_erasable(actor, DataSubject(person, person.user))
        except Conflict:
            continue
        with act(actor, "ask_to_erase") as running:
            row = new_erasure(actor, DataSubject(person, person.user))
            row.save()
            running.say(number=row.pk)
            row.job = defer(ERASE, lock="personal.erase", erasure=row.pk)
            row.save(update_fields=["job"])


FORGET_BY_RULES = Job(
    "personal.forget", forget_by_rules, later("Forget what was kept long enough"), schedule="29 3 * * *"
)
