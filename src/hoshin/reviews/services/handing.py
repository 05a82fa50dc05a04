"""Forms that somebody else is to write: by hand, and by itself where whoever was asked left or does not lead any more."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.checkins.models import Absence
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.reviews.models import CycleState, FormAnswers, FormState, ReviewCycle, ReviewForm
from hoshin.reviews.notices import HANDED_OVER
from hoshin.reviews.policies import ReviewRight, forms_visible_to, may_hand_over, require_handing_over
from hoshin.reviews.population import leaders_today
from hoshin.reviews.questions import ReviewSource


def hand_over_form(actor: Actor, *, form: ReviewForm, to: Person, version: int | None = None) -> ReviewForm:
    """Give a form to somebody else to write. What was begun is not handed on: it was its writer's alone."""
    require_handing_over(actor, form)
    if to.pk == form.about_id:
        raise Invalid(Said("Nobody writes about themself in the place of somebody else."), field="to")
    if to.has_left:
        raise Invalid(Said("%(name)s has left.", name=to.name), field="to", remedy="Choose somebody else.")
    if ReviewForm.objects.filter(cycle=form.cycle, about=form.about, by=to).exists():
        raise Invalid(
            Said("%(name)s writes about this person already.", name=to.name), field="to", remedy="Choose somebody else."
        )
    with act(actor, "hand_over_review_form", name=to.name, about=form.about.name):
        return _given(actor, form, to, version)


def hand_over_forms(actor: Actor, *, cycle: ReviewCycle, by: Person, to: Person) -> tuple[int, list[ReviewForm]]:
    """Give all that waits for somebody in a cycle and is the actor's to give to somebody else, in one step: when they
    leave or are away.

    Returns how many forms went, and those that stayed: about `to`, or about somebody of whom `to` writes already. What
    people write of themselves is theirs. Invalid: nothing waits, or nothing that the actor may give, which is the same to
    them: whether somebody has handed in is not told so.
    """
    waiting = forms_visible_to(actor).filter(cycle=cycle, by=by, state=FormState.OPEN)
    found = waiting.exclude(source=ReviewSource.SELF).select_related("cycle", "about", "by").order_by("pk")
    rows = [form for form in found if may_hand_over(actor, form)]
    if by == to:
        raise Invalid(Said("They are with %(name)s already.", name=to.name), field="to", remedy="Choose somebody else.")
    if not rows:
        raise Invalid(
            Said("Nothing waits for %(name)s that is yours to give.", name=by.name),
            field="by",
            remedy="Where peers and reports are not named, managers above, HR and the office give their forms on.",
        )
    if to.has_left:
        raise Invalid(Said("%(name)s has left.", name=to.name), field="to", remedy="Choose somebody else.")
    known = set(ReviewForm.objects.filter(cycle=cycle, by=to).values_list("about", flat=True)) | {to.pk}
    goes = [form for form in rows if form.about_id not in known]
    with act(actor, "hand_over_review_forms", name=to.name, by=by.name, count=len(goes)):
        for form in goes:
            _given(actor, form, to, None)
    return len(goes), [form for form in rows if form.about_id in known]


def tend_forms(actor: Actor, *, cycle: ReviewCycle) -> int:
    """See to it that nobody's form is missing: those of leavers, and of managers who are away until the end and have not
    begun, go up the line; those of movers to whoever leads them now.

    What a manager had begun about somebody who moved stays with them; forms about people who have left are asked no more.
    Returns how many forms changed.
    """
    require(actor, ReviewRight.RUN)
    today = clock.today()
    rows = ReviewForm.objects.filter(cycle=cycle, state__in=(FormState.OPEN, FormState.PROPOSED))
    with act(actor, "tend_review_forms", name=cycle.name):
        gone = list(rows.filter(about__end_date__lt=today))
        gone += list(rows.filter(by__end_date__lt=today).exclude(source=ReviewSource.MANAGER))
        for form in {form.pk: form for form in gone}.values():
            change_row(form, version=None, state=FormState.DROPPED)
        return len({form.pk for form in gone}) + _led(actor, cycle)


def _led(actor: Actor, cycle: ReviewCycle) -> int:
    """Give forms of managers to whoever leads the person now."""
    forms = ReviewForm.objects.filter(cycle=cycle, source=ReviewSource.MANAGER, state=FormState.OPEN)
    away = _away_until_the_end(cycle)
    leaders = leaders_today(away)
    begun = set(FormAnswers.objects.filter(form__cycle=cycle).values_list("form", flat=True))
    moved = 0
    for form in forms.select_related("by", "about", "cycle"):
        leader = leaders.get(form.about_id)
        has_left = form.by.has_left
        if leader is None or leader == form.by_id or not (has_left or form.pk not in begun):
            continue
        if form.handed_from_id is not None and not has_left and form.by_id not in away:
            continue
        others = ReviewForm.objects.filter(cycle=cycle, about=form.about, by=leader).exclude(state=FormState.DONE)
        for other in others:
            other.delete()
        if not ReviewForm.objects.filter(cycle=cycle, about=form.about, by=leader).exists():
            _given(actor, form, Person.objects.get(pk=leader), None)
            moved += 1
    return moved


def _away_until_the_end(cycle: ReviewCycle) -> set[int]:
    """People who are away from today until forms are due: what they have not begun is somebody else's to write."""
    today = clock.today()
    rows = Absence.objects.filter(starts_on__lte=today, ends_on__gte=max(today, cycle.write_until))
    return set(rows.values_list("person", flat=True))


def _given(actor: Actor, form: ReviewForm, to: Person, version: int | None) -> ReviewForm:
    FormAnswers.objects.filter(form=form).delete()
    row, _is_changed = change_row(form, version=version, by=to, handed_from=form.by)
    facts = {"name": form.cycle.name, "day": form.cycle.write_until.isoformat()}
    tell(actor, HANDED_OVER, users=[to.user_id], about=form.cycle_id, facts=facts)
    return row


def cycles_to_tend() -> list[ReviewCycle]:
    """Those in which forms are written."""
    return list(ReviewCycle.objects.filter(state=CycleState.WRITING))
