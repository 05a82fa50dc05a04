"""What one of a unit of measure is: a hundredth for %, one for a plain number. The one place that says so."""

from functools import lru_cache

from hoshin.engine.formulas import UnitOfMeasure, parse_unit


@lru_cache(maxsize=4096)
def scale_of(unit_of_measure: str, ignores_scale: bool = False) -> float:
    """What one of a unit without dimension is, 0.01 for %; 1 for all others, and for whoever ignores it.

    >>> scale_of("%"), scale_of("per mille"), scale_of("EUR"), scale_of("%", ignores_scale=True)
    (0.01, 0.001, 1.0, 1.0)
    """
    unit = parse_unit(unit_of_measure)
    return 1.0 if ignores_scale or unit.exponents else unit.scale


def per_one(scale: float) -> float:
    """How many of a unit make one: 100 for %. A whole number where that is so, so that 57 of 100 are 57 %."""
    found = 1.0 / scale
    return float(round(found)) if abs(found - round(found)) < 1e-6 else found


def counted_unit(unit_of_measure: str, ignores_scale: bool = False) -> UnitOfMeasure | None:
    """The unit as formulas reckon with it; None where a measure has none."""
    if not unit_of_measure.strip():
        return None
    unit = parse_unit(unit_of_measure)
    return unit if ignores_scale else unit.counted()
