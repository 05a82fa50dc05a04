"""Whether the lines of a target lie in the order in which values are scored by them."""

from collections.abc import Mapping

from hoshin.engine.scoring import check_thresholds


def faults_of_lines(numbers: Mapping[str, float], *, is_higher: bool) -> list[str]:
    """What is wrong with baseline, target, worst, red, green and best, as far as they are given, by the engine's words."""
    lines = {name: numbers[name] for name in ("baseline", "target", "worst", "red", "green", "best") if name in numbers}
    return list(check_thresholds(direction=1 if is_higher else -1, **lines)[0])
