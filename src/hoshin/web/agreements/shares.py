"""The lines of a cascade: who is asked to take on what, as typed, and what all of it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.amounts import value_text
from hoshin.base.formats import as_typed
from hoshin.measures.assembly import scale_of
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.selectors import ParentMeasure, share_in
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective
from hoshin.web.found_field import MARK, FoundField
from hoshin.web.number_field import NumberField

LEAST, MOST = 2, 50
SPLIT, SAME = "split", "same"


@dataclass(slots=True)
class ShareLine:
    """One line: a person or a unit as it was typed, from where to where, the weight; and what is wrong with it."""

    number: int
    who: str = ""
    start: str = ""
    end: str = ""
    weight: str = "1"
    error: str = ""
    person: Person | None = None
    unit: Unit | None = None
    result: KeyResultDraft | None = None
    weighs: float = 0.0


@dataclass(slots=True)
class Cascaded:
    """What is cascaded: the measure of the parent, how it is handed down, and the lines."""

    measure: ParentMeasure | None
    way: str
    result_name: str
    unit: str
    lines: list[ShareLine] = field(default_factory=list)

    @property
    def named(self) -> list[ShareLine]:
        return [line for line in self.lines if line.who]

    @property
    def is_sound(self) -> bool:
        return bool(self.named) and not any(line.error for line in self.lines)


def begun(measures: list[ParentMeasure]) -> Cascaded:
    """Empty lines for the first measure of the parent."""
    measure = measures[0] if measures else None
    lines = [ShareLine(number) for number in range(LEAST)]
    return Cascaded(measure, SPLIT, measure.name if measure else "", measure.unit if measure else "", lines)


def typed(post: Mapping[str, str], measures: list[ParentMeasure]) -> Cascaded:
    """As it was typed. Another measure than before brings its name and unit; a line to spare follows the last."""
    measure = next((one for one in measures if one.code == post.get("measure", "")), None)
    found = Cascaded(
        measure, SAME if post.get("way") == SAME else SPLIT, post.get("result", "").strip()[:500],
        post.get("unit", "").strip()[:200],
    )  # fmt: skip
    if measure is not None and post.get("measure_before", "") != measure.code:
        found.result_name, found.unit = measure.name, measure.unit
    for number in range(MOST):
        if f"who-{number}" in post:
            said = {name: post.get(f"{name}-{number}", "").strip()[:600] for name in ("who", "start", "end", "weight")}
            found.lines.append(ShareLine(len(found.lines), **said))
    if (not found.lines or found.lines[-1].who) and len(found.lines) < MOST:
        found.lines.append(ShareLine(len(found.lines)))
    return found


def read(actor: Actor, found: Cascaded) -> None:
    """Let each line learn who it is and what it says, or what is wrong with it."""
    reading = NumberField(unit=found.unit, scale=scale_of(found.unit))
    seen: set[tuple[int, int | None]] = set()
    for line in found.lines:
        if not line.who:
            if line.start or line.end:
                line.error = _("Say who is to take it on.")
            continue
        try:
            line.person, line.unit = _whose(actor, line.who)
            start, end = reading.clean(line.start), reading.clean(line.end)
            line.weighs = NumberField(least=0).clean(line.weight or "1") or 0.0
        except forms.ValidationError as error:
            line.error = error.messages[0]
            continue
        whose = (line.person.pk, line.unit.pk if line.unit else None)
        if whose in seen:
            line.error = _("%(name)s is named twice.") % {"name": line.unit.name if line.unit else line.person.name}
        seen.add(whose)
        line.result = KeyResultDraft(found.result_name, start, end, found.unit)


def split_evenly(found: Cascaded) -> None:
    """Give each line the same part of the way of the measure, or all of it where each is to go the whole way.

    What does not divide without rest to the decimals of the measure goes to the first line, so that the parts add up.
    """
    named, measure = found.named, found.measure
    if measure is None or not named:
        return
    for name, number in (("start", measure.baseline), ("end", measure.target)):
        if number is None:
            continue
        parts = [number] * len(named) if found.way == SAME else _parts(number, len(named), measure.decimals or 0)
        for line, part in zip(named, parts, strict=True):
            setattr(line, name, as_typed(part))


def _parts(number: float, count: int, decimals: int) -> list[float]:
    """
    >>> _parts(50, 3, 0)
    [18.0, 16.0, 16.0]
    """
    part = round(number / count, decimals)
    if abs(part * count - number) > abs(number) / 2:
        part = number / count
    return [round(number - part * (count - 1), 10), *([float(part)] * (count - 1))]


def reached(found: Cascaded) -> str:
    """What the lines come to beside the target of the parent: their sum where it is split, their mean where each has all."""
    ends = [line.result.target for line in found.named if line.result and line.result.target is not None]
    measure = found.measure
    if measure is None or measure.target is None or not ends:
        return ""
    total = sum(ends) if found.way == SPLIT else sum(ends) / len(ends)
    facts = {"total": value_text(total, found.unit), "target": value_text(measure.target, measure.unit)}
    if found.way == SAME:
        return _("On average the targets are %(total)s; that of the parent is %(target)s.") % facts
    base = measure.baseline or 0.0
    start = sum(line.result.baseline or 0.0 for line in found.named if line.result)
    way = measure.target - base
    facts["share"] = value_text(100 * (total - start) / way if way else 0.0, "%", 0)
    return _("Together the targets reach %(total)s of %(target)s: %(share)s of the way.") % facts


def weight_share(actor: Actor, parent: Objective, found: Cascaded) -> float | None:
    """Which share of the parent's weight all of them would have together."""
    total = sum(line.weighs for line in found.named)
    return share_in(actor, parent, total) if total > 0 else None


def _whose(actor: Actor, text: str) -> tuple[Person, Unit | None]:
    """A person; or the head of a unit, and the unit."""
    people, units = FoundField("people"), FoundField("units")
    people.actor = units.actor = actor
    try:
        found = people.clean(text)
    except forms.ValidationError as error:
        try:
            unit = units.clean(text)
        except forms.ValidationError:
            raise error from None
        if unit.head is None:
            raise forms.ValidationError(
                _("%(unit)s has no head to whom it could be proposed.") % {"unit": unit.name}
            ) from None
        return unit.head, unit
    assert isinstance(found, Person), "asked for with a text"
    return found, None


def choice_of_unit(unit: Unit) -> tuple[str, str]:
    """A unit as the list of suggestions offers it, with who heads it."""
    head = unit.head.name if unit.head else ""
    return f"{unit.name}{MARK}{unit.code}", _("unit, answered by %(head)s") % {"head": head}
