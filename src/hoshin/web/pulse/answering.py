"""The page on which a survey is answered: the promise first.

No redirect, message or notice after it, and nothing of the answer in an address: each would keep something of whoever sends
it. The address is the same for everybody who is asked.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hoshin.base.errors import Invalid
from hoshin.pulse.library import COMMENT
from hoshin.pulse.models import CommentReaders
from hoshin.pulse.policies import require_invited
from hoshin.pulse.selectors import has_answered, languages_of, own_named_answer, survey_of, wave_by_code
from hoshin.pulse.services import answer_with_name, cast_ballot
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import redirect, render
from hoshin.web.pulse.forms import BallotForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """What is promised, the questions, and what was typed where something is wrong with it."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    if not wave.is_open:
        return redirect(request, "survey", wave.code)
    invitation = require_invited(actor, wave)
    has_comment = wave.is_named or wave.comments_to != CommentReaders.NOBODY
    survey = survey_of(wave)
    language = (request.POST or request.GET).get("language", "")
    languages = languages_of(wave)
    # In the language of the pages, where the survey is asked in that; else in the first of its own.
    known = language if language in languages else "" if get_language() in languages else languages[0]
    held = own_named_answer(actor, wave) if wave.is_named else None
    form = BallotForm(
        request.POST or None,
        initial=held.answers if held else None,
        questions=survey.questions,
        has_comment=has_comment,
        language=known,
    )
    context = {"wave": wave, "survey": survey, "form": form, "kept_with": invitation.kept_with}
    context |= {"languages": languages, "asked_in": known}
    context["has_answered"] = request.method != "POST" and has_answered(actor, wave)
    if request.method == "POST" and form.is_valid():
        try:
            keep = answer_with_name if wave.is_named else cast_ballot
            said = keep(actor, wave=wave, answers=form.answers, comment=form.cleaned_data.get(COMMENT, ""))
        except Invalid as error:
            place_problems(form, error)
        else:
            return render(request, "pulse/thanks.html", context=context | {"said": [] if wave.is_named else said})
    return render(request, "pulse/answer.html", context=context, status=422 if form.errors else 200)
