"""Action items: added, done, changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.meetings.models import ActionItem, OneOnOne
from hoshin.meetings.selectors import action_item_by_number, one_on_one_by_number
from hoshin.meetings.services import add_action_item, change_action_item
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, refresh, toast
from hoshin.web.meetings.forms import ActionForm
from hoshin.web.meetings.page import answer_with_section, day_in
from hoshin.web.way_back import undo_since


@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Note what one of the two is to do."""
    actor = actor_of(request)
    one = one_on_one_by_number(actor, number)
    form = ActionForm(request.POST, one=one)
    if form.is_valid():
        try:
            add_action_item(actor, one_on_one=one, **_values(form, one), day=form.cleaned_data["day"])
        except Invalid as error:
            place_problems(form, error)
    return _section(request, actor, one, **({"action_form": form} if form.errors else {}))


@require_POST
def change(request: HttpRequest, item: int) -> HttpResponse:
    """Say that it is done, or open again; or change what, who and when."""
    actor = actor_of(request)
    found = action_item_by_number(actor, item)
    before = own_latest_change(actor)
    if "done" in request.POST:
        done_on = clock.today() if request.POST["done"] == "yes" else None
        change_action_item(actor, item=found, done_on=done_on)
        text = _("Done") if done_on else _("Open again")
    else:
        form = ActionForm(request.POST, one=found.one_on_one)
        if not form.is_valid():
            return _section(request, actor, found.one_on_one, action_form=form)
        change_action_item(actor, item=found, **_values(form, found.one_on_one))
        text = _("Saved")
    undo = undo_since(actor, before)
    if request.POST.get("day") and _takes_part(actor, found):
        return toast(_section(request, actor, found.one_on_one), text, undo)
    notice(request, text, undo)
    return refresh(request, "meetings")


def _section(request: HttpRequest, actor: Actor, one: OneOnOne, **given: Any) -> HttpResponse:
    day = request.POST.get("day", "")
    return answer_with_section(request, actor, one, "actions", day_in(day) if day else None, **given)


def _values(form: ActionForm, one: OneOnOne) -> dict[str, Any]:
    owner = next(person for person in one.people if person.pk == form.cleaned_data["owner"])
    return {"text": form.cleaned_data["text"], "owner": owner, "due_on": form.cleaned_data["due_on"]}


def _takes_part(actor: Actor, item: ActionItem) -> bool:
    """Whether the page of its 1:1 is theirs to see: to whom it was handed over, it is not."""
    return actor.user_id in (person.user_id for person in item.one_on_one.people)
