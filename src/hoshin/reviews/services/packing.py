"""The evidence on everybody a cycle is about, as it stands: who has which part, never what is in it."""

from collections.abc import Collection

from django.db.models import Q

from hoshin.accounts.access import Actor, require
from hoshin.checkins.models import CheckIn
from hoshin.feedback.models import Feedback
from hoshin.meetings.models import Meeting
from hoshin.org.evidence import moments_of
from hoshin.reviews.models import FormState, ReviewCycle, ReviewForm
from hoshin.reviews.packs import EvidencePack, FormTold, PackPart, packs_of
from hoshin.reviews.policies import ReviewRight
from hoshin.strategy.models import Objective


def packs_in(actor: Actor, cycle: ReviewCycle) -> dict[int, EvidencePack]:
    """By person how much there is of what applies to them, for whoever runs reviews. Five queries."""
    require(actor, ReviewRight.RUN)
    rows = ReviewForm.objects.filter(cycle=cycle).exclude(state=FormState.DROPPED).order_by()
    forms = [
        FormTold(person, source, state == FormState.DONE, bool(cited))
        for person, source, state, cited in rows.values_list("about", "source", "state", "written__cited__0__key")
    ]
    people = {form.person for form in forms}
    return packs_of(sorted(people), forms, cycle.has_peers, _kept(cycle, people))


def _kept(cycle: ReviewCycle, people: Collection[int]) -> dict[PackPart, set[int]]:
    """Who of these people has goals, talks and feedback of the time of a cycle."""
    since, until = cycle.starts_on, cycle.ends_on
    runs = (Q(start_date=None) | Q(start_date__lte=until)) & (Q(due_date=None) | Q(due_date__gte=since))
    goals = Objective.objects.filter(runs, owner__isnull=False).values_list("owner")
    said = CheckIn.objects.filter(checked_on__range=(since, until), objective__owner__isnull=False)
    given = Feedback.objects.filter(given_at__range=moments_of(since, until))
    noted = Meeting.objects.filter(day__range=(since, until)).exclude(notes="")
    pairs = noted.order_by().values_list("one_on_one__organiser", "one_on_one__partner").distinct()
    talked = {person for pair in pairs for person in pair}
    talked |= {owner for (owner,) in said.order_by().values_list("objective__owner").distinct()}
    return {
        PackPart.GOALS: {owner for (owner,) in goals.order_by().distinct()} & set(people),
        PackPart.TALKS: talked & set(people),
        PackPart.FEEDBACK: {one for (one,) in given.order_by().values_list("receiver").distinct()} & set(people),
    }
