"""People outside: named by the person, agreed by a manager above, asked by mail, and writing by a secret link."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.events import after_commit
from hoshin.base.formats import day_in_words
from hoshin.base.mails import mail_id
from hoshin.base.tasks.jobs import Job, JobProgress
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.selectors import person_of
from hoshin.reviews.days import is_over_everywhere, is_over_for
from hoshin.reviews.links import PLACE, form_of_secret, secret_of
from hoshin.reviews.models import CycleState, FormState, OutsideAnswers, OutsideForm, ReviewCycle, ReviewForm
from hoshin.reviews.notices import OUTSIDE_NAMED
from hoshin.reviews.policies import ReviewRight, may_agree_to_outside
from hoshin.reviews.population import people_of
from hoshin.reviews.questions import ReviewQuestion, ReviewSource, questions_from
from hoshin.reviews.rows import AnswersTyped
from hoshin.reviews.services.writing import checked_answers

MOST_OUTSIDE = 5
_ASKED = _(
    "Hello %(name)s,\n\n%(about)s has asked for your view of their work: %(cycle)s. Their manager agreed. You need no "
    "account; this link is for you alone: %(link)s\n\nIt works until the end of %(day)s, or until you hand your answers in. "
    "Managers above %(about)s and HR of their unit read them with your name, and %(about)s does after the results are "
    "released. If you would rather not, do nothing.\n"
)


def name_outside(actor: Actor, *, cycle: ReviewCycle, name: str, email: str) -> OutsideForm:
    """Name somebody outside who is to write about oneself; they are asked once a manager above agreed."""
    require(actor, ReviewRight.WRITE)
    own = person_of(actor)
    if own is None or not people_of(cycle).filter(pk=own.pk).exists():
        raise Denied(Said("This cycle is not about you."))
    if not cycle.has_outside or cycle.state != CycleState.WRITING or is_over_for(own, cycle.write_until):
        raise Denied(Said("Nobody outside is named in this cycle, or not any more."))
    if OutsideForm.objects.filter(cycle=cycle, about=own).exclude(state=FormState.DROPPED).count() >= MOST_OUTSIDE:
        raise Invalid(Said("At most %(most)s people outside are named.", most=MOST_OUTSIDE), field="email")
    try:
        validate_email(email.strip())
    except ValidationError:
        raise Invalid(Said("This is no e-mail address."), field="email", value=email) from None
    with act(actor, "name_outside_reviewer", name=cycle.name):
        form = add_row(OutsideForm(cycle=cycle, about=own, name=name.strip(), email=email.strip().lower()))
        facts = {"name": cycle.name, "about": own.name}
        above = own.manager.user_id if own.manager else None
        tell(actor, OUTSIDE_NAMED, users=[above], about=cycle.pk, facts=facts)
        return form


def answer_outside(actor: Actor, *, form: OutsideForm, is_agreed: bool, page: str) -> OutsideForm:
    """Let somebody outside be asked, or not. `page`: the address of the page where they write, with `PLACE` in it."""
    if not may_agree_to_outside(actor, form):
        raise Denied(Said("Whoever leads the person agrees to whom they name outside."))
    with act(actor, "answer_outside_reviewer", name=form.about.name):
        fresh = locked_row(form, version=None)
        if fresh.state != FormState.PROPOSED or form.cycle.state != CycleState.WRITING:
            raise Invalid(Said("This was answered already."))
        state, asked_at = (FormState.OPEN, clock.now()) if is_agreed else (FormState.DROPPED, None)
        row, _is_changed = change_row(form, version=None, state=state, asked_at=asked_at)
        if is_agreed:
            after_commit(ASK_OUTSIDE, form=form.pk, page=page)
        return row


def outside_form_of(secret: str) -> tuple[OutsideForm, OutsideAnswers | None]:
    """The form of a link, with what was saved, for whoever has the link. NotFound: there is no such link. Conflict: it was
    used, or its time is over; the message says which and nothing of what was written."""
    form = form_of_secret(secret)
    if form is None or form.state in (FormState.PROPOSED, FormState.DROPPED):
        raise NotFound("link", "")
    if form.state == FormState.DONE:
        raise Conflict(
            Said("Your answers were handed in with this link already. Thank you: there is nothing more to do.")
        )
    if form.cycle.state != CycleState.WRITING or is_over_everywhere(form.cycle.write_until):
        raise Conflict(Said("The time in which answers were taken is over, and this link with it."))
    return form, OutsideAnswers.objects.filter(form=form).first()


def outside_questions(form: OutsideForm) -> list[ReviewQuestion]:
    """What somebody outside is asked about a person of that job family."""
    held = ReviewForm.objects.filter(cycle=form.cycle_id, about=form.about_id).values_list("job_family", flat=True)
    family = held.order_by("pk").first()
    family = form.about.job_family if family is None else family
    return [one for one in questions_from(form.cycle.questions) if one.asks(ReviewSource.OUTSIDE, family)]


def save_outside(*, secret: str, typed: AnswersTyped, is_done: bool) -> OutsideForm:
    """Keep what somebody outside typed, or hand it in. The trail names the system, and never what was written."""
    form, _kept = outside_form_of(secret)
    answers = checked_answers(outside_questions(form), typed)
    with act(Actor.system("web"), "write_outside_review", name=form.about.name):
        locked_row(form, version=None)
        outside_form_of(secret)
        if is_done and not answers:
            raise Invalid(Said("Nothing is written yet."), remedy="Answer one question at least.")
        values: dict[str, Any] = {"answers": answers, "saved_at": clock.now()}
        kept = OutsideAnswers.objects.filter(form=form).first()
        if kept is None:
            add_row(OutsideAnswers(form=form, **values))
        else:
            change_row(kept, version=None, **values)
        if not is_done:
            return form
        return change_row(form, version=None, state=FormState.DONE, done_at=clock.now())[0]


def _ask(progress: JobProgress, *, form: int, page: str) -> None:
    """Mail the link. It is made when the mail is written, so that no job holds it."""
    asked = OutsideForm.objects.select_related("cycle", "about").filter(pk=form, state=FormState.OPEN).first()
    if asked is not None:
        words = {"name": asked.name, "about": asked.about.name, "cycle": asked.cycle.name}
        words |= {"link": page.replace(PLACE, secret_of(asked)), "day": day_in_words(asked.cycle.write_until)}
        subject = str(_("Your view of the work of %(name)s")) % {"name": " ".join(asked.about.name.split())}
        number = mail_id("job", progress.number, asked.email)
        EmailMessage(subject, str(_ASKED) % words, None, [asked.email], headers=number).send()


ASK_OUTSIDE = Job(
    "reviews.ask_outside", _ask, _("Mail a link to somebody outside"), retries=9, wait=timedelta(minutes=1)
)
