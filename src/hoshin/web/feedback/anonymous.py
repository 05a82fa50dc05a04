"""Words without a name: written, answered, and read again by whoever has the key.

No notice, redirect or message of the next page: each of these would keep something of whoever writes.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.base.errors import Invalid, NotFound
from hoshin.feedback.models import AnonymousTalk
from hoshin.feedback.selectors import (
    talk_by_number,
    talk_of_key,
    talks_to,
    talks_waiting,
    to_write_without_name,
    words_of_talk,
)
from hoshin.feedback.services import answer_without_name, go_on_without_name, write_without_name
from hoshin.feedback.services.nameless import digest_of
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.feedback.forms import KeyForm, NamelessForm, WordsForm
from hoshin.web.forms import place_problems
from hoshin.web.htmx import redirect, render


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write; the answer shows the key once."""
    actor = actor_of(request)
    form = NamelessForm(request.POST or None, hearers=to_write_without_name(actor))
    if request.method == "POST" and form.is_valid():
        to = form.hearers[form.cleaned_data["to"]]
        try:
            key = write_without_name(actor, to=to, text=form.cleaned_data["text"])
        except Invalid as error:
            place_problems(form, error)
        else:
            return render(request, "feedback/anonymous_key.html", context={"key": key, "to": to})
    context = {"form": form, "hears": bool(talks_to(actor))}
    return render(request, "feedback/anonymous.html", context=context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """Read answers by the key, and go on; the key travels in no address."""
    actor, form = actor_of(request), KeyForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "talk": None}
    if request.method == "POST" and form.is_valid():
        key, text = form.cleaned_data["key"], request.POST.get("text", "")
        try:
            talk = go_on_without_name(actor, key=key, text=text) if text.strip() else talk_of_key(digest_of(key))
        except NotFound:
            form.add_error("key", _("No message has this key."))
        except Invalid as error:
            place_problems(form, error)
        else:
            context |= {"talk": talk, "words": words_of_talk(talk), "more": WordsForm(auto_id="more-%s"), "key": key}
    return render(request, "feedback/anonymous_answers.html", context=context, status=422 if form.errors else 200)


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What was written to oneself without a name."""
    actor = actor_of(request)
    waiting = set(talks_waiting(actor).values_list("pk", flat=True))
    talks = sorted(talks_to(actor), key=lambda talk: talk.pk not in waiting)
    context = {"person": person_of(actor), "talks": talks, "waiting": waiting}
    return render(request, "feedback/anonymous_inbox.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one of them and answer it."""
    actor = actor_of(request)
    found: AnonymousTalk = talk_by_number(actor, pk)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_without_name(actor, talk=found, text=form.cleaned_data["text"])
        return redirect(request, "anonymous_talk", pk)
    context = {"talk": found, "words": words_of_talk(found), "form": form}
    return render(request, "feedback/anonymous_talk.html", context=context, status=422 if form.errors else 200)
