"""Proposing a goal, a revision of one, or other terms for what is proposed: one form, sent as one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Actor, require
from hoshin.agreements.models import LONGEST, Proposal
from hoshin.agreements.policies import AgreementRight, people_agreed_with_by, require_is_here
from hoshin.agreements.selectors import moves_of, proposal_by_number
from hoshin.agreements.services import change_terms, propose_goal
from hoshin.agreements.services.proposing import acting_person
from hoshin.agreements.services.settling import require_may_be_revised, terms_of
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.okrs.models import Commitment
from hoshin.okrs.selectors import goal_by_code
from hoshin.org.models import Person
from hoshin.org.selectors import person_by_employee_id
from hoshin.web.access import actor_of
from hoshin.web.agreements.typed import TypedTerms
from hoshin.web.forms import offer, place_problems
from hoshin.web.found_field import MARK
from hoshin.web.goal_form import KINDS
from hoshin.web.htmx import notice, redirect, render

_MOST_ABOVE = 30


class WordForm(forms.Form):
    """A word with the terms, and with whom they are to be agreed where somebody proposes a goal of their own."""

    counterpart = forms.ChoiceField(label=gettext_lazy("Agree with"))
    text = forms.CharField(
        label=gettext_lazy("A word with it"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 2})
    )
    proposal_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, above: list[Person], needs_reason: bool = False, **named: Any) -> None:
        super().__init__(*arguments, auto_id="word-%s", **named)
        self.above = {person.employee_id: person for person in above}
        if not above:
            del self.fields["counterpart"]
        else:
            choices = [(person.employee_id, person.name) for person in above]
            offer(self, "counterpart", choices)
        if needs_reason:
            self.fields["text"].label = _("Why")
            self.fields["text"].required = True


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose a goal to somebody (`person`), or one of one's own; with `goal` other terms for one that stands."""
    actor = actor_of(request)
    require(actor, AgreementRight.TAKE_PART)
    by, code = acting_person(actor), request.GET.get("goal", "")
    goal = goal_by_code(actor, code).commitment if code else None
    owner = _owner(actor, request.GET.get("person", ""), goal) or by
    require_is_here(owner)
    if goal is not None:
        require_may_be_revised(goal)
    above = people_above(by) if owner == by else []
    if owner == by and not above:
        raise Denied(_("Nobody stands above you in the organisation with whom you could agree a goal."))
    before = terms_of(goal) if goal else None
    word = WordForm(request.POST or None, above=above)
    typed = TypedTerms.sent(request, actor) if request.method == "POST" else TypedTerms.begun(actor, before)
    if request.method == "POST":
        is_sound, terms = word.is_valid(), typed.read(actor, goal.objective if goal else None, before)
        if terms is not None and is_sound:
            other = word.above[word.cleaned_data["counterpart"]] if above else by
            try:
                made = propose_goal(
                    actor, owner=owner, counterpart=other, terms=terms, commitment=goal, text=word.cleaned_data["text"]
                )
            except Invalid as error:
                place_problems(typed.form, error)
            else:
                waits = made.waits_for or other
                notice(request, _("“%(name)s” is proposed to %(person)s.") % {"name": made, "person": waits.name})
                return redirect(request, "proposal", made.pk)
    return _page(request, actor, typed, word, owner=owner, by=by, goal=goal, proposal=None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other terms on the table, with the reason."""
    actor = actor_of(request)
    require(actor, AgreementRight.TAKE_PART)
    proposal, by = proposal_by_number(actor, pk), acting_person(actor)
    if by not in (proposal.receiver, proposal.counterpart):
        raise Denied(_("Only the two whose proposal it is answer it."))
    before = next(move.terms for move in reversed(moves_of(actor, proposal)) if move.terms is not None)
    initial = {"proposal_version": proposal.version}
    word = WordForm(request.POST or None, above=[], needs_reason=True, initial=initial)
    typed = TypedTerms.sent(request, actor) if request.method == "POST" else TypedTerms.begun(actor, before)
    if request.method == "POST":
        is_sound, terms = word.is_valid(), typed.read(actor, proposal.objective, before)
        if terms is not None and is_sound:
            said = word.cleaned_data
            try:
                change_terms(actor, proposal=proposal, terms=terms, text=said["text"], version=said["proposal_version"])
            except Conflict as error:
                typed.form.add_error(None, str(error))
            except Invalid as error:
                place_problems(typed.form, error)
            else:
                notice(request, _("Your terms are on the table. It is the other side's move."))
                return redirect(request, "proposal", pk)
    return _page(request, actor, typed, word, owner=proposal.receiver, by=by, goal=None, proposal=proposal)


def _page(
    request: HttpRequest,
    actor: Actor,
    typed: TypedTerms,
    word: WordForm,
    *,
    owner: Person,
    by: Person,
    goal: Commitment | None,
    proposal: Proposal | None,
) -> HttpResponse:
    objective = goal.objective if goal else proposal.objective if proposal else None
    context = {
        "form": typed.form, "serves": typed.served, "results": typed.results, "word": word, "owner": owner,
        "is_own": owner == by, "objective": objective, "code": objective.code if objective else "",
        "proposal": proposal, "is_agreed": goal is not None and goal.agreed == "agreed", "kinds": KINDS,
        "other": proposal.counterpart if proposal and owner == by else owner,
    }  # fmt: skip
    return render(request, "agreements/terms.html", None, context, status=422 if request.method == "POST" else 200)


def _owner(actor: Actor, text: str, goal: Commitment | None) -> Person | None:
    if goal is not None:
        unit = goal.objective.unit
        return unit.head if unit and unit.head else goal.objective.owner
    return person_by_employee_id(actor, text.rpartition(MARK)[2]) if text.strip() else None


def people_above(person: Person) -> list[Person]:
    """With whom one may agree: first the own manager."""
    found = list(people_agreed_with_by(person)[:_MOST_ABOVE])
    return sorted(found, key=lambda one: (one.pk != person.manager_id, one.name))
