"""Name, fiscal year and currency of the organisation; what holds for its check-ins."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.checkins.rules import rules
from hoshin.checkins.services import save_check_in_rules
from hoshin.org.selectors import organisation
from hoshin.org.services import save_organisation
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.settings.forms import CheckInRulesForm, OrganisationSettings
from hoshin.web.way_back import undo_since

_FIELDS = ("name", "fiscal_year_start", "currency", "version")
CURRENCIES = "AUD BRL CAD CHF CNY CZK DKK EUR GBP INR JPY KRW MXN NOK NZD PLN SEK SGD USD ZAR".split()


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Right.EDIT_SETTINGS)
    found = organisation()
    form = OrganisationSettings(request.POST or None, initial={name: getattr(found, name, None) for name in _FIELDS})
    if form.is_valid():
        try:
            saved = save_organisation(actor, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            is_changed = found is not None and saved.version != found.version
            change = own_latest_change(actor) if is_changed else None
            notice(request, _("The settings are saved."), reverse("undo_change", args=[change]) if change else None)
            return redirect(request, "organisation_settings")
    return _page(request, form, _rules_form())


@require_POST
def check_in_settings(request: HttpRequest) -> HttpResponse:
    """What holds for check-ins, below the other settings."""
    actor = actor_of(request)
    require(actor, Right.EDIT_SETTINGS)
    form, before = _rules_form(request.POST), own_latest_change(actor)
    if form.is_valid():
        try:
            save_check_in_rules(actor, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("The settings are saved."), undo_since(actor, before))
            return redirect(request, "organisation_settings")
    found = organisation()
    return _page(request, OrganisationSettings(initial={name: getattr(found, name, None) for name in _FIELDS}), form)


def _rules_form(data: QueryDict | None = None) -> CheckInRulesForm:
    held = rules()
    names = ("reminded_at", "grace_working_days", "answer_working_days", "acknowledge_working_days", "late_days")
    version = held.version if held.pk else None
    initial = {name: getattr(held, name) for name in names} | {"version": version}
    return CheckInRulesForm(data, initial=initial, auto_id="rules_%s")


def _page(request: HttpRequest, form: OrganisationSettings, rules_form: CheckInRulesForm) -> HttpResponse:
    context = {"form": form, "rules_form": rules_form, "currencies": CURRENCIES}
    status = 422 if form.errors or rules_form.errors else 200
    return render(request, "settings/organisation.html", None, context, status=status)
