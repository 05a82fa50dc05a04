"""The form of a goal's terms: begun from terms that stand, as it was typed, and read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from hoshin.accounts.access import Actor
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.okrs.models import Ambition
from hoshin.okrs.rows import KeyResultDraft
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_visible_to
from hoshin.web import goal_rows
from hoshin.web.goal_form import GoalForm

_FIELDS = ("name", "description", "start_date", "due_date", "cycle", "visibility", "ambition", "plan")


@dataclass(slots=True)
class TypedTerms:
    """The fields of a goal with the lines of what it serves and of its key results."""

    form: GoalForm
    served: list[goal_rows.ServedLine]
    results: list[goal_rows.ResultLine]

    @classmethod
    def begun(cls, actor: Actor, terms: Terms | None) -> "TypedTerms":
        """Of these terms, as far as the actor may see what they serve; or empty."""
        if terms is None:
            return cls(GoalForm.begun(actor), goal_rows.served_now(None), goal_rows.results_now(None))
        form = GoalForm(actor=actor, initial={name: getattr(terms, name) for name in _FIELDS})
        return cls(form, goal_rows.served_of(_seen(actor, terms.serves)), goal_rows.results_of(terms.key_results))

    @classmethod
    def sent(cls, request: HttpRequest, actor: Actor) -> "TypedTerms":
        """As the form was typed."""
        form = GoalForm(request.POST, actor=actor)
        return cls(form, goal_rows.served_typed(request.POST), goal_rows.results_typed(request.POST))

    def read(self, actor: Actor, goal: Objective | None, before: Terms | None = None) -> Terms | None:
        """The terms; None where something has to be mended, which is written beside it.

        A key result that is left empty is taken out. `before`: terms that stand, of whose plan the goal is.
        """
        parents = goal_rows.parents_of(actor, self.served, goal)
        results = goal_rows.drafts_of(self.results)
        if not self.form.is_valid() or any(line.error for line in [*self.served, *self.results]):
            return None
        data = {name: self.form.cleaned_data[name] for name in _FIELDS}
        data["ambition"] = data["ambition"] or Ambition.ASPIRATIONAL.value
        plan = next((parent.plan.code for parent in parents), data["plan"])
        data["plan"] = before.plan if before else plan or next(iter(self.form.plans), "")
        serves = tuple(ServedTerm(parent.code, parent.name, weight) for parent, weight in parents.items())
        kept = tuple(_tidied(result) for result in results if result.name)
        return Terms(**data, serves=serves, key_results=kept)


def _tidied(result: KeyResultDraft) -> KeyResultDraft:
    return replace(result, name=result.name.strip(), unit_of_measure=result.unit_of_measure.strip())


def _seen(actor: Actor, serves: Sequence[ServedTerm]) -> list[tuple[str, str, float]]:
    codes = [served.objective for served in serves]
    seen = {
        code.casefold() for code in objectives_visible_to(actor).filter(code__in=codes).values_list("code", flat=True)
    }
    return [tuple(served) for served in serves if served.objective.casefold() in seen]
