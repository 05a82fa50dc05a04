"""Who runs reviews, who writes, and who reads what.

Nobody reads of themself what others wrote before it is released: not as a reviewer, not as HR, not by any role. Who is to
write about whom is known to whoever runs a cycle; what was written is not, whatever their role. Managers above and HR of the
unit read what was handed in. Where a cycle does not name peers and reports, what one of them wrote is read by its writer
alone, for ever: others read it together with that of the others, in the result.
"""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person
from hoshin.org.relations import is_hr_of_any_unit, is_hr_of_unit, is_manager, is_self
from hoshin.org.selectors import person_of
from hoshin.reviews.models import CycleState, FormAnswers, FormState, ReviewCycle, ReviewForm, ReviewTemplate
from hoshin.reviews.questions import ReviewSource

_NAMED = (ReviewSource.SELF, ReviewSource.MANAGER)


class ReviewRight(StrEnum):
    RUN = "prepare, launch and release reviews"
    WRITE = "write and receive reviews"


def _is_launched(actor: Actor, path: str) -> Q:
    return ~Q(**{f"{path}state": CycleState.DRAFT})


def _is_by_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}by")


def _is_ones_nomination(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}about") & Q(**{f"{path}source": ReviewSource.PEER})


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


TO_CYCLES = (Opening(Relation.EVERYONE, _is_launched), Opening(ReviewRight.RUN, every))
TO_TEMPLATES = (Opening(ReviewRight.RUN, every),)
TO_FORMS = (
    Opening(ReviewRight.RUN, every),
    Opening(Relation.GIVER, _is_by_oneself),
    Opening(Relation.SELF, _is_ones_nomination),
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


def templates_visible_to(actor: Actor) -> QuerySet[ReviewTemplate]:
    """All templates, for whoever runs reviews."""
    return visible(ReviewTemplate.objects.all(), "review_template", actor)


def forms_visible_to(actor: Actor) -> QuerySet[ReviewForm]:
    """Who is to write about whom: one's own, peers that one named, those about people below one or of one's HR."""
    return visible(ReviewForm.objects.all(), "review_form", actor)


def answers_visible_to(actor: Actor) -> QuerySet[FormAnswers]:
    """What one wrote; what was handed in about people below one or of one's HR; about oneself once it is released."""
    return visible(FormAnswers.objects.all(), "form_answers", actor)


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


def users_with_forms() -> QuerySet[User, int]:
    """The numbers of the users for whom forms wait."""
    waiting = ReviewForm.objects.filter(state=FormState.OPEN, cycle__state=CycleState.WRITING)
    return User.objects.filter(person__in=waiting.values("by"), is_active=True).values_list("pk", flat=True)


def users_with_peers_to_agree() -> QuerySet[User, int]:
    """The numbers of the users who are to agree to peers."""
    waiting = ReviewForm.objects.filter(state=FormState.PROPOSED, cycle__state=CycleState.WRITING)
    return User.objects.filter(person__in=waiting.values("about__manager"), is_active=True).values_list("pk", flat=True)


def may_see_states(actor: Actor) -> bool:
    """Whether the table of all forms has anything for the actor beyond their own."""
    if actor.has(ReviewRight.RUN) or is_hr_of_any_unit(actor):
        return True
    return Person.objects.filter(is_manager(actor, "")).exists()


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
    """Whoever writes it, whoever runs reviews, managers above and HR of the unit may give a form to somebody else."""
    if form.cycle.state != CycleState.WRITING or form.state != FormState.OPEN or form.source == ReviewSource.SELF:
        return False
    if actor.has(ReviewRight.RUN):
        return True
    own = Q(is_self(actor, "by")) | is_manager(actor, "about") | is_hr_of_unit(actor, "about")
    return ReviewForm.objects.filter(own, pk=form.pk).exclude(is_self(actor, "about")).exists()


def require_handing_over(actor: Actor, form: ReviewForm) -> None:
    """Raise `Denied` unless the actor may give a form to somebody else."""
    if not may_hand_over(actor, form):
        raise Denied(Said("This form is not yours to give to somebody else, or it is handed in."))


def may_agree(actor: Actor, form: ReviewForm) -> bool:
    """The managers above whoever named the peer."""
    return ReviewForm.objects.filter(is_manager(actor, "about"), pk=form.pk).exists()
