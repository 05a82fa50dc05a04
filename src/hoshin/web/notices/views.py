"""What somebody was told and what they owe: listed, opened, marked as read; and the bell above every page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hoshin.base.errors import NotFound, NotReadable
from hoshin.base.whole_numbers import whole_number
from hoshin.notices.kinds import kinds_for, owed_kinds
from hoshin.notices.owing import owed_now
from hoshin.notices.selectors import kinds_told, notice_told, notices_told, unread_count
from hoshin.notices.services import mark_read
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render

_MOST = 1_000


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What one was told, the newest first; what is owed comes in behind the page, kind by kind."""
    actor, asked = actor_of(request), request.GET
    page = whole_number(asked.get("page", ""), 6) or 1
    kinds = kinds_told(actor)
    chosen = next((kind for kind in kinds_for(actor) if kind.code == asked.get("kind")), None)
    is_unread = asked.get("unread") == "yes"
    told, has_more = notices_told(actor, unread=is_unread, kind=chosen.code if chosen else "", page=page)
    context = {
        "told": told,
        "page": page,
        "has_more": has_more,
        "is_unread": is_unread,
        "kinds": kinds,
        "chosen": chosen,
        "has_filter": is_unread or chosen is not None,
        "unread": unread_count(actor),
        "owed_kinds": owed_kinds(actor),
    }
    return render(request, "notices/page.html", "notices/_list.html", context)


@never_cache
@require_safe
def owed(request: HttpRequest, kind: str) -> HttpResponse:
    """What one owes of a kind, as a line of the page; on its own it leads to where that is done."""
    actor = actor_of(request)
    wanted = next((one for one in owed_kinds(actor) if one.code == kind), None)
    if wanted is None:
        raise NotFound("kind of notice", kind)
    if not is_htmx(request):
        return redirect(request, wanted.page)
    return render(request, "notices/_owed.html", None, {"owed": owed_now(actor, [kind])})


@never_cache
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell anew, with how much is unread."""
    return render(request, "notices/bell.html", None, {"unread_notices": unread_count(actor_of(request))})


@require_safe
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Open exactly what a notice is about, and note that it is read where that may be known."""
    actor = actor_of(request)
    told = notice_told(actor, number)
    mark_read(actor, notices=[number], by_opening=True)
    return redirect(request, told.page, *told.page_by) if told.page else redirect(request, "notices")


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Note that some, or all, is read; or that it is not."""
    actor, numbers = actor_of(request), request.POST.getlist("notice")[:_MOST]
    if not all(number.isascii() and number.isdecimal() and len(number) < 18 for number in numbers):
        raise NotReadable
    is_read = request.POST.get("as") != "unread"
    count = mark_read(actor, notices=[int(number) for number in numbers] or None, is_read=is_read)
    words = ngettext("%(count)s notice is read.", "%(count)s notices are read.", count) % {"count": count}
    notice(request, words if is_read else _("It is unread again."))
    return refresh(request, "/notices")
