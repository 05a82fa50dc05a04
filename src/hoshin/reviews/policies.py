"""Who runs reviews, who writes, and who reads what.

Nobody reads of themself what others wrote before it is released: not as a reviewer, not as HR, not by any role. Who is to
write about whom is known to whoever runs a cycle; what was written is not, whatever their role. Managers above and HR of the
unit read what was handed in. Where a cycle does not name peers and reports, what one of them wrote is read by its writer
alone, for ever: others read it together with that of the others, in the result.
"""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.org.presence import is_still_here
from hoshin.org.relations import is_hr_of_unit, is_manager, is_self
from hoshin.org.selectors import person_of
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    CalibrationSeat,
    ChangeVerdict,
    CycleState,
    FormAnswers,
    FormState,
    OutsideAnswers,
    OutsideForm,
    PayCriteria,
    RaterFinding,
    ReviewAppeal,
    ReviewCycle,
    ReviewForm,
    ReviewResult,
    ReviewScreen,
    ReviewTemplate,
)
from hoshin.reviews.questions import ReviewSource

_NAMED = (ReviewSource.SELF, ReviewSource.MANAGER, ReviewSource.OTHER)
# What is told of somebody's ratings is theirs alone for so long, if they do not say before that they have read it.
RATERS_FIRST = timedelta(days=3)


class ReviewRight(StrEnum):
    RUN = "prepare, launch and release reviews"
    WRITE = "write and receive reviews"


def _is_launched(actor: Actor, path: str) -> Q:
    return ~Q(**{f"{path}state": CycleState.DRAFT})


def _is_by_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}by")


def _is_asked_about_oneself(actor: Actor, path: str) -> Q:
    """Who leads one, and peers, whom one named oneself; never which of one's reports."""
    return is_self(actor, f"{path}about") & Q(**{f"{path}source__in": (*_NAMED, ReviewSource.PEER)})


def _is_about_somebody_below(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}about")


def _is_about_somebody_of_the_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}about")


def _is_written_by_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}form__by")


def _is_handed_in(path: str) -> Q:
    """Handed in, by somebody who is named with it."""
    is_named = Q(**{f"{path}form__source__in": _NAMED}) | Q(**{f"{path}form__cycle__names_peers": True})
    return Q(**{f"{path}form__state": FormState.DONE}) & is_named


def _is_released_to_oneself(actor: Actor, path: str) -> Q:
    is_over = Q(**{f"{path}form__cycle__state": CycleState.RELEASED})
    return is_self(actor, f"{path}form__about") & is_over & _is_handed_in(path)


def _is_of_somebody_below(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}form__about") & _is_handed_in(path)


def _is_of_somebody_of_the_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}form__about") & _is_handed_in(path)


def _names_somebody(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}about")


def _is_done_outside(path: str) -> Q:
    return Q(**{f"{path}form__state": FormState.DONE})


def _is_outside_of_oneself(actor: Actor, path: str) -> Q:
    is_over = Q(**{f"{path}form__cycle__state": CycleState.RELEASED})
    return is_self(actor, f"{path}form__about") & is_over & _is_done_outside(path)


def _is_outside_of_somebody_below(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}form__about") & _is_done_outside(path)


def _is_outside_of_the_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}form__about") & _is_done_outside(path)


TO_OUTSIDE_FORMS = (
    Opening(ReviewRight.RUN, every),
    Opening(Relation.SELF, _names_somebody),
    Opening(Relation.MANAGER, _is_about_somebody_below),
    Opening(Relation.HR_OF_UNIT, _is_about_somebody_of_the_unit),
)
TO_OUTSIDE_ANSWERS = (
    Opening(Relation.SELF, _is_outside_of_oneself),
    Opening(Relation.MANAGER, _is_outside_of_somebody_below),
    Opening(Relation.HR_OF_UNIT, _is_outside_of_the_unit),
)
TO_CYCLES = (Opening(Relation.EVERYONE, _is_launched), Opening(ReviewRight.RUN, every))
TO_PAY_CRITERIA = (Opening(Relation.EVERYONE, every),)
TO_TEMPLATES = (Opening(ReviewRight.RUN, every),)
TO_FORMS = (
    Opening(ReviewRight.RUN, every),
    Opening(Relation.GIVER, _is_by_oneself),
    Opening(Relation.SELF, _is_asked_about_oneself),
    Opening(Relation.MANAGER, _is_about_somebody_below),
    Opening(Relation.HR_OF_UNIT, _is_about_somebody_of_the_unit),
)
TO_ANSWERS = (
    Opening(Relation.GIVER, _is_written_by_oneself),
    Opening(Relation.SELF, _is_released_to_oneself),
    Opening(Relation.MANAGER, _is_of_somebody_below),
    Opening(Relation.HR_OF_UNIT, _is_of_somebody_of_the_unit),
)


def cycles_visible_to(actor: Actor) -> QuerySet[ReviewCycle]:
    """Cycles that were launched: that one runs, and what it promised, is open. Drafts are for whoever runs reviews."""
    return visible(ReviewCycle.objects.all(), "review_cycle", actor)


def pay_criteria_visible_to(actor: Actor) -> QuerySet[PayCriteria]:
    """By which criteria pay is decided, today and before, for everybody."""
    return visible(PayCriteria.objects.all(), "pay_criteria", actor)


def templates_visible_to(actor: Actor) -> QuerySet[ReviewTemplate]:
    """All templates, for whoever runs reviews."""
    return visible(ReviewTemplate.objects.all(), "review_template", actor)


def forms_visible_to(actor: Actor) -> QuerySet[ReviewForm]:
    """Who is to write about whom: one's own, those who lead one and peers one named, of people below one or of one's HR."""
    return visible(ReviewForm.objects.all(), "review_form", actor)


def answers_visible_to(actor: Actor) -> QuerySet[FormAnswers]:
    """What one wrote; what was handed in about people below one or of one's HR; about oneself once it is released."""
    return visible(FormAnswers.objects.all(), "form_answers", actor)


def outside_forms_visible_to(actor: Actor) -> QuerySet[OutsideForm]:
    """Who outside is to write about whom: whom one named, those about people below one or of one's HR."""
    return visible(OutsideForm.objects.all(), "outside_form", actor)


def outside_answers_visible_to(actor: Actor) -> QuerySet[OutsideAnswers]:
    """What people outside handed in about people below one or of one's HR; about oneself once it is released."""
    return visible(OutsideAnswers.objects.all(), "outside_answers", actor)


def may_agree_to_outside(actor: Actor, form: OutsideForm) -> bool:
    """The managers above whoever named somebody outside."""
    return OutsideForm.objects.filter(is_manager(actor, "about"), pk=form.pk).exists()


def answers_traced_to(actor: Actor) -> QuerySet[FormAnswers]:
    """The trail of what was written is its writer's alone."""
    return FormAnswers.objects.filter(is_self(actor, "form__by"))


def forms_to_write(actor: Actor) -> QuerySet[ReviewForm]:
    """Forms that wait for the actor."""
    rows = forms_visible_to(actor).filter(is_self(actor, "by"))
    return rows.filter(state=FormState.OPEN, cycle__state=CycleState.WRITING)


def forms_to_agree(actor: Actor) -> QuerySet[ReviewForm]:
    """Peers whom people that report to the actor named, and nobody agreed to yet."""
    rows = forms_visible_to(actor).filter(is_self(actor, "about__manager"))
    return rows.filter(state=FormState.PROPOSED, cycle__state=CycleState.WRITING)


def require_writer(actor: Actor, form: ReviewForm) -> Person:
    """The person who is to write a form. `Denied`: it is somebody else, or it is not written any more."""
    require(actor, ReviewRight.WRITE)
    own = person_of(actor)
    if own is None or own.pk != form.by_id:
        raise Denied(Said("This form is somebody else's to write."))
    if form.cycle.state != CycleState.WRITING or form.state in (FormState.DROPPED, FormState.PROPOSED):
        raise Denied(Said("This form is not written any more: what is in it stays as it is."))
    return own


def may_hand_over(actor: Actor, form: ReviewForm) -> bool:
    """Who writes it by name, runs reviews, or is above or HR: to unnamed ones refusals would tell who else writes."""
    if form.cycle.state != CycleState.WRITING or form.state != FormState.OPEN or form.source == ReviewSource.SELF:
        return False
    knows = is_manager(actor, "about") | is_hr_of_unit(actor, "about")
    if form.source in _NAMED or form.cycle.names_peers:
        knows |= is_self(actor, "by")
    rows = ReviewForm.objects.filter(pk=form.pk).exclude(is_self(actor, "about"))
    return (rows if actor.has(ReviewRight.RUN) else rows.filter(knows)).exists()


def require_handing_over(actor: Actor, form: ReviewForm) -> None:
    """Raise `Denied` unless the actor may give a form to somebody else."""
    if not may_hand_over(actor, form):
        raise Denied(Said("This form is not yours to give to somebody else, or it is handed in."))


def may_agree(actor: Actor, form: ReviewForm) -> bool:
    """The managers above whoever named the peer."""
    return ReviewForm.objects.filter(is_manager(actor, "about"), pk=form.pk).exists()


def may_ask_others(actor: Actor, about: Person) -> bool:
    """Managers above somebody and HR of their unit say who leads them in a project, or by a dotted line."""
    return Person.objects.filter(is_manager(actor, "") | is_hr_of_unit(actor, ""), pk=about.pk).exists()


def _is_of_an_end(path: str) -> Q:
    return Q(**{f"{path}cycle__state__in": (CycleState.CALIBRATING, CycleState.RELEASED)})


def _is_ones_released_result(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person") & Q(**{f"{path}cycle__state": CycleState.RELEASED})


def _is_result_below(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}person") & _is_of_an_end(path)


def _is_result_of_the_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}person") & _is_of_an_end(path)


def _has_a_seat(actor: Actor, path: str) -> Q:
    """Somebody who looks at results together sees those of the group, and never their own."""
    return _sits_beside(actor, path) & ~is_self(actor, f"{path}person")


def _own_seats(actor: Actor) -> QuerySet[CalibrationSeat]:
    return CalibrationSeat.objects.filter(is_still_here("person"), person__user=actor.own_pk).order_by()


def _sits_in_it(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}pk__in": _own_seats(actor).values("group")})


def _sits_beside(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}group__in": _own_seats(actor).values("group")})


def _is_ones_approved_change(actor: Actor, path: str) -> Q:
    is_approved = Q(**{f"{path}verdict": ChangeVerdict.APPROVED})
    return _is_ones_released_result(actor, f"{path}result__") & is_approved


def _is_change_of_others(actor: Actor, path: str) -> Q:
    seen = (_is_result_below, _is_result_of_the_unit, _has_a_seat)
    return Q(*(one(actor, f"{path}result__") for one in seen), _connector=Q.OR)


def _is_ones_appeal(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}result__person")


def _is_appeal_below(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}result__person")


def _is_appeal_of_the_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}result__person")


def _is_ones_finding(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


def _is_finding_of_the_unit(actor: Actor, path: str) -> Q:
    """Of forms that bear the rater's name, once they have read it or had the time to."""
    had_time = Q(**{f"{path}told_at__lte": clock.now() - RATERS_FIRST}) | Q(**{f"{path}read_at__isnull": False})
    return is_hr_of_unit(actor, f"{path}person") & Q(**{f"{path}is_named": True}) & had_time


TO_FINDINGS = (Opening(Relation.SELF, _is_ones_finding), Opening(Relation.HR_OF_UNIT, _is_finding_of_the_unit))
TO_SCREENS = (Opening(ReviewRight.RUN, every),)
TO_RESULTS = (
    Opening(Relation.SELF, _is_ones_released_result),
    Opening(Relation.MANAGER, _is_result_below),
    Opening(Relation.HR_OF_UNIT, _is_result_of_the_unit),
    Opening(Relation.PARTICIPANT, _has_a_seat),
)
TO_GROUPS = (Opening(ReviewRight.RUN, every), Opening(Relation.PARTICIPANT, _sits_in_it))
TO_SEATS = (Opening(ReviewRight.RUN, every), Opening(Relation.PARTICIPANT, _sits_beside))
TO_CHANGES = (Opening(Relation.SELF, _is_ones_approved_change), Opening(Relation.PARTICIPANT, _is_change_of_others))
TO_APPEALS = (
    Opening(Relation.SELF, _is_ones_appeal),
    Opening(Relation.MANAGER, _is_appeal_below),
    Opening(Relation.HR_OF_UNIT, _is_appeal_of_the_unit),
)


def results_visible_to(actor: Actor) -> QuerySet[ReviewResult]:
    """Of people below one, of one's HR and of groups one looks at with others; one's own once it is released."""
    return visible(ReviewResult.objects.all(), "review_result", actor)


def findings_visible_to(actor: Actor) -> QuerySet[RaterFinding]:
    """What is told of one's own ratings; of raters in units of one's HR once they have read it, or after three days."""
    return visible(RaterFinding.objects.all(), "rater_finding", actor)


def screens_visible_to(actor: Actor) -> QuerySet[ReviewScreen]:
    """Screens of whole cycles, for whoever runs reviews: shares of groups that are large enough, of nobody."""
    return visible(ReviewScreen.objects.all(), "review_screen", actor)


def groups_visible_to(actor: Actor) -> QuerySet[CalibrationGroup]:
    """Groups in which one looks at results; that there are which, for whoever runs reviews."""
    return visible(CalibrationGroup.objects.all(), "calibration_group", actor)


def seats_visible_to(actor: Actor) -> QuerySet[CalibrationSeat]:
    """Who looks at results in these groups."""
    return visible(CalibrationSeat.objects.all(), "calibration_seat", actor)


def changes_visible_to(actor: Actor) -> QuerySet[CalibrationChange]:
    """Changes of results that one may see; of one's own those that were approved, once it is released."""
    return visible(CalibrationChange.objects.all(), "calibration_change", actor)


def appeals_visible_to(actor: Actor) -> QuerySet[ReviewAppeal]:
    """One's own, those of people below one and of one's HR."""
    return visible(ReviewAppeal.objects.all(), "review_appeal", actor)


def changes_to_decide(actor: Actor) -> QuerySet[CalibrationChange]:
    """Changes that somebody else proposed and the actor may approve."""
    rows = changes_visible_to(actor).filter(_has_a_seat(actor, "result__"), verdict=ChangeVerdict.PROPOSED)
    return rows.filter(result__cycle__state=CycleState.CALIBRATING).exclude(is_self(actor, "proposed_by"))


def results_to_acknowledge(actor: Actor) -> QuerySet[ReviewResult]:
    """One's own results that are released and not acknowledged."""
    rows = results_visible_to(actor).filter(is_self(actor, "person"))
    return rows.filter(acknowledged_at=None, cycle__state=CycleState.RELEASED)


def appeals_to_answer(actor: Actor) -> QuerySet[ReviewAppeal]:
    """Open appeals that the actor may answer: HR of the unit or a manager above, who did not write the review."""
    wrote = ReviewForm.objects.filter(
        is_self(actor, "by"), cycle=OuterRef("result__cycle"), about=OuterRef("result__person")
    )
    rows = appeals_visible_to(actor).filter(decided_at=None).exclude(is_self(actor, "result__person"))
    return rows.exclude(Exists(wrote))


def require_person_of(actor: Actor) -> Person:
    """The person that the actor is. `Denied` for whoever is none."""
    require(actor, ReviewRight.WRITE)
    own = person_of(actor)
    if own is None:
        raise Denied(Said("Reviews are between people. Your user is no person of the organisation: ask the office."))
    return own


def require_seat(actor: Actor, result: ReviewResult) -> Person:
    """The person who looks at a result with others. `Denied`: they do not, it is their own, or calibration is over."""
    own = require_person_of(actor)
    if not ReviewResult.objects.filter(_has_a_seat(actor, ""), pk=result.pk).exists():
        raise Denied(Said("Whoever looks at this group of results changes them, and nobody their own."))
    if result.cycle.state != CycleState.CALIBRATING:
        raise Denied(Said("Results of this cycle are not looked at together now."))
    return own
