"""The form: one page, saved as one types, with the evidence of the person's time beside it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, HoshinError, Invalid, NotFound
from hoshin.base.languages import spoken
from hoshin.base.whole_numbers import whole_number
from hoshin.feedback.advice import suggestions
from hoshin.org.selectors import person_of
from hoshin.reviews.days import is_over_for
from hoshin.reviews.evidence import EvidenceSpread, evidence_of, spread_of, thread_sources
from hoshin.reviews.models import LONGEST_ANSWER, CycleState, FormAnswers, FormState, ReviewForm
from hoshin.reviews.policies import may_hand_over, require_writer
from hoshin.reviews.selectors import answers_of, form_by_number, questions_of, with_answers
from hoshin.reviews.services import hand_in, save_answers, take_back_form
from hoshin.reviews.together import brief_in
from hoshin.web.access import actor_of
from hoshin.web.errors import ANSWERS
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import answers_typed
from hoshin.web.reviews.reading import cited_by_question


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for whoever writes it; without script it saves by its button. Others read it where it may be read."""
    actor = actor_of(request)
    form = form_by_number(actor, pk)
    own = person_of(actor)
    is_writer = own is not None and own.pk == form.by_id
    if request.method == "POST":
        return _sent(request, form)
    is_open = is_writer and form.state == FormState.OPEN and form.cycle.state == CycleState.WRITING
    kept = answers_of(actor, form)
    return render(request, "reviews/form.html", context=_context(request, form, kept, is_writer, is_open))


def _context(
    request: HttpRequest, form: ReviewForm, kept: FormAnswers | None, is_writer: bool, is_open: bool
) -> dict[str, Any]:
    asked, pair = questions_of(form), (form.about_id, form.by_id, form.source)
    return {
        "form": form,
        "cycle": form.cycle,
        "kept": kept,
        "rows": with_answers(asked, kept),
        "cited": cited_by_question(kept),
        "spread": _spread(form, kept),
        "is_writer": is_writer,
        "is_open": is_open,
        "is_late": is_open and is_over_for(form.by, form.cycle.write_until),
        "is_brief": is_open and any(one.is_rated for one in asked) and bool(brief_in(form.cycle, [pair])),
        "may_take_back": is_writer and form.state == FormState.DONE and form.cycle.state == CycleState.WRITING,
        "may_hand_over": may_hand_over(actor_of(request), form),
        "longest": LONGEST_ANSWER,
        "problems": [],
    }


def _spread(form: ReviewForm, kept: FormAnswers | None) -> EvidenceSpread:
    days = [date.fromisoformat(one["day"]) for one in kept.cited] if kept else []
    return spread_of(days, form.cycle.starts_on, form.cycle.ends_on)


def _sent(request: HttpRequest, form: ReviewForm) -> HttpResponse:
    actor = actor_of(request)
    try:
        kept = save_answers(actor, form=form, typed=answers_typed(request.POST), version=_version(request))
        if "done" in request.POST:
            hand_in(actor, form=form, version=kept.version)
    except (Conflict, Invalid) as error:
        typed = answers_typed(request.POST)
        answers = {code: {"text": text} for code, text in typed.texts.items() if text}
        answers |= {code: {"rating": step} for code, step in typed.ratings.items() if step is not None}
        theirs = answers_of(actor, form)
        shown = FormAnswers(form=form, answers=answers, cited=theirs.cited if theirs else [])
        shown.version = theirs.version if theirs else 0
        context = _context(request, form, shown, True, True) | {"problems": _said(error)}
        return render(request, "reviews/form.html", context=context, status=409 if isinstance(error, Conflict) else 422)
    if "done" not in request.POST:
        notice(request, _("It is saved. You alone read it until you hand it in."))
        return redirect(request, "review_form", form.pk)
    notice(request, _("It is handed in."))
    return redirect(request, "reviews")


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed so far, for the script of the page: its new version, or what is wrong."""
    actor = actor_of(request)
    try:
        form = form_by_number(actor, pk)
        kept = save_answers(actor, form=form, typed=answers_typed(request.POST), version=_version(request))
    except NotFound:
        problem = _("This form is somebody else's by now, or gone. Copy what you need: it is not saved any more.")
        return JsonResponse({"problem": problem}, status=404)
    except (Conflict, Denied, Invalid) as error:
        return JsonResponse({"problem": " ".join(_said(error))}, status=ANSWERS[type(error)].status)
    spread = _spread(form, kept)
    return JsonResponse({"version": kept.version, "spread": spread.counts})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing what was handed in."""
    actor = actor_of(request)
    form = form_by_number(actor, pk)
    take_back_form(actor, form=form)
    notice(request, _("You can go on writing. Hand it in again when it is done."))
    return redirect(request, "review_form", form.pk)


@never_cache
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence thread beside the form, as far as its writer may see it; it comes in behind the page."""
    actor = actor_of(request)
    form = form_by_number(actor, pk)
    require_writer(actor, form)
    until = min(form.cycle.ends_on, clock.today())
    found = evidence_of(actor, form.about, form.cycle.starts_on, max(until, form.cycle.starts_on))
    by_kind = [(source.label, [one for one in found if one.kind == source.code]) for source in thread_sources()]
    context = {"form": form, "kinds": [(label, rows) for label, rows in by_kind if rows], "in_all": len(found)}
    return render(request, "reviews/_evidence.html", context=context)


@require_POST
def coach(request: HttpRequest) -> HttpResponse:
    """What a writer may want to say otherwise, while it is typed: to them alone, and nothing of it is kept."""
    text = next((said for name, said in request.POST.items() if name.startswith("a-")), "")[:LONGEST_ANSWER]
    context = {"suggestions": suggestions(actor_of(request), text, spoken()), "has_text": bool(text.strip())}
    return render(request, "feedback/_coach.html", context=context)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return whole_number(text, 8) or 0


def _said(error: HoshinError) -> list[str]:
    problems = getattr(error, "problems", ())
    return [f"{one.message} {one.remedy}".strip() for one in problems] or [str(error)]
