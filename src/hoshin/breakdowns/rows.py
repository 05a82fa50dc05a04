"""Rows as the bulk services take them: plain values, dimensions, members and measures by their codes."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hoshin.measures.fields import Recorded


class DimensionRow(NamedTuple):
    """A dimension by its code."""

    code: str
    name: str
    position: int = 0


class MemberRow(NamedTuple):
    """A member by its dimension and its code; `parent` is a code of the same dimension, empty for none."""

    dimension: str
    code: str
    name: str
    parent: str = ""
    position: int = 0


class BreakdownRow(NamedTuple):
    """A measure broken down by a dimension; without `together` it is proposed from the aggregation of the measure."""

    measure: str
    dimension: str
    together: str = ""


@dataclass(frozen=True, slots=True)
class MemberValueRow(Recorded):
    """What is recorded for a member of a breakdown, by their ids, in the period that starts on `period`."""

    breakdown_id: int
    member_id: int
    period: date
