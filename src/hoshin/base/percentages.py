"""Numbers that were written in percent, until the unit of what they are values of is known."""

from decimal import Context, Decimal

_EXACT = Context(prec=40)


class Percentage(float):
    """A fraction of one that was written with a percent sign, or stands in a cell that shows percent: 0.42 for 42 %."""

    def in_unit(self, scale: float) -> float:
        """The number in a unit of that scale: 42 where the unit is a hundredth, 0.42 where it is one.

        >>> Percentage(0.57).in_unit(0.01), Percentage(0.57).in_unit(1.0)
        (57.0, 0.57)
        """
        return float(_EXACT.divide(Decimal(repr(float(self))), Decimal(repr(scale))))


def percentage_of(number: float) -> Percentage:
    """A number under a heading that says percent: 42 is 42 %. What says so itself stays what it is.

    >>> percentage_of(42.0), percentage_of(Percentage(0.42))
    (0.42, 0.42)
    """
    return number if isinstance(number, Percentage) else Percentage(Decimal(repr(float(number))).scaleb(-2))
