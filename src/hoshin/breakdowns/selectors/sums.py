"""Whether members make their total: sums that differ are named, with what they are and what they should be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.base.amounts import number_text
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import Said
from hoshin.breakdowns.models import Composition
from hoshin.breakdowns.policies import breakdowns_visible_to

# Less than a thousandth is rounding, and so is half of the last decimal for each member where a measure says its decimals.
TOLERANCE = 0.001
# Of members within members those count whose own value is known and lies within no other's that is known as well. What is
# within others is put together first and then looked up: row by row it took minutes for a thousand members of sixty periods.
_ABOVE = """
WITH RECURSIVE above AS (
    SELECT m.id AS member, m.parent_id AS other FROM breakdowns_member m JOIN breakdowns_breakdown b
    ON b.dimension_id = m.dimension_id WHERE b.id = ANY(%(breakdowns)s) AND m.parent_id IS NOT NULL
    UNION
    SELECT a.member, m.parent_id FROM above a JOIN breakdowns_member m ON m.id = a.other WHERE m.parent_id IS NOT NULL
), held AS (
    SELECT v.breakdown_id, v.member_id, v.period, v.value, v.numerator, v.denominator FROM breakdowns_membervalue v
    WHERE v.breakdown_id = ANY(%(breakdowns)s) AND v.superseded_at IS NULL AND v.value IS NOT NULL
      AND v.period >= %(since)s AND v.period <= %(until)s
), covered AS (
    SELECT h.breakdown_id, h.period, a.member FROM held h JOIN above a ON a.other = h.member_id
), parts AS (
    SELECT h.breakdown_id, h.period, m.parent_id, count(*) AS members, sum(h.value) AS value
    FROM held h JOIN breakdowns_member m ON m.id = h.member_id WHERE m.parent_id IS NOT NULL GROUP BY 1, 2, 3
)"""
_WHOLE = f"""{_ABOVE}, summed AS (
    SELECT h.breakdown_id, h.period, count(*) AS members, sum(h.value) AS value,
           sum(h.numerator) AS numerator, sum(h.denominator) AS denominator,
           bool_and(h.denominator IS NOT NULL) AS has_weights, sum(h.value * h.denominator) AS weighted
    FROM held h
    WHERE (h.breakdown_id, h.period, h.member_id) NOT IN (SELECT breakdown_id, period, member FROM covered)
    GROUP BY 1, 2
), found AS (
    SELECT s.breakdown_id, s.period, '' AS member, s.members, t.value AS total, CASE
        WHEN b.together = '{Composition.SUM}' THEN s.value
        WHEN s.has_weights AND s.denominator <> 0 THEN s.weighted / s.denominator END AS made
    FROM summed s JOIN breakdowns_breakdown b ON b.id = s.breakdown_id
    JOIN measures_actual t ON t.measure_id = b.measure_id AND t.unit_id IS NULL AND t.period = s.period
        AND t.superseded_at IS NULL AND t.value IS NOT NULL
    WHERE b.together <> '{Composition.NONE}'
    UNION ALL
    SELECT p.breakdown_id, p.period, n.code, s.members, p.value, s.value
    FROM held p JOIN breakdowns_breakdown b ON b.id = p.breakdown_id AND b.together = '{Composition.SUM}'
    JOIN breakdowns_member n ON n.id = p.member_id
    JOIN parts s ON s.parent_id = p.member_id AND s.breakdown_id = p.breakdown_id AND s.period = p.period
)
SELECT m.code, d.code, m.frequency, f.period, f.member, f.made, f.total
FROM found f JOIN breakdowns_breakdown b ON b.id = f.breakdown_id
JOIN measures_measure m ON m.id = b.measure_id JOIN breakdowns_dimension d ON d.id = b.dimension_id
WHERE abs(f.made - f.total) > greatest({TOLERANCE} * greatest(abs(f.total), abs(f.made)),
                                       CASE WHEN m.decimals IS NULL THEN 0 ELSE f.members * 0.5 * 10.0 ^ (-m.decimals) END)
ORDER BY f.period DESC, m.code, d.code, f.member LIMIT %(limit)s"""  # noqa: S608 – words of our own


@dataclass(frozen=True, slots=True)
class DifferingSum:
    """A total, or a member's value where `member` is said, that its parts do not make: `made` is what they make."""

    measure: str
    dimension: str
    period: Period
    member: str
    made: float
    total: float

    @property
    def overlaps(self) -> bool:
        """Whether parts make more than the whole: some of them may lie within each other."""
        return abs(self.made) > abs(self.total)

    def said(self) -> Said:
        """What differs, by how much, and what it may mean."""
        facts = {
            "measure": self.measure,
            "dimension": self.dimension,
            "member": self.member,
            "period": str(self.period),
            "made": number_text(self.made),
            "total": number_text(self.total),
        }
        if self.member and self.overlaps:
            text = (
                "%(measure)s by %(dimension)s, %(period)s: the parts of %(member)s make %(made)s, more than its own "
                "%(total)s. Look whether they overlap."
            )
        elif self.member:
            text = (
                "%(measure)s by %(dimension)s, %(period)s: the parts of %(member)s make %(made)s of its %(total)s. "
                "Look whether one is missing."
            )
        elif self.overlaps:
            text = (
                "%(measure)s by %(dimension)s, %(period)s: the members make %(made)s, the total is %(total)s. "
                "Look whether members overlap."
            )
        else:
            text = (
                "%(measure)s by %(dimension)s, %(period)s: the members make %(made)s, the total is %(total)s. "
                "Look whether members are missing."
            )
        return Said(text, **facts)


def differing_sums(
    actor: Actor, breakdowns: Collection[int], *, since: date = date.min, until: date = date.max, limit: int = 20
) -> list[DifferingSum]:
    """Totals that differ from what their members make, the newest first; of breakdowns that the actor may see.

    Of a mean that is looked at where all members have weights.
    """
    seen = list(breakdowns_visible_to(actor).filter(pk__in=breakdowns).order_by().values_list("pk", flat=True))
    if not seen:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, {"breakdowns": seen, "since": since, "until": until, "limit": limit})
        found = cursor.fetchall()
    return [
        DifferingSum(measure, dimension, Period(Frequency(frequency), start), member, made, total)
        for measure, dimension, frequency, start, member, made, total in found
    ]
