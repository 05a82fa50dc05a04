"""Peers, named by the person and agreed by whoever leads them; and others, whom a manager asks."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.base.errors import Denied, Invalid
from hoshin.org.selectors import person_of
from hoshin.reviews.selectors import (
    cycle_by_code,
    form_by_number,
    may_ask_others_in,
    others_asked,
    outside_to_agree,
    own_reviews,
    peers_named,
)
from hoshin.reviews.services import agree_to_peer, ask_others, decline_peer, name_peers
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import OthersForm, PeersForm


@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: HttpRequest, code: str) -> HttpResponse:
    """Name people who are to write about oneself."""
    actor = actor_of(request)
    cycle, own = cycle_by_code(actor, code), person_of(actor)
    if own is None:
        raise Denied(_("Reviews are about people. Your user is no person of the organisation: ask the office."))
    form = PeersForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            name_peers(actor, cycle=cycle, people=form.people)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("They are named. Your manager agrees, and then they are asked."))
            return redirect(request, "review_peers_name", cycle.code)
    context = {"cycle": cycle, "form": form, "named": peers_named(actor, cycle, own), "person": own}
    return render(request, "reviews/peers.html", context=context, status=422 if form.errors else 200)


@require_safe
def agreeing(request: HttpRequest) -> HttpResponse:
    """Peers and people outside whom the reader's reports named."""
    actor = actor_of(request)
    return render(
        request, "reviews/agree.html", context={"rows": own_reviews(actor).to_agree, "outside": outside_to_agree(actor)}
    )


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a peer, or not."""
    actor = actor_of(request)
    form = form_by_number(actor, pk)
    if "agree" in request.POST:
        agree_to_peer(actor, form=form)
        notice(request, _("%(name)s is asked.") % {"name": form.by.name})
    else:
        decline_peer(actor, form=form)
        notice(request, _("%(name)s is not asked.") % {"name": form.by.name})
    return redirect(request, "review_peers")


@require_http_methods(["GET", "HEAD", "POST"])
def others(request: HttpRequest, code: str) -> HttpResponse:
    """Ask somebody who leads one of the reader's people by a dotted line or in a project."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    if not may_ask_others_in(actor, cycle):
        raise Denied(_("Managers and HR ask others while forms are written, in cycles in which these write."))
    form = OthersForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        about, by = form.cleaned_data["about"], form.cleaned_data["by"]
        try:
            ask_others(actor, cycle=cycle, about=about, people=[by])
        except (Denied, Invalid) as error:
            place_problems(form, error if isinstance(error, Invalid) else Invalid(str(error), field="about"))
        else:
            notice(request, _("%(name)s is asked.") % {"name": by.name})
            return redirect(request, "review_others", cycle.code)
    context = {"cycle": cycle, "form": form, "asked": others_asked(actor, cycle)}
    return render(request, "reviews/others.html", context=context, status=422 if form.errors else 200)
