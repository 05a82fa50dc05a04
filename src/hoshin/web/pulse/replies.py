"""Replies to comments: on the side of whoever may read them, and on that of their author, who is known to nobody.

The author's side answers by itself, without a redirect, a message or a notice, and keys travel in no address.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hoshin.base.errors import Invalid, NotFound
from hoshin.pulse.comment_keys import mark_of_key
from hoshin.pulse.models import LONGEST_COMMENT
from hoshin.pulse.selectors import comment_by_mark, comment_of_key, wave_by_code
from hoshin.pulse.services import go_on_about_comment, reply_to_comment
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import redirect, render

MOST_KEYS = 20


class CommentKeysForm(forms.Form):
    keys = forms.CharField(
        label=later("Your keys"), max_length=MOST_KEYS * 40, widget=forms.Textarea({"rows": 3, "spellcheck": "false"})
    )


class CommentReplyForm(forms.Form):
    text = forms.CharField(label=later("Your reply"), max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 4}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest) -> HttpResponse:
    """Read what was replied, by one's keys, and say more."""
    actor, form = actor_of(request), CommentKeysForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "found": [], "longest": LONGEST_COMMENT}
    if request.method == "POST" and form.is_valid():
        keys, text = form.cleaned_data["keys"].split()[:MOST_KEYS], request.POST.get("text", "")
        try:
            if text.strip():
                go_on_about_comment(actor, key=keys[0], text=text)
        except NotFound:
            form.add_error("keys", _not_found())
        except Invalid as error:
            place_problems(form, error, text="keys")
        read = [(comment_of_key(actor, mark_of_key(key)), key) for key in dict.fromkeys(keys)]
        context["found"] = [(*one, key) for one, key in read if one is not None]
        if not context["found"]:
            form.add_error("keys", _not_found())
    return render(request, "pulse/replies.html", context=context, status=422 if form.errors else 200)


def _not_found() -> str:
    return _("No comment has this key. Comments are told when their survey is closed, and only of groups large enough.")


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, code: str, place: int, mark: str) -> HttpResponse:
    """One comment that the reader may read, what was said about it since, and a reply."""
    actor = actor_of(request)
    wave = wave_by_code(actor, code)
    sheet, found = comment_by_mark(actor, wave, place, mark)
    form = CommentReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reply_to_comment(actor, sheet=sheet, mark=mark, text=form.cleaned_data["text"])
        except Invalid as error:
            place_problems(form, error)
        else:
            return redirect(request, "survey_comment", code, place, mark)
    context = {"wave": wave, "sheet": sheet, "comment": found, "form": form}
    return render(request, "pulse/comment.html", context=context, status=422 if form.errors else 200)
