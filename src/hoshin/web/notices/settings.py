"""How somebody wants to be told: each kind in the product and by mail, the digest, and quiet hours."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.accounts.selectors import own_user
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.notices.kept_mails import mails_go_out
from hoshin.notices.kinds import kinds_for
from hoshin.notices.selectors import own_notice_settings
from hoshin.notices.services import choose_notices
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.notices.forms import HOURS, NoticeChoices
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    kinds, stored = kinds_for(actor), own_notice_settings(actor)
    form = NoticeChoices(request.POST or None, kinds=kinds, stored=stored)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            choose_notices(
                actor,
                channels={**stored.channels, **form.channels},
                version=form.cleaned_data["version"],
                **{name: form.cleaned_data[name] for name in HOURS},
            )
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("How you are told is saved."), undo_since(actor, before))
            return redirect(request, "notice_settings")
    context = {
        "form": form,
        "rows": form.rows,
        "zone": own_user(actor).time_zone,
        "mails_go_out": mails_go_out(),
        "address": own_user(actor).email,
    }
    return render(request, "notices/settings.html", None, context, status=422 if form.errors else 200)
