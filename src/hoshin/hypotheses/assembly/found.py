"""The links of a plan held against the values of what stands for their ends, as they would be stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from hoshin.base import clock
from hoshin.base.periods import Frequency
from hoshin.engine.arrays import Floats
from hoshin.engine.false_alarms import adjusted
from hoshin.engine.forecasting import crps_normal, season_of
from hoshin.engine.hypotheses import (
    LEAST,
    LinkFigures,
    LinkVerdict,
    TooFew,
    examine,
    lead_skill,
    lead_trials,
    verdicts_on,
)
from hoshin.hypotheses.assembly.series import periods_back, series_of_measures, shared_frequency, specs_alone, turned
from hoshin.hypotheses.assembly.standing import known, standing_for, weights_of_measures
from hoshin.hypotheses.models import Lacks, LinkTest, WhatDataSay
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.specs import MeasureSpec
from hoshin.strategy.choices import LinkSign
from hoshin.strategy.models import CausalLink

SEED = 1
_MOST_DRIVERS = 2
# The engine's words are those of the rows.
_WORDS = {
    LinkVerdict.CONSISTENT: WhatDataSay.CONSISTENT,
    LinkVerdict.DIFFERENT: WhatDataSay.DIFFERENT,
    LinkVerdict.REVERSE: WhatDataSay.REVERSE,
    LinkVerdict.NOT_SUPPORTED: WhatDataSay.NOT_SUPPORTED,
    LinkVerdict.INCONCLUSIVE: WhatDataSay.INCONCLUSIVE,
}


@dataclass(slots=True)
class _Values:
    """Series of measures by frequency, each read once."""

    specs: dict[int, MeasureSpec]
    by_frequency: dict[Frequency, dict[int, Floats]] = field(default_factory=dict)

    def read(self, wanted: Mapping[Frequency, set[int]]) -> None:
        for frequency, measures in wanted.items():
            have = self.by_frequency.setdefault(frequency, {})
            have.update(series_of_measures({one: self.specs[one] for one in sorted(measures - have.keys())}, frequency))

    def of(self, measure: int, frequency: Frequency) -> Floats:
        return self.by_frequency[frequency][measure]


@dataclass(slots=True)
class _Pair:
    """A link that can be tested: what is to be stored of it, and the measures of its ends and of what drives both."""

    test: LinkTest
    frequency: Frequency
    cause: MeasureSpec
    effect: MeasureSpec
    drivers: list[int]
    figures: LinkFigures | None = None
    series: Sequence[Floats] = ()

    @property
    def lag(self) -> int | None:
        """The stated lag in periods of the frequency, rounded half up."""
        months = self.test.lag_months
        return None if months is None else int(months * self.frequency.per_year / 12.0 + 0.5)

    @property
    def measures(self) -> set[int]:
        return {self.cause.id, self.effect.id, *self.drivers}


def found_tests(plan: int) -> list[LinkTest]:
    """What the data say of each link of a plan."""
    links = list(
        CausalLink.objects.filter(cause__plan=plan, cause__removed_on=None, effect__removed_on=None).order_by("pk")
    )
    candidates = weights_of_measures(plan, {end for link in links for end in (link.cause_id, link.effect_id)})
    values = _Values(specs_alone({measure for measures in candidates.values() for measure in measures}))
    own: dict[Frequency, set[int]] = defaultdict(set)
    for measure, spec in values.specs.items():
        own[shared_frequency(spec)].add(measure)
    values.read(own)
    counts = {measure: known(values.of(measure, shared_frequency(spec))) for measure, spec in values.specs.items()}
    standing = standing_for(candidates, counts, LEAST + 1)
    tests = [_begun(link, standing) for link in links]
    pairs = [pair for test in tests if (pair := _paired(test, links, standing, values.specs)) is not None]
    shared: dict[Frequency, set[int]] = defaultdict(set)
    for pair in pairs:
        shared[pair.frequency] |= pair.measures
    values.read(shared)
    for pair in pairs:
        _examined(pair, values)
    _judge([pair for pair in pairs if pair.figures is not None])
    return tests


def _begun(link: CausalLink, standing: Mapping[int, int]) -> LinkTest:
    return LinkTest(
        link=link,
        cause_measure_id=standing.get(link.cause_id),
        effect_measure_id=standing.get(link.effect_id),
        verdict=WhatDataSay.INCONCLUSIVE,
        lag_months=link.lag_months,
        sign=link.sign,
        since=clock.today(),
        computed_at=clock.now(),
    )


def _paired(
    test: LinkTest, links: Sequence[CausalLink], standing: Mapping[int, int], specs: dict[int, MeasureSpec]
) -> _Pair | None:
    """The measures to compare; None where there are none, or where they say the same by arithmetic."""
    ends = [specs.get(pk or 0) for pk in (test.cause_measure_id, test.effect_measure_id)]
    cause, effect = ends
    if cause is None or effect is None:
        test.lacks = Lacks.NO_MEASURE
        return None
    if with_inputs({cause.id: cause}).keys() & with_inputs({effect.id: effect}).keys():
        test.lacks = Lacks.ARITHMETIC
        return None
    frequency = shared_frequency(cause, effect)
    test.frequency = frequency.value
    return _Pair(test, frequency, cause, effect, _drivers(test.link, links, standing))


def _drivers(
    link: CausalLink,
    links: Sequence[CausalLink],
    standing: Mapping[int, int],
) -> list[int]:
    """The measures of up to two objectives that the map says drive both ends: declared common drivers."""
    of = {end: [one.cause_id for one in links if one.effect_id == end] for end in (link.cause_id, link.effect_id)}
    common = [standing[pk] for pk in of[link.cause_id] if pk in of[link.effect_id] and pk in standing]
    ends = (standing[link.cause_id], standing[link.effect_id])
    return [one for one in dict.fromkeys(common) if one not in ends][:_MOST_DRIVERS]


def _examined(pair: _Pair, values: _Values) -> None:
    """Align the series up to the last period that both have, take out their season, and find their figures."""
    test, periods = pair.test, periods_back(pair.frequency)
    wanted = [pair.cause.id, pair.effect.id, *pair.drivers]
    rows = np.array([values.of(measure, pair.frequency) for measure in wanted])
    both = np.flatnonzero(~np.isnan(rows[:2]).any(axis=0))
    if not both.size:
        test.lacks = Lacks.TOO_FEW_POINTS
        return
    begin, end = int(both[0]), int(both[-1]) + 1
    rows = rows[:, begin:end]
    test.shown_from = periods[begin].start
    test.cause_values, test.effect_values = (
        [None if np.isnan(value) else value for value in turned(spec, row).tolist()]
        for spec, row in zip((pair.cause, pair.effect), rows)
    )
    season = season_of(rows, pair.frequency.per_year)
    rows = season.removed(rows)
    test.is_seasonal = bool(season.found[:2].any())
    drivers = rows[2:].T if pair.drivers else None
    sign = 1 if test.sign == LinkSign.SAME else -1
    try:
        found = examine(rows[0], rows[1], lag=pair.lag, sign=sign, seed=SEED, drivers=drivers)
    except TooFew as error:
        test.lacks = Lacks.TOO_FEW_POINTS if error.count < LEAST else Lacks.LAG_TOO_LONG
        test.points = error.count
        return
    pair.figures = found
    test.first = periods[begin + found.prepared.start + found.order].start
    test.lacks = "" if found.moves else Lacks.NO_VARIATION
    _keep(test, found)
    pair.series = (found.prepared.cause, found.prepared.effect)


def _keep(test: LinkTest, found: LinkFigures) -> None:
    test.points, test.differences, test.is_cut = found.n, found.prepared.differences, found.prepared.is_cut
    test.lag, test.found_lag, test.found = found.lag, found.found_lag, found.found
    test.correlations, test.bound, test.p = found.correlations.tolist(), found.bound, found.p
    test.forward, test.backward, test.drivers = asdict(found.forward), asdict(found.backward), found.drivers


def _judge(pairs: Sequence[_Pair]) -> None:
    """The verdicts on all links of a plan together, and for those that are consistent whether the cause leads."""
    found = [pair.figures for pair in pairs if pair.figures is not None]
    if not found:
        return
    p, forward, backward = (
        adjusted(np.array(column))
        for column in (
            [one.p for one in found],
            [one.forward.p for one in found],
            [one.backward.p for one in found],
        )
    )
    for pair, verdict, at_most in zip(pairs, verdicts_on(found, p, forward, backward), p.tolist()):
        pair.test.verdict, pair.test.p_adjusted = _WORDS[verdict], at_most
        if verdict is LinkVerdict.CONSISTENT:
            _lead(pair)


def _lead(pair: _Pair) -> None:
    """Whether the lagged cause improves the forecast of the effect (methods.md 9.5)."""
    test, (cause, effect) = pair.test, pair.series
    tried = lead_trials(cause, effect, test.found_lag or 0)
    if tried is None:
        return
    result = lead_skill(
        crps_normal(tried.mean_without, tried.sd_without, tried.actual),
        crps_normal(tried.mean_with, tried.sd_with, tried.actual),
        SEED,
    )
    test.lead, test.skill, test.origins = test.found_lag, [result.skill, result.low, result.high], result.origins
    test.is_leading = result.is_leading
