"""The style page: every component in every state, and the small answers that bring it to life. Writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoshin.base.errors import Conflict, Denied, HoshinError, Invalid, NotFound
from hoshin.web.htmx import close_dialog, redirect, refresh, render, toast
from hoshin.web.style import specimens
from hoshin.web.style.forms import Specimen


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    filled = {"name": "", "weight": "-3", "visibility": "public"}
    context = specimens.page() | {
        "empty_form": Specimen(prefix="new"),
        "faulty_form": Specimen(filled, prefix=None, auto_id="faulty_%s"),
    }
    return render(request, "style/page.html", context=context)


@require_GET
def why(request: HttpRequest) -> HttpResponse:
    return render(request, "style/why_page.html", "style/why.html", specimens.page())


@require_GET
def dialog(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Close October 2026?"),
        "text": _("Its scores become official. Later changes show beside them as restatements."),
        "action": _("Close the period"),
        "action_url": reverse("style_save"),
        "back_url": reverse("style"),
    }
    return render(request, "style/confirm_page.html", "_shared/confirm.html", context)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    if "undo" in request.GET:
        return refresh(request, reverse("style"))
    answer = HttpResponse(status=204) if request.htmx else redirect(request, "style")
    return close_dialog(toast(answer, _("October 2026 is closed."), reverse("style_save") + "?undo"))


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    return toast(HttpResponse(status=204), _("The order is kept."), reverse("style_save") + "?undo")


def trouble(request: HttpRequest, kind: str) -> HttpResponse:
    errors: dict[str, HoshinError] = {
        "invalid": Invalid(specimens.PROBLEMS),
        "denied": Denied(),
        "conflict": Conflict(_("Maya Dorn changed the target to 20 h at 10:42.")),
    }
    raise errors.get(kind, NotFound("objective", kind, known=["answers"]))
