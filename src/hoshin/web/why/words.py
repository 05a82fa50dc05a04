"""A measure's method in words, with its own numbers put in: what was computed, step by step."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from hoshin.base.amounts import number_text, value_text
from hoshin.scorecards.selectors import NodeLine
from hoshin.web.wording import score_text

PROGRESS = {
    "open_sdg": later(
        "Growth a year from the base year to now, held against the growth a year that reaches the target."
    ),
    "growth": later("Growth a year from the base year to now, held against the growth a year that reaches the target."),
    "un": later("The trend so far, carried on to the target year, held against the target."),
}


@dataclass(frozen=True, slots=True)
class MethodWords:
    """The rule in a sentence, and the same with the numbers of this measure and period; empty where one is missing."""

    rule: str
    worked: str


def method_words(code: str, line: NodeLine, target: Any) -> MethodWords:
    """How the value of a line became its score under a target in force (None: there is none)."""
    shown = _Numbers(line, target)
    if line.value is None:
        return MethodWords(str(_RULES.get(code, PROGRESS.get(code, ""))), "")
    match code:
        case "percent_of_target":
            worked = shown.percent()
        case "thresholds" | "band_flat" | "band_tent":
            worked = shown.lines(code)
        case "attainment":
            worked = shown.attainment()
        case "ratio":
            worked = shown.ratio()
        case _:
            worked = shown.plain()
    return MethodWords(str(_RULES.get(code, PROGRESS.get(code, ""))), worked if line.score is not None else "")


_RULES = {
    "attainment": later("The share of the way from baseline to target that is behind us, 0 to 100."),
    "ratio": later("100 at the target or better; behind it, less by the distance as a share of the target."),
    "thresholds": later(
        "A straight line from the red line to the green line, through the cut points of the scorecard."
    ),
    "percent_of_target": later("Green at the target, red a tolerance behind it, on a straight line through both."),
    "band_flat": later("Full score inside the band, less the further outside."),
    "band_tent": later("Best in the middle of the band, less towards its edges and outside."),
    "grade_aspirational": later("A grade: 70 is a success, 100 would be a surprise."),
    "grade_committed": later("A grade: anything below the target is a miss."),
    "binary": later("Done or not done."),
    "unscored": later("No target is set, so that the value has no score."),
}


@dataclass(frozen=True, slots=True)
class _Numbers:
    line: NodeLine
    target: Any

    @property
    def unit(self) -> str:
        return self.line.unit_of_measure if len(self.line.unit_of_measure) <= 12 else ""

    def shown(self, number: float | None) -> str:
        return value_text(number, self.unit, self.line.decimals)

    def of(self, name: str) -> str:
        return self.shown(getattr(self.target, name, None))

    def value(self) -> str:
        return _("Value %(value)s") % {"value": self.shown(self.line.value)}

    def lines(self, code: str) -> str:
        if code.startswith("band"):
            parts = _("band from %(low)s to %(high)s") % {"low": self.of("low"), "high": self.of("high")}
        else:
            parts = _("red line %(red)s, green line %(green)s") % {"red": self.of("red"), "green": self.of("green")}
        return f"{self.value()}; {parts} → {self.score()}"

    def percent(self) -> str:
        tolerance = getattr(self.target, "tolerance", None)
        leeway = self.shown(tolerance) if tolerance is not None else _("a tenth of it")
        wanted = _("target %(target)s, tolerance %(tolerance)s") % {
            "target": self.shown(self.line.target),
            "tolerance": leeway,
        }
        return f"{self.value()}; {wanted} → {self.score()}"

    def attainment(self) -> str:
        baseline, wanted, value = getattr(self.target, "baseline", None), self.line.target, self.line.value
        if baseline is None or wanted is None or value is None or wanted == baseline:
            return self.plain()
        numbers = {
            "value": number_text(value, self.line.decimals),
            "baseline": number_text(baseline, self.line.decimals),
            "target": number_text(wanted, self.line.decimals),
            "score": self.score(),
        }
        return "({value} − {baseline}) ÷ ({target} − {baseline}) → {score}".format(**numbers)

    def ratio(self) -> str:
        if getattr(self.target, "tolerance", None) is not None or self.line.target is None:
            return self.plain()
        value, wanted = self.line.value, self.line.target
        above, below = (wanted, value) if self.line.direction == "lower" else (value, wanted)
        numbers = [number_text(number, self.line.decimals) for number in (above, below, abs(wanted))]
        return "1 + ({} − {}) ÷ {} → {}".format(*numbers, self.score())

    def plain(self) -> str:
        if self.line.target is None:
            return f"{self.value()} → {self.score()}"
        wanted = _("target %(target)s") % {"target": self.shown(self.line.target)}
        return f"{self.value()}; {wanted} → {self.score()}"

    def score(self) -> str:
        return number_text(self.line.score, 1) if self.line.score is not None else score_text(None)
