"""All writing of breakdowns: dimensions, members, what is broken down by what, and values of members."""

from hoshin.breakdowns.services.bulk import upsert_breakdowns, upsert_dimensions, upsert_members
from hoshin.breakdowns.services.recording import Overlapping, record_member_lines, record_member_values

__all__ = [
    "Overlapping",
    "record_member_lines",
    "record_member_values",
    "upsert_breakdowns",
    "upsert_dimensions",
    "upsert_members",
]
