"""Comparing once a month how managers' feedback about groups of people is worded (methods.md 6.10); only numbers stay.

Over the whole organisation, once a month and never live: no second comparison, of fewer people or a day later, from which
this one could be taken away.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, Func, OuterRef
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.audit.models import Face
from hoshin.base import clock
from hoshin.base.tasks import Job, JobProgress
from hoshin.feedback.models import Feedback
from hoshin.feedback.selectors import names_of_measures
from hoshin.leading.assembly import counted, differences
from hoshin.leading.models import WordingRelease
from hoshin.org.models import ReportingLine
from hoshin.org.relations import held_on

YEAR = timedelta(days=365)
# The facts of people by which they make groups. None is guessed from a text.
BY = ("level", "job_family", "location")


def release_wording(actor: Actor) -> WordingRelease:
    """The comparison of this month, made now where it does not stand yet."""
    month = clock.today().replace(day=1)
    standing = WordingRelease.objects.filter(month=month).first()
    if standing is not None:
        return standing
    texts = counted(_texts(month), names_of_measures(actor))
    found = {name: differences(texts, at) for at, name in enumerate(BY)}
    told = [
        {"by": name, "group": group, "cue": cue, "rate": round(one.rate, 1), "others": round(one.others, 1)}
        for name, compared in found.items()
        for group, cue, one in compared
        if one.is_clear
    ]
    release = {"compared": [name for name, compared in found.items() if compared], "differences": told}
    return WordingRelease.objects.get_or_create(month=month, defaults=release)[0]


def _texts(month: date) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """What managers gave to people below them, as lines stood that day, in the year before a month."""
    until = datetime.combine(month, time.min, tzinfo=clock.now().tzinfo)
    giver = Func(OuterRef("giver"), template="ARRAY[%(expressions)s]", output_field=ArrayField(BigIntegerField()))
    lines = held_on(ReportingLine.objects.filter(person=OuterRef("receiver"), line__contains=giver), OuterRef("day"))
    rows = Feedback.objects.filter(given_at__gte=until - YEAR, given_at__lt=until)
    rows = rows.annotate(day=TruncDate("given_at")).filter(Exists(lines)).order_by("pk")
    for text, author, *groups in rows.values_list("text", "giver", *(f"receiver__{name}" for name in BY)).iterator():
        yield text, author, tuple(groups)


def _release(_progress: JobProgress) -> None:
    release_wording(Actor.system(Face.WORKER))


# Every night, so that a month whose first night was missed is made up for.
RELEASE = Job(
    "leading.wording",
    _release,
    later("Compare how feedback is worded"),
    lock="leading.wording",
    schedule="41 2 * * *",
)
