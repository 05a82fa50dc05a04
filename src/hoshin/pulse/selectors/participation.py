"""How many have answered while a survey is open: in steps, and of groups large enough, that tell of nobody."""

from dataclasses import dataclass

from django.db.models import Func, IntegerField

from hoshin.accounts.access import Actor
from hoshin.org.relations import heads_unit
from hoshin.pulse.models import Urn, Wave, WaveUnit
from hoshin.pulse.policies import PulseRight

MOST_GROUPS = 30


@dataclass(frozen=True, slots=True)
class Participation:
    """Of so many invited so many answered at least; fewer than one step more. `step` is the smallest group."""

    unit: WaveUnit
    invited: int
    at_least: int
    step: int


def participation_of(actor: Actor, wave: Wave) -> list[Participation]:
    """Of the whole, and of units that the actor heads, or all where they run surveys, while a wave is open.

    Told of are groups whose answers are kept by themselves, of twice the smallest group or more; counted in steps as large
    as the smallest group, and never further than so many are left: no two looks tell that one person answered, and no
    count that one did not.
    """
    units = list(WaveUnit.objects.filter(wave=wave).order_by("place"))
    place: dict[int | None, int] = {unit.pk: at for at, unit in enumerate(units)}
    answered = [0] * len(units)
    for group, count in _counts(wave):
        answered[place[group]] += count
    kept = [unit.kept_with_id == unit.pk for unit in units]
    for at in range(len(units) - 1, 0, -1):
        answered[place[units[at].parent_id]] += answered[at]
    seen = (
        set(range(len(units)))
        if actor.has(PulseRight.RUN)
        else {0}
        | {
            place[pk]
            for pk in WaveUnit.objects.filter(heads_unit(actor, "unit"), wave=wave).values_list("pk", flat=True)
        }
    )
    step = wave.smallest
    told = [at for at in sorted(seen) if (kept[at] or not at) and units[at].invited >= 2 * step]
    return [
        Participation(units[at], units[at].invited, _in_steps(answered[at], units[at].invited, step), step)
        for at in told[:MOST_GROUPS]
    ]


def _counts(wave: Wave) -> list[tuple[int | None, int]]:
    lengths = Func("answers", function="jsonb_array_length", output_field=IntegerField())
    return list(Urn.objects.filter(wave=wave).annotate(count=lengths).values_list("kept_with", "count"))


def _in_steps(answered: int, invited: int, step: int) -> int:
    return min(answered // step, (invited - step) // step) * step
