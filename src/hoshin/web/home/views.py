"""Where somebody lands: what they owe, what is expected of them, what changed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.notices.inbox import Inbox, inbox
from hoshin.web.access import actor_of
from hoshin.web.home_parts import done_in_place, home_parts
from hoshin.web.htmx import is_htmx, redirect, render

MOST = 100


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The inbox with the first answer; the other sections come in behind it."""
    actor = actor_of(request)
    found = inbox(actor)
    parts = [part for part in home_parts() if part.is_for(actor)]
    context = {
        "inbox": found,
        "title": _title(found),
        "in_place": done_in_place(),
        "today": clock.today(),
        "below": [part for part in parts if not part.is_aside],
        "aside": [part for part in parts if part.is_aside],
    }
    return render(request, "home/page.html", None, context)


@never_cache
@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """Everything that somebody owes as one list to work through."""
    found = inbox(actor_of(request), most=MOST)
    context = {"inbox": found, "in_place": done_in_place(), "today": clock.today()}
    return render(request, "home/owed.html", None, context)


@never_cache
@require_safe
def part(request: HttpRequest, code: str) -> HttpResponse:
    """One section; on its own the page where all of it stands."""
    actor = actor_of(request)
    wanted = next((one for one in home_parts() if one.code == code and one.is_for(actor)), None)
    if wanted is None:
        raise NotFound("section of home", code)
    if not is_htmx(request):
        return redirect(request, wanted.page)
    shown = wanted.shows(request)
    return HttpResponse() if shown is None else render(request, wanted.template, None, shown)


def _title(found: Inbox) -> str:
    count = len(found.lines)
    if not count:
        return _("Nothing needs you now")
    if found.more:
        return _("Begin with these")
    return ngettext("One thing needs you", "%(count)s things need you", count) % {"count": count}
