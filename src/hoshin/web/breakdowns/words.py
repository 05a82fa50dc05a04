"""Where to look, in sentences with their figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import number_text, unit_text, value_text
from hoshin.breakdowns.models import Composition
from hoshin.breakdowns.selectors.where import BrokenDown, MemberLine
from hoshin.web.breakdowns.fall import decimals_of, part_address
from hoshin.web.wording import delta_text, percent_text, period_text

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class LookHere:
    """A member where one is to look: what it did, and whether that is unusual for it."""

    name: str
    address: str
    words: str
    is_unusual: bool


def change_words(found: BrokenDown) -> str:
    """How the total moved; nothing where it is not known on both sides."""
    if found.change is None or found.since is None or found.period is None:
        return ""
    facts = {
        "name": found.within.name if found.within else found.measure.name,
        "start": period_text(found.since),
        "end": period_text(found.period),
        "before": _value(found, found.total_before),
        "after": _value(found, found.total),
    }
    if not found.change:
        return _("%(name)s stands at %(after)s in %(end)s, as in %(start)s.") % facts
    rose = _("%(name)s rose from %(before)s in %(start)s to %(after)s in %(end)s.")
    fell = _("%(name)s fell from %(before)s in %(start)s to %(after)s in %(end)s.")
    return (rose if found.change > 0 else fell) % facts


def explained_words(found: BrokenDown) -> list[str]:
    """Who made the change, who held it back, and how much of it is mix."""
    if found.split is None or found.focus is None or not found.change:
        return [why] if (why := _unsplit_words(found)) else []
    told = []
    count = len(found.focused)
    facts = {
        "count": count,
        "among": len(found.lines),
        "share": percent_text(found.focus.explained),
        "named": _named(found, found.focused),
    }
    if count and count <= max(MOST_NAMED, len(found.lines) // 2):
        words = ngettext(
            "One of %(among)s members made %(share)s of it: %(named)s.",
            "%(count)s of %(among)s members made %(share)s of it: %(named)s.",
            count,
        )
        told.append(words % facts)
    elif count:
        words = _("It is spread: it takes %(count)s of %(among)s members to make %(share)s of it, first %(named)s.")
        told.append(words % facts)
    if found.against:
        held = _("%(named)s went the other way: %(sum)s together.")
        told.append(held % {"named": _named(found, found.against), "sum": _moved(found, found.focus.held_back)})
    told += _mix_words(found)
    if found.rest:
        rest = _("%(rest)s is not explained by the members: they do not make the total.")
        told.append(rest % {"rest": _moved(found, found.rest)})
    return told


def looks_of(found: BrokenDown) -> list[LookHere]:
    """Each member where one is to look, with its own change held against its past."""
    return [
        LookHere(
            line.place.name,
            part_address(found, line),
            _look_words(found, line),
            is_unusual=bool(line.variation and line.variation.is_unusual),
        )
        for line in found.looked_at[:MOST_NAMED]
    ]


def _look_words(found: BrokenDown, line: MemberLine) -> str:
    facts = {"before": _value(found, line.before.value), "now": _value(found, line.now.value)}
    if line.before.value is None:
        return _("appeared, at %(now)s.") % facts
    if line.now.value is None:
        return _("vanished; it stood at %(before)s.") % facts
    moved = _("from %(before)s to %(now)s.") % facts
    variation = line.variation
    if variation is None or variation.times is None:
        return f"{moved} {_('What is usual for it cannot be told yet: too few earlier values.')}"
    times = {"times": number_text(variation.times, 1), "count": variation.count}
    unusual = _("That is %(times)s times its usual change (of %(count)s earlier ones): unusual for it.")
    usual = _("That is %(times)s times its usual change (of %(count)s earlier ones): within what is usual for it.")
    return f"{moved} {(unusual if variation.is_unusual else usual) % times}"


def _mix_words(found: BrokenDown) -> list[str]:
    if found.breakdown.together not in (Composition.RATIO, Composition.MEAN):
        return []
    rate = sum(line.effect.rate for line in found.lines if line.effect)
    mix = sum(line.effect.mix for line in found.lines if line.effect)
    if not mix:
        return []
    words = _(
        "By their own values the members moved it by %(rate)s; what each makes of the whole (the mix) by %(mix)s."
    )
    return [words % {"rate": _moved(found, rate), "mix": _moved(found, mix)}]


def _unsplit_words(found: BrokenDown) -> str:
    """Why the change is not split."""
    if found.since is None:
        return _("There is one period alone with values of members: nothing to compare it with yet.")
    if found.breakdown.together == Composition.NONE:
        return _(
            "These members stand side by side: they do not make the total, so that what each gave to its change cannot be "
            "told. Here is how each moved itself."
        )
    if found.breakdown.together == Composition.RATIO and found.split is None:
        return _("What each member gave cannot be told without the denominators of all of them.")
    return ""


def _named(found: BrokenDown, lines: Sequence[MemberLine]) -> str:
    names = [
        f"{line.place.name} {_moved(found, line.effect.whole if line.effect else None)}" for line in lines[:MOST_NAMED]
    ]
    more = len(lines) - len(names)
    if more > 0:
        names.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return ", ".join(names)


def _moved(found: BrokenDown, change: float | None) -> str:
    return delta_text(change, decimals_of(found))


def _value(found: BrokenDown, value: float | None) -> str:
    return value_text(value, unit_text(found.measure.unit_of_measure, 12), found.measure.decimals)
