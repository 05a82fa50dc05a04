"""Name, fiscal year and currency of the organisation."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.org.selectors import organisation
from hoshin.org.services import save_organisation
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.settings.forms import OrganisationSettings

CURRENCIES = "AUD BRL CAD CHF CNY CZK DKK EUR GBP INR JPY KRW MXN NOK NZD PLN SEK SGD USD ZAR".split()


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Right.EDIT_SETTINGS)
    found = organisation()
    fields = ("name", "fiscal_year_start", "currency", "version")
    form = OrganisationSettings(request.POST or None, initial={name: getattr(found, name, None) for name in fields})
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
    context = {"form": form, "currencies": CURRENCIES}
    return render(request, "settings/organisation.html", None, context, status=422 if form.errors else 200)
