"""A formula tried on the results of the cycle before: for the whole, and of nobody. Nothing is written."""

from hoshin.accounts.access import Actor, require
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.reviews.assembly import FormulaPreview, attainment_of_goals, check_formula, names_goals, previewed
from hoshin.reviews.models import CycleState, ReviewCycle, ReviewResult
from hoshin.reviews.policies import ReviewRight


def preview_formula(actor: Actor, *, formula: str) -> tuple[ReviewCycle, FormulaPreview]:
    """What a formula would have given in the cycle that was written last. Invalid: it cannot be computed, there is no such
    cycle, or fewer than ten people would have a score."""
    require(actor, ReviewRight.RUN)
    if not formula.strip():
        raise Invalid(Said("There is no formula to try."), field="formula", remedy="Write one, such as usual.")
    check_formula(formula)
    over = ReviewCycle.objects.filter(state__in=(CycleState.CALIBRATING, CycleState.RELEASED))
    cycle = over.order_by("-write_until", "-pk").first()
    if cycle is None:
        raise Invalid(Said("No cycle before this one has results on which it could be tried."), field="formula")
    rows = list(ReviewResult.objects.filter(cycle=cycle).order_by("pk").values_list("person", "raw", "sources"))
    goals = {}
    if names_goals(formula):
        goals = attainment_of_goals([person for person, *_rest in rows], cycle.starts_on, cycle.ends_on)
    found = previewed(formula, [(raw, sources, goals.get(person)) for person, raw, sources in rows])
    if found is None:
        raise Invalid(
            Said(
                "Fewer than ten people of %(name)s would have a score: figures of so few are not shown.",
                name=cycle.name,
            ),
            field="formula",
        )
    return cycle, found
