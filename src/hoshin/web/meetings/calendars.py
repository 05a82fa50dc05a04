"""The calendar of one's 1:1s at an address of one's own, and invitations."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.accounts.selectors import language_of
from hoshin.base.errors import NotFound
from hoshin.base.languages import speaking
from hoshin.meetings.calendars import calendar_of, invitation_to
from hoshin.meetings.selectors import one_on_one_by_number
from hoshin.meetings.services import ask_for_invitation, make_calendar_address, revoke_calendar_address
from hoshin.meetings.services.calendars import user_of_calendar
from hoshin.web.access import actor_of, open_to_strangers
from hoshin.web.htmx import notice, redirect
from hoshin.web.meetings.views import index_page

_TYPE = "text/calendar; charset=utf-8"


@open_to_strangers
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """All 1:1s of whoever made the address, for a program that knows it and cannot sign in."""
    user = user_of_calendar(secret)
    if user is None:
        raise NotFound("calendar")
    with speaking(language_of(user)):
        answer = HttpResponse(calendar_of(Actor.of(user, "web")), _TYPE)
    answer["Cache-Control"], answer["Content-Disposition"] = "private, no-store", 'inline; filename="hoshin.ics"'
    return answer


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the address of one's own calendar. The answer is the only page that ever shows it."""
    actor = actor_of(request)
    address = f"{settings.SITE_URL}{reverse('calendar_feed', args=[make_calendar_address(actor)])}"
    return index_page(request, actor, secret_address=address)


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take the address back."""
    revoke_calendar_address(actor_of(request))
    notice(request, _("The address of your calendar is taken back: programs find nothing there any more."))
    return redirect(request, "meetings")


@require_safe
def invitation(request: HttpRequest, number: int) -> HttpResponse:
    """One series as a file for a calendar."""
    actor = actor_of(request)
    text, method = invitation_to(actor, one_on_one_by_number(actor, number))
    answer = HttpResponse(text, f"{_TYPE}; method={method}")
    answer["Content-Disposition"] = 'attachment; filename="1-1.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Have the invitation mailed to oneself."""
    actor = actor_of(request)
    ask_for_invitation(actor, one_on_one=one_on_one_by_number(actor, number))
    notice(request, _("The invitation is on its way to you by mail."))
    return redirect(request, "one_on_one", number)
