"""What kinds of measures there are, and which ways of bringing their values together are legal."""

from enum import IntEnum


class ValueKind(IntEnum):
    """The nature of a measure's values, which fixes how they may be aggregated; ``label`` is stable."""

    FLOW = 0
    STOCK = 1
    RATIO = 2
    AVERAGE = 3
    INDEX = 4
    EXTREMUM = 5
    NON_ADDITIVE = 6
    GROWTH = 7

    @property
    def label(self) -> str:
        return self.name.lower()


class How(IntEnum):
    """One way of turning several values into one; ``label`` is stable."""

    SUM = 0
    MEAN = 1
    LAST = 2
    MIN = 3
    MAX = 4
    RATIO_OF_SUMS = 5
    WEIGHTED_MEAN = 6
    GEOMETRIC_GROWTH = 7

    @property
    def label(self) -> str:
        return self.name.lower()


Ways = dict[ValueKind, tuple[How, ...]]

# The first of each tuple is the default.
OVER_TIME: Ways = {
    ValueKind.FLOW: (How.SUM, How.MEAN),
    ValueKind.STOCK: (How.LAST, How.MEAN),
    ValueKind.RATIO: (How.RATIO_OF_SUMS,),
    ValueKind.AVERAGE: (How.WEIGHTED_MEAN,),
    ValueKind.INDEX: (How.WEIGHTED_MEAN,),
    ValueKind.EXTREMUM: (How.MAX, How.MIN),
    ValueKind.NON_ADDITIVE: (),
    ValueKind.GROWTH: (How.GEOMETRIC_GROWTH,),
}
ACROSS_UNITS: Ways = {
    ValueKind.FLOW: (How.SUM,),
    ValueKind.STOCK: (How.SUM,),
    ValueKind.RATIO: (How.RATIO_OF_SUMS,),
    ValueKind.AVERAGE: (How.WEIGHTED_MEAN,),
    ValueKind.INDEX: (How.WEIGHTED_MEAN,),
    ValueKind.EXTREMUM: (How.MAX, How.MIN),
    ValueKind.NON_ADDITIVE: (),
    ValueKind.GROWTH: (),
}


def kind_of(kind: ValueKind | str) -> ValueKind:
    """The kind itself or the one of that name; unknown names raise ``ValueError``.

    >>> kind_of("flow")
    <ValueKind.FLOW: 0>
    """
    if isinstance(kind, ValueKind):
        return kind
    for known in ValueKind:
        if known.label == kind:
            return known
    raise ValueError(f"unknown kind of measure {kind!r}")


def legal_how(kind: ValueKind, how: How | str | None, ways: Ways) -> How | None:
    """The way to aggregate, the kind's default when none is asked for, ``None`` when it is not legal.

    >>> legal_how(ValueKind.STOCK, None, OVER_TIME)
    <How.LAST: 2>
    >>> legal_how(ValueKind.RATIO, "sum", OVER_TIME) is None
    True
    """
    allowed = ways[kind]
    if how is None:
        return allowed[0] if allowed else None
    for known in How:
        if known is how or known.label == how:
            return known if known in allowed else None
    raise ValueError(f"unknown way to aggregate {how!r}")
