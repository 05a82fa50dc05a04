"""What people do with a signal, from the list or from its page: each is one press, and can be undone."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.whole_numbers import whole_numbers
from hoshin.measures.services import change_measure
from hoshin.signals.models import Signal
from hoshin.signals.selectors import signal_by_number, signals_by_numbers
from hoshin.signals.services import (
    MOST_AT_ONCE,
    SignalAnswer,
    acknowledge_signal,
    answer_signals,
    call_signal_useful,
    hand_over_signal,
    retire_measure,
    snooze_signal,
)
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, refresh
from hoshin.web.jinja import url
from hoshin.web.signals.forms import A_WEEK, HandOverForm, NewOwnerForm, SnoozeForm
from hoshin.web.signals.views import signal_page
from hoshin.web.way_back import undo_since


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one saw it."""
    actor, signal, before = _asked(request, pk)
    acknowledge_signal(actor, signal=signal)
    return _done(
        request, signal, _("Acknowledged: it stands until its rule finds it no more."), undo_since(actor, before)
    )


@require_POST
def useful(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether it was of use."""
    actor, signal, before = _asked(request, pk)
    is_useful = request.POST.get("useful") == "yes"
    call_signal_useful(actor, signal=signal, is_useful=is_useful)
    text = _("Called useful. Thank you.") if is_useful else _("Called not useful: its rule is judged by that.")
    return _done(request, signal, text, undo_since(actor, before))


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it rest until a day, or for a week."""
    actor, signal, before = _asked(request, pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return signal_page(request, signal, snooze=form, status=422)
    until = form.cleaned_data["until"]
    try:
        snooze_signal(actor, signal=signal, until=until)
    except Invalid as error:
        place_problems(form, error)
        return signal_page(request, signal, snooze=form, status=422)
    text = _("It rests until %(day)s.") % {"day": until.isoformat()}
    return _done(request, signal, text, undo_since(actor, before))


@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Say the same of all chosen signals: that one saw them, what they were worth, that they rest for a week."""
    actor, before = actor_of(request), own_latest_change(actor_of(request))
    chosen = set(whole_numbers(request.POST.getlist("chosen")[:MOST_AT_ONCE]))
    given = request.POST.get("answer", "")
    if given not in set(SignalAnswer):
        raise NotFound("answer", given, known=list(SignalAnswer))
    answer = SignalAnswer(given)
    signals = signals_by_numbers(actor, chosen)
    done = answer_signals(actor, signals=signals, answer=answer, until=clock.today() + A_WEEK)
    text = ngettext("%(count)s signal is answered.", "%(count)s signals are answered.", len(done))
    notice(request, text % {"count": len(done)}, undo_since(actor, before))
    return refresh(request, url("signals"))


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it go to somebody else, who is told."""
    actor, signal, before = _asked(request, pk)
    form = HandOverForm(request.POST, actor=actor, prefix="to")
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            hand_over_signal(actor, signal=signal, person=person)
        except Invalid as error:
            place_problems(form, error)
        else:
            return _done(request, signal, _("%(name)s is told.") % {"name": person.name}, undo_since(actor, before))
    return signal_page(request, signal, hand_over=form, status=422)


@require_POST
def new_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the measure of an owner who is silent to somebody else. A right of the office."""
    actor, signal, before = _asked(request, pk)
    require(actor, Right.EDIT_PLAN)
    if signal.measure is None:
        raise NotFound("measure", str(pk))
    form = NewOwnerForm(request.POST, actor=actor, prefix="owner")
    if form.is_valid():
        person = form.cleaned_data["person"]
        change_measure(actor, measure=signal.measure, owner=person)
        text = _("%(name)s owns %(measure)s now.") % {"name": person.name, "measure": signal.measure.name}
        return _done(request, signal, text, undo_since(actor, before))
    return signal_page(request, signal, owner=form, status=422)


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the measure of an owner who is silent serve no objective any more. A right of the office."""
    actor, signal, before = _asked(request, pk)
    require(actor, Right.EDIT_PLAN)
    if signal.measure is None:
        raise NotFound("measure", str(pk))
    retire_measure(actor, measure=signal.measure)
    text = _("%(measure)s serves no objective any more. Its history stays.") % {"measure": signal.measure.name}
    return _done(request, signal, text, undo_since(actor, before))


def _asked(request: HttpRequest, pk: int) -> tuple[Actor, Signal, int | None]:
    actor = actor_of(request)
    return actor, signal_by_number(actor, pk), own_latest_change(actor)


def _done(request: HttpRequest, signal: Signal, text: str, undo: str | None) -> HttpResponse:
    notice(request, text, undo)
    return refresh(request, url("signal", signal.pk))
