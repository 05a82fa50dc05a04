"""The mails that stay in the installation because no mail server is set, shown as pages."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hoshin.base.whole_numbers import whole_number
from hoshin.notices.kept_mails import mail_kept, mails_go_out, mails_kept
from hoshin.web.access import actor_of
from hoshin.web.htmx import render

# Further than any page that holds a mail, and no further than a list can be counted.
_LAST = 1_000_000


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    page = min(whole_number(request.GET.get("page", "")) or 1, _LAST)
    mails, has_more = mails_kept(actor_of(request), page=page)
    context = {"mails": mails, "page": page, "has_more": has_more, "mails_go_out": mails_go_out()}
    return render(request, "notices/mails.html", None, context)


@never_cache
@require_safe
def one(request: HttpRequest, day: str, name: str) -> HttpResponse:
    """One mail, as its receiver would read it."""
    return render(request, "notices/mail.html", None, {"mail": mail_kept(actor_of(request), day, name)})
