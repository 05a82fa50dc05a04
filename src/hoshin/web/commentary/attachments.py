"""Links and files on a thing or its period: attached, fetched, removed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid, NotFound
from hoshin.commentary.file_types import media_type
from hoshin.commentary.models import MOST_BYTES, Attachment
from hoshin.commentary.policies import readers_of, require_may_comment
from hoshin.commentary.selectors import attachment_by_id, content_of
from hoshin.commentary.services import add_file, add_link, remove_attachment
from hoshin.commentary.validity import LONGEST_ADDRESS
from hoshin.web.access import actor_of
from hoshin.web.commentary.about import About, about_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import close_dialog, is_htmx, notice, refresh, render, toast
from hoshin.web.jinja import url
from hoshin.web.said import period_of_section, said_section
from hoshin.web.way_back import undo_since


class AttachmentForm(forms.Form):
    """A link or a file: one of the two."""

    address = forms.CharField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"placeholder": "https://", "inputmode": "url", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)
    unit = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    place = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        most = {"most": MOST_BYTES // 1_000_000}
        self.fields["file"].help_text = _("Instead of a link, a file of at most %(most)s MB.") % most

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("address")) == bool(data.get("file")):
            raise forms.ValidationError(_("Write the address of a page or choose a file, one of the two."))
        return data


def attach(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Attach a link or a file, in a dialog or on a page of its own; without a period ("always") to the thing itself."""
    about = about_of(request, kind, code, None if period == "always" else period)
    require_may_comment(about.actor, about.thing, about.unit)
    form = AttachmentForm(request.POST or None, request.FILES or None, initial=_opened(request, about))
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(about.actor)
        try:
            added = _added(about, form)
        except Invalid as invalid:
            place_problems(form, invalid)
        else:
            text, undo = _("Attached %(title)s") % {"title": added.title}, undo_since(about.actor, before)
            return _done(request, about, form.cleaned_data["place"], text, undo)
    action = url("attach", kind, about.thing.code, period)
    context = {"about": about, "form": form, "readers": readers_of(about.thing), "action": action}
    status = 422 if request.method == "POST" else 200
    return render(request, "commentary/attach.html", "commentary/_attach.html", context, status)


def _opened(request: HttpRequest, about: About) -> dict[str, str]:
    return {"unit": about.unit_code, "place": request.GET.get("place", "")}


def _done(request: HttpRequest, about: About, place: str, text: str, undo: str | None) -> HttpResponse:
    """The section of the page from which it was done as it is now, or the page anew."""
    period = period_of_section(place) if is_htmx(request) else None
    if period is None:
        notice(request, text, undo)
        return refresh(request, about.page)
    said = said_section(about.actor, about.thing, period, about.unit)
    answer = render(request, "commentary/_saved.html", context={"place": {"id": place, "said": said}})
    answer["HX-Reswap"] = "none"
    return toast(close_dialog(answer), text, undo)


def _added(about: About, form: AttachmentForm) -> Attachment:
    place = {"thing": about.thing, "period": about.when, "unit": about.unit, "title": form.cleaned_data["title"]}
    file = form.cleaned_data["file"]
    if file is None:
        return add_link(about.actor, address=form.cleaned_data["address"], **place)
    # One byte more than may be: the service says that it is too large.
    return add_file(about.actor, name=file.name, content=file.read(MOST_BYTES + 1), **place)


@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """A file to be saved, never to be opened as a page of ours."""
    attachment = attachment_by_id(actor_of(request), pk)
    if not attachment.file_name:
        raise NotFound("file", str(pk))
    answer = HttpResponse(content_of(attachment), media_type(attachment.file_name))
    answer["Content-Disposition"] = content_disposition_header(True, attachment.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link or a file away."""
    actor = actor_of(request)
    attachment = attachment_by_id(actor, pk)
    before = own_latest_change(actor)
    remove_attachment(actor, attachment=attachment)
    about = About(
        actor, "measure" if attachment.measure else "objective", attachment.thing, attachment.period, attachment.unit
    )
    text, undo = _("Removed %(title)s") % {"title": attachment.title}, undo_since(actor, before)
    return _done(request, about, request.POST.get("place", ""), text, undo)
