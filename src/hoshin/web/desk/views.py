"""Favourites and saved views: listed, starred, saved from the page that they show, renamed, shared, removed."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.base.whole_numbers import whole_number
from hoshin.desk.policies import DeskRight, may_change_view
from hoshin.desk.selectors import starred, view_by_id, views_listed
from hoshin.desk.services import begin_with, change_view, remove_view, save_view, star, take_star
from hoshin.web.access import actor_of
from hoshin.web.desk.forms import ChangedView, NewView
from hoshin.web.forms import place_problems
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render, toast
from hoshin.web.kept import KEPT_PAGES, Star, address_of_starred, address_of_view, query_kept
from hoshin.web.way_back import page_asking, undo_since


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All favourites and views of the person, and the views that others share."""
    return render(request, "desk/page.html", None, _context(actor_of(request)))


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """The views of a page, and the form that saves it as it stands; without script a page of its own."""
    page = page_asking(request) or request.GET.get("of", "")
    query = urlsplit(request.htmx.current_url or "").query if is_htmx(request) else request.GET.get("query", "")
    form = NewView(initial={"page": page, "query": query_kept(query)})
    return _menu(request, form, page)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the page that the form names, with its filters, as a view."""
    actor, form = actor_of(request), NewView(request.POST)
    before = own_latest_change(actor)
    if form.is_valid():
        try:
            made = save_view(actor, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            text, undo = _("The view “%(name)s” is saved.") % {"name": made.name}, undo_since(actor, before)
            if not is_htmx(request):
                notice(request, text, undo)
                return redirect(request, "desk")
            kept = NewView(initial={"page": made.page, "query": made.query})
            return toast(_menu(request, kept, made.page), text, undo)
    return _menu(request, form, request.POST.get("page", ""), 422)


@require_safe
def open_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Lead to the page that a view shows."""
    view = view_by_id(actor_of(request), view_id)
    return redirect(request, address_of_view(view.page, view.query))


@require_POST
def change(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename a view, or share it with everybody."""
    actor, form = actor_of(request), ChangedView(request.POST)
    view, before = view_by_id(actor, view_id), own_latest_change(actor)
    if not form.is_valid():
        raise Invalid(_("Give it a name."), field="name")
    changed, is_changed = change_view(actor, view=view, **form.cleaned_data)
    text = _("The view “%(name)s” is saved.") if is_changed else _("Nothing was changed.")
    notice(request, text % {"name": changed.name}, undo_since(actor, before))
    return redirect(request, "desk")


@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    actor = actor_of(request)
    view, before = view_by_id(actor, view_id), own_latest_change(actor)
    remove_view(actor, view=view)
    notice(request, _("The view “%(name)s” is removed.") % {"name": view.name}, undo_since(actor, before))
    return redirect(request, "desk")


@require_POST
def set_star(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Make a thing a favourite, or none any more, as the form wishes."""
    actor, is_on = actor_of(request), request.POST.get("on") == "yes"
    if is_on:
        star(actor, kind=kind, number=pk)
    else:
        take_star(actor, kind=kind, number=pk)
    if not is_htmx(request) or page_asking(request) == "desk":
        return refresh(request, "desk")
    return render(request, "desk/star.html", context={"star": Star(kind, pk, is_on)})


@require_POST
def first(request: HttpRequest) -> HttpResponse:
    """Choose with what one begins after signing in; nothing chosen is the usual page."""
    kind, _dash, number = request.POST.get("first", "").partition(":")
    actor = actor_of(request)
    before = own_latest_change(actor)
    begin_with(actor, kind=kind, number=whole_number(number) or 0)
    notice(request, _("The page with which you begin is saved."), undo_since(actor, before))
    return redirect(request, "desk")


def _menu(request: HttpRequest, form: NewView, page: str, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "form": form,
        "views": views_listed(actor, page) if page in KEPT_PAGES else [],
        "label": KEPT_PAGES.get(page, ""),
        "may_share": actor.has(DeskRight.SHARE_VIEWS),
    }
    return render(request, "desk/menu_page.html", "desk/menu.html", context, status)


def _context(actor: Actor) -> dict[str, Any]:
    favourites, views = starred(actor), views_listed(actor)
    on = {one.number for one in favourites if one.kind == "saved_view"}
    lines = [
        {
            "view": view,
            "page": KEPT_PAGES.get(view.page, ""),
            "may_change": may_change_view(actor, view),
            "is_own": view.user_id == actor.user_id,
            "star": Star("saved_view", view.pk, view.pk in on),
        }
        for view in views
    ]
    return {
        "favourites": [(one, address_of_starred(one), Star(one.kind, one.number, is_on=True)) for one in favourites],
        "begins_usually": not any(one.favourite.is_first for one in favourites),
        "lines": lines,
        "may_share": actor.has(DeskRight.SHARE_VIEWS),
    }
