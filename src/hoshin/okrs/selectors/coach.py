"""What is known of a goal that is being written, as far as the actor may see it, and what the coach says of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import get_language

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.measures.models import Target
from hoshin.measures.policies import actuals_visible_to, measures_visible_to, targets_visible_to
from hoshin.okrs.advice import Advised, advised
from hoshin.okrs.assembly import GoalKnown, MeasureKnown, judged, suggested_fit
from hoshin.okrs.drafts import GoalDraft
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to

# Goals whose texts are compared: the first of the plan, which are its upper ones.
MOST_TEXTS = 400
MOST_MEASURES, YEARS_BACK = 20, 6
# What a description has at least to say when something that is delivered is good enough.
LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Coached:
    """What the coach says of a goal. `parents`: what it may serve, by its wording; `alike`: goals of the same unit that
    say almost the same."""

    advised: Advised
    parents: tuple[Objective, ...]
    alike: tuple[Objective, ...]


def goals_called(actor: Actor, codes: Collection[str]) -> tuple[Objective, ...]:
    """The objectives of these codes, without regard to case, as far as they are there."""
    if not codes:
        return ()
    rows = objectives_visible_to(actor).alias(folded=Upper("code"))
    return tuple(rows.filter(folded__in={code.strip().upper() for code in codes}).order_by("position", "id"))


def coached(actor: Actor, draft: GoalDraft) -> Coached:
    """The five checks of a goal as it is typed, with a reason and something to consider for each lost point.

    At most 6 queries.
    """
    parents = _parents(actor, draft)
    others = _others(actor, draft, draft.has_place and not parents)
    serving = _serving(actor, draft)
    measures = _measures_known(actor, serving, draft.due_on)
    known = GoalKnown(
        today=clock.today(),
        starts_on=draft.starts_on,
        due_on=draft.due_on,
        measures=measures,
        has_steps=any(one.objective and one.objective.due_date for one in serving),
        has_criterion=len(draft.description.split()) >= LEAST_WORDS,
        has_parent=bool(parents) or draft.has_place,
        is_parent_active=draft.has_place or any(_is_active(parent) for parent in parents),
        ends=_ends(draft, parents),
        parents=tuple(_text_of(parent) for parent in parents),
        corpus=tuple(_text_of(other) for other in others),
        typed=draft.key_results,
    )
    found = judged(draft.name, known, get_language() or "en")
    suggested, alike = _by_wording(draft, known, others)
    return Coached(advised(found, draft, measures), suggested, alike)


def _parents(actor: Actor, draft: GoalDraft) -> tuple[Objective, ...]:
    if draft.parents is not None:
        return draft.parents
    if draft.objective is None:
        return ()
    rows = contributions_visible_to(actor).filter(objective=draft.objective).select_related("parent")
    return tuple(row.parent for row in rows)


def _others(actor: Actor, draft: GoalDraft, has_place_alone: bool) -> list[Objective]:
    """Public goals of the plan, but for the one that is being written: private wording is compared with nothing.

    None where the wording need not be compared with any.
    """
    if draft.plan is None or (has_place_alone and not draft.unit_code):
        return []
    rows = objectives_visible_to(actor).filter(plan=draft.plan, visibility=Visibility.PUBLIC)
    if draft.objective is not None:
        rows = rows.exclude(pk=draft.objective.pk)
    return list(rows.select_related("unit").order_by("position", "id")[:MOST_TEXTS])


def _serving(actor: Actor, draft: GoalDraft) -> list[Contribution]:
    """What serves the goal, and what serves the goals that serve it."""
    if draft.objective is None:
        return []
    below = Q(parent=draft.objective) | Q(parent__serves__parent=draft.objective)
    rows = contributions_visible_to(actor).filter(below).distinct()
    own = sorted(rows[: MOST_MEASURES * 5], key=lambda row: row.parent_id != draft.objective.pk)  # type: ignore[union-attr]  # asked above
    direct = [row for row in own if row.parent_id == draft.objective.pk]
    return own if not any(row.measure_id for row in direct) else direct


def _measures_known(actor: Actor, serving: Sequence[Contribution], due: date | None) -> tuple[MeasureKnown, ...]:
    """The measures with their targets for all units and their values for none; two queries."""
    numbers = list(dict.fromkeys(row.measure_id for row in serving if row.measure_id))[:MOST_MEASURES]
    if not numbers:
        return ()
    measures = {measure.pk: measure for measure in measures_visible_to(actor).filter(pk__in=numbers)}
    targets: dict[int, Target] = {}
    for target in targets_visible_to(actor).filter(measure__in=measures, unit=None).order_by("starts_on"):
        if target.starts_on is None or due is None or target.starts_on <= due or target.measure_id not in targets:
            targets[target.measure_id] = target
    since = clock.today().replace(month=1, day=1)
    values: dict[int, list[tuple[date, float]]] = defaultdict(list)
    rows = actuals_visible_to(actor).filter(measure__in=measures, unit=None, superseded_at=None)
    rows = rows.filter(period__gte=since.replace(year=since.year - YEARS_BACK)).order_by("measure", "period")
    for measure, period, value in rows.values_list("measure", "period", "value"):
        if value is not None:
            values[measure].append((period, value))
    return tuple(MeasureKnown(measures[pk], targets.get(pk), tuple(values[pk])) for pk in numbers if pk in measures)


def _is_active(objective: Objective) -> bool:
    return objective.removed_on is None and (objective.due_date is None or objective.due_date >= clock.today())


def _ends(draft: GoalDraft, parents: Sequence[Objective]) -> tuple[date, ...]:
    ends = [parent.due_date for parent in parents] or [draft.plan.ends_on if draft.plan else None]
    return tuple(end for end in ends if end is not None)


def _text_of(objective: Objective) -> str:
    return f"{objective.name} {objective.description}".strip()


def _by_wording(
    draft: GoalDraft, known: GoalKnown, others: Sequence[Objective]
) -> tuple[tuple[Objective, ...], tuple[Objective, ...]]:
    """What it may serve where it serves nothing yet, and what says the same in its unit."""
    best, alike = suggested_fit(f"{draft.name} {draft.description}".strip(), known.corpus, known.corpus)
    unit = folded_code(draft.unit_code)
    same = tuple(one for one in map(others.__getitem__, alike) if one.unit and folded_code(one.unit.code) == unit)
    if known.has_parent:
        return (), same
    return tuple(others[at] for at in best), same
