"""What administrators see of people's data: that they were put together, who was erased, and how long data are kept."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.personal.models import MOST_DAYS
from hoshin.personal.policies import PersonalRight
from hoshin.personal.selectors import erasures_made, exports_made, retention_rules
from hoshin.personal.services import ask_for_data, keep_for
from hoshin.personal.subjects import DataSubject, subject_by_user, subject_to_help
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.number_field import NumberField
from hoshin.web.way_back import undo_since

_SHOWN = 50
_PARTS = ("leavers", "notices", "letters", "sign_ins")


def _days(label: object, hint: object) -> NumberField:
    return NumberField(is_whole=True, label=label, least=1, most=MOST_DAYS, help_text=hint)


class RetentionForm(forms.Form):
    leavers = _days(
        gettext_lazy("Days after the last day until leavers are erased"),
        gettext_lazy("Whoever still has something waits until that is handed over. Empty: nobody is erased by itself."),
    )
    notices = _days(
        gettext_lazy("Days until notices are forgotten"),
        gettext_lazy("Read or not. Empty: 90 days once they are read, a year at most."),
    )
    letters = _days(
        gettext_lazy("Days until it is forgotten which mails were sent"),
        gettext_lazy("With the mails that stay here where no mail server is set. Empty: 30 days."),
    )
    sign_ins = _days(
        gettext_lazy("Days until it is forgotten when somebody signed in last"),
        gettext_lazy("Empty: it is kept."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, PersonalRight.ERASE)
    return _page(request, actor, _form(actor))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """How long data are kept."""
    actor = actor_of(request)
    require(actor, PersonalRight.ERASE)
    form, before = _form(actor, request.POST), own_latest_change(actor)
    if form.is_valid():
        try:
            keep_for(actor, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("The settings are saved."), undo_since(actor, before))
            return redirect(request, "personal_data")
    return _page(request, actor, form)


@require_POST
def put_together(request: HttpRequest, pk: int) -> HttpResponse:
    """Have somebody's data put together for them: they alone fetch the file."""
    actor = actor_of(request)
    subject = subject_to_help(actor, pk)
    _ask(request, actor, subject)
    return redirect(request, "person", subject.employee_id)


@require_POST
def put_together_of_user(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a user who is no person."""
    actor = actor_of(request)
    _ask(request, actor, subject_by_user(actor, pk))
    return redirect(request, "user", pk)


def _ask(request: HttpRequest, actor: Actor, subject: DataSubject) -> None:
    try:
        ask_for_data(actor, subject=subject)
    except Conflict as error:
        notice(request, str(error))
    else:
        notice(request, _("It is being done. %(name)s alone can fetch the file.") % {"name": subject.name})


def _form(actor: Actor, data: QueryDict | None = None) -> RetentionForm:
    held = retention_rules(actor)
    given = {part: getattr(held, part) for part in _PARTS} | {"version": held.version if held.pk else None}
    return RetentionForm(data, initial=given)


def _page(request: HttpRequest, actor: Actor, form: RetentionForm) -> HttpResponse:
    context = {"form": form, "exports": exports_made(actor)[:_SHOWN], "erasures": erasures_made(actor)[:_SHOWN]}
    return render(request, "personal/people.html", None, context, status=422 if form.errors else 200)
