"""How a score follows from those of its parts, in a sentence or two."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import number_text
from hoshin.scorecards.selectors import Explanation, MakingLine, NodeLine
from hoshin.web.why.fall import TOO_SMALL, Step
from hoshin.web.wording import score_text

MOST_FACTORS = 6
MOST_NAMED = 3


def making_words(found: Explanation) -> str:
    """The sentence for a score that has parts; nothing where it has none, or where it may not be told."""
    made = found.making
    if made is None:
        return ""
    match made.aggregator:
        case "min":
            return ngettext(
                "The lowest of its parts counts: %(parts)s.",
                "The lowest of its %(among)s parts counts: %(parts)s.",
                made.among,
            ) % {"among": made.among, "parts": _named(made.deciding)}
        case "kth_worst":
            return _kth(made)
        case "geomean":
            return _geometric(made, found.line)
        case "product":
            return _product(found)
        case "gate":
            return _gate(made)
    return ngettext("The score of its only part.", "The weighted mean of its %(among)s parts.", made.among) % {
        "among": made.among
    }


def moved_words(found: Explanation, steps: Sequence[Step]) -> str:
    """What moved a score, in a sentence: by how much, and the few that gave or took most; nothing where nothing did."""
    told = sorted((step for step in steps if step.depth == 0), key=lambda step: -abs(step.change))
    told = [step for step in told[:MOST_NAMED] if abs(step.change) >= TOO_SMALL]
    if not told or found.before is None or found.after is None:
        return ""
    gave = [_("%(name)s gave %(points)s") % _of(step) for step in told if step.change > 0]
    took = [_("%(name)s took %(points)s") % _of(step) for step in told if step.change < 0]
    change = found.after - found.before
    if abs(change) < TOO_SMALL:
        whole = _("It stands where it stood")
    else:
        words = _("It rose by %(points)s points") if change > 0 else _("It fell by %(points)s points")
        whole = words % {"points": number_text(abs(change), 1)}
    parts = [*gave, *took] if change >= 0 else [*took, *gave]
    return _("%(whole)s: %(parts)s.") % {"whole": whole, "parts": ", ".join(parts)}


def _of(step: Step) -> dict[str, str]:
    return {"name": step.label, "points": number_text(abs(step.change), 1)}


def _kth(made: MakingLine) -> str:
    words = {"kth": made.kth, "among": made.among, "parts": _named(made.deciding)}
    if made.among < made.kth:
        return (
            ngettext(
                "Number %(kth)s from below would count; only one part has a score, which counts: %(parts)s.",
                "Number %(kth)s from below would count; of only %(among)s parts with a score the best counts: %(parts)s.",
                made.among,
            )
            % words
        )
    if made.kth == 1:
        return _("The lowest of its %(among)s parts counts: %(parts)s.") % words
    return _("Number %(kth)s from below of its %(among)s parts counts: %(parts)s.") % words


def _geometric(made: MakingLine, line: NodeLine) -> str:
    words = _("The geometric mean of its %(among)s parts, by their weights.") % {"among": made.among}
    if made.mean is None or line.score is None:
        return words
    if line.score == 0:
        return f"{words} {_('A part at 0 makes it 0.')}"
    lower = _("A weighted mean would be %(mean)s: here what lies low pulls further down.")
    return f"{words} {lower % {'mean': score_text(made.mean)}}" if made.mean - line.score >= 0.05 else words


def _product(found: Explanation) -> str:
    scores = [part.line.score for part in found.parts if part.line and part.line.score is not None and part.weight]
    if len(scores) > MOST_FACTORS:
        return _("The product of its %(among)s parts as fractions.") % {"among": len(scores)}
    factors = " × ".join(f"{score_text(score)} %" for score in scores)
    return _("The product of its parts as fractions: %(factors)s.") % {"factors": factors}


def _gate(made: MakingLine) -> str:
    mean = "–" if made.mean is None else score_text(made.mean)
    if made.deciding:
        return _("Its weighted mean would be %(mean)s, but no more counts than a critical part has: %(parts)s.") % {
            "mean": mean,
            "parts": _named(made.deciding),
        }
    return _("The weighted mean of its %(among)s parts; no critical part lies below it.") % {"among": made.among}


def _named(lines: list[NodeLine]) -> str:
    """The parts that decide, which all have the same score."""
    if not lines:
        return "–"
    names = [line.name for line in lines]
    listed = (
        names[0]
        if len(names) == 1
        else _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
    )
    return _("%(names)s, at %(score)s") % {"names": listed, "score": score_text(lines[0].score)}
