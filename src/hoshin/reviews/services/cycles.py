"""Cycles: prepared, launched, and handed out by a worker in few statements, however many people they are about."""

from dataclasses import fields

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.base.events import after_commit
from hoshin.base.tasks.jobs import JobProgress
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.reviews.assembly import check_formula
from hoshin.reviews.models import CycleState, ReviewCycle, ReviewForm
from hoshin.reviews.notices import ASKED_TO_WRITE
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.population import forms_wanted, people_of
from hoshin.reviews.questions import checked, questions_from
from hoshin.reviews.rows import CyclePlan

AT_ONCE = 5_000
WRITERS = ("has_manager", "has_self", "has_others", "has_peers", "has_reports", "has_outside")
IN_USE = "Forms of this cycle were handed out: it stays."


def save_cycle(
    actor: Actor, *, plan: CyclePlan, cycle: ReviewCycle | None = None, version: int | None = None
) -> ReviewCycle:
    """Prepare a cycle, or change one that was not launched. Invalid: with what is wrong, by its fields."""
    require(actor, ReviewRight.RUN)
    checked(questions_from(plan.questions))
    check_formula(plan.formula)
    values = {
        **{one.name: getattr(plan, one.name) for one in fields(plan) if one.name != "only"},
        "whom": plan.only.as_kept(),
        "excluded": list(plan.excluded),
        "questions": [dict(one) for one in plan.questions],
        "name": plan.name.strip(),
    }
    _check_days(plan)
    if not any(getattr(plan, name) for name in WRITERS):
        raise Invalid(Said("Nobody would write."), field="has_manager", remedy="Let one kind of people write at least.")
    with act(actor, "save_review_cycle", name=values["name"]):
        if cycle is None:
            return add_row(ReviewCycle(**values))
        _require_draft(cycle)
        return change_row(cycle, version=version, **values)[0]


def _check_days(plan: CyclePlan) -> None:
    """Nothing where the days follow each other. Invalid: each that does not, at its field."""
    problems = []
    if plan.ends_on <= plan.starts_on:
        problems.append(
            Problem(
                Said("The time that is looked at ends after it began."), field="ends_on", remedy="Give a later day."
            )
        )
    if plan.has_peers and plan.nominate_until is None:
        problems.append(
            Problem(
                Said("Peers are named until a day, and none is given."),
                field="nominate_until",
                remedy="Give the day, or let no peers write.",
            )
        )
    if plan.nominate_until is not None and plan.nominate_until >= plan.write_until:
        problems.append(
            Problem(
                Said("Peers are named before forms are written."), field="nominate_until", remedy="Give an earlier day."
            )
        )
    if plan.release_on <= plan.write_until:
        problems.append(
            Problem(
                Said("Results are released after forms are written."), field="release_on", remedy="Give a later day."
            )
        )
    if problems:
        raise Invalid(problems)


def remove_cycle(actor: Actor, *, cycle: ReviewCycle) -> None:
    """Remove a cycle that was not launched."""
    require(actor, ReviewRight.RUN)
    _require_draft(cycle)
    with act(actor, "remove_review_cycle", name=cycle.name):
        remove_row(cycle, version=None, in_use=IN_USE)


def launch_cycle(actor: Actor, *, cycle: ReviewCycle, version: int | None = None) -> ReviewCycle:
    """Let a worker hand out the forms. Invalid: nobody would be in it, or its days are over."""
    from hoshin.reviews.jobs import LAUNCH

    require(actor, ReviewRight.RUN)
    _require_draft(cycle)
    if cycle.write_until < clock.today():
        raise Invalid(
            Said("The day until which forms are written is over."), field="write_until", remedy="Give a later day."
        )
    if not people_of(cycle).exists():
        raise Invalid(Said("This cycle is about nobody."), field="unit", remedy="Choose another unit, or everybody.")
    with act(actor, "launch_review_cycle", name=cycle.name):
        row, _is_changed = change_row(cycle, version=version, state=CycleState.LAUNCHING, launched_at=clock.now())
        after_commit(LAUNCH, cycle=cycle.pk)
        return row


def hand_out_forms(actor: Actor, *, cycle: ReviewCycle, progress: JobProgress) -> int:
    """Write who is to write about whom, tell them, and let them begin; how many forms it were."""
    require(actor, ReviewRight.RUN)
    if cycle.state != CycleState.LAUNCHING:
        return 0
    wanted = forms_wanted(cycle)
    families = dict(people_of(cycle).values_list("pk", "job_family"))
    with act(actor, "hand_out_review_forms", name=cycle.name, count=len(wanted)):
        for start in range(0, len(wanted), AT_ONCE):
            progress(start, len(wanted), str(cycle.name))
            part = wanted[start : start + AT_ONCE]
            ReviewForm.objects.bulk_create(
                [
                    ReviewForm(
                        cycle=cycle,
                        about_id=one.about,
                        by_id=one.by,
                        source=one.source,
                        job_family=families.get(one.about, ""),
                    )
                    for one in part
                ],
                batch_size=AT_ONCE,
            )
        change_row(cycle, version=None, state=CycleState.WRITING)
        writers = Person.objects.filter(pk__in={one.by for one in wanted}, user__is_active=True)
        facts = {"name": cycle.name, "day": cycle.write_until.isoformat()}
        tell(actor, ASKED_TO_WRITE, users=writers.values_list("user", flat=True), about=cycle.pk, facts=facts)
        progress(len(wanted), len(wanted), str(cycle.name))
    return len(wanted)


def _require_draft(cycle: ReviewCycle) -> None:
    if cycle.state != CycleState.DRAFT:
        raise Invalid(Said("This cycle was launched: what it promised does not change."))
