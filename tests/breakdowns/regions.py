"""A measure broken down by two regions, without any value."""

from hoshin.breakdowns.rows import BreakdownRow, DimensionRow, MemberRow
from hoshin.breakdowns.selectors.named import breakdown_by_codes
from hoshin.breakdowns.services import upsert_breakdowns, upsert_dimensions, upsert_members


def broken_down(actor, measure, together=""):
    """By dimension REG, with the members N and S."""
    upsert_dimensions(actor, [DimensionRow("REG", "Region")])
    upsert_members(actor, [MemberRow("REG", "N", "North"), MemberRow("REG", "S", "South")])
    upsert_breakdowns(actor, [BreakdownRow(measure.code, "REG", together)])
    return breakdown_by_codes(actor, measure, "REG")
