"""Plans from which initiatives are started: milestones with days from the start, and what each waits for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.initiatives.policies import initiatives_visible_to
from hoshin.initiatives.rows import MilestoneDraft


@dataclass(frozen=True, slots=True)
class InitiativeTemplate:
    """A plan by its code: what it is for, and its milestones: name, from day, to day, weight, places that it waits for."""

    code: str
    label: str | Promise
    steps: tuple[tuple[str | Promise, int, int, float, tuple[int, ...]], ...]

    @property
    def drafts(self) -> tuple[MilestoneDraft, ...]:
        return tuple(
            MilestoneDraft(str(name), begin, end, weight, needs) for name, begin, end, weight, needs in self.steps
        )


TEMPLATES = (
    InitiativeTemplate(
        "pilot",
        _("Pilot, then roll-out"),
        (
            (_("What the pilot is to show is agreed"), 0, 14, 1.0, ()),
            (_("Pilot runs"), 14, 75, 3.0, (0,)),
            (_("Pilot is evaluated, go or no-go"), 75, 90, 1.0, (1,)),
            (_("Rolled out to everybody"), 90, 180, 4.0, (2,)),
            (_("Effect on the objective is checked"), 240, 270, 1.0, (3,)),
        ),
    ),
    InitiativeTemplate(
        "process",
        _("Improve a process"),
        (
            (_("How it runs today is measured"), 0, 30, 2.0, ()),
            (_("Causes are found"), 30, 45, 1.0, (0,)),
            (_("New way is designed with those who work in it"), 45, 75, 2.0, (1,)),
            (_("New way is tried"), 75, 120, 3.0, (2,)),
            (_("New way is the standard, everybody is trained"), 120, 150, 2.0, (3,)),
        ),
    ),
    InitiativeTemplate(
        "software",
        _("Introduce a system"),
        (
            (_("Needs are agreed"), 0, 45, 1.0, ()),
            (_("Supplier is chosen"), 45, 120, 2.0, (0,)),
            (_("Set up and filled with data"), 120, 210, 3.0, (1,)),
            (_("Users are trained"), 180, 225, 1.0, (1,)),
            (_("In use"), 225, 240, 2.0, (2, 3)),
            (_("Old system is switched off"), 300, 330, 1.0, (4,)),
        ),
    ),
    InitiativeTemplate(
        "programme",
        _("Train people"),
        (
            (_("Who needs to learn what is known"), 0, 30, 1.0, ()),
            (_("Course is ready"), 30, 90, 2.0, (0,)),
            (_("First group has finished"), 90, 120, 2.0, (1,)),
            (_("Everybody has finished"), 120, 270, 4.0, (2,)),
        ),
    ),
)


def drafts_of(actor: Actor, code: str) -> tuple[MilestoneDraft, ...]:
    """The milestones of a template, or of an initiative that the actor sees. NotFound where there is neither."""
    for template in TEMPLATES:
        if template.code == code:
            return template.drafts
    like = initiatives_visible_to(actor).filter(code__iexact=code.strip()).first()
    if like is None:
        raise NotFound("template", code)
    rows = list(like.milestones.filter(is_cancelled=False).prefetch_related("needs").order_by("position", "pk"))
    first = min((row.start_date or row.due_date for row in rows), default=clock.today())
    first = like.start_date or first
    places = {row.pk: at for at, row in enumerate(rows)}
    return tuple(
        MilestoneDraft(
            row.name,
            ((row.start_date or row.due_date) - first).days,
            (row.due_date - first).days,
            row.weight,
            tuple(places[one.needs_id] for one in row.needs.all() if one.needs_id in places),
        )
        for row in rows
    )
