"""What is stored of the nodes that stand today against what a full pass finds, to the bit."""

from hoshin.scorecards.assembly import scores
from hoshin.scorecards.assembly.store import COLUMNS, ScoreRow
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import periods_of


def differences(plan):
    """(node, period), stored and found of every row of scores that differs from a full recomputation."""
    found = {(row.node, row.period): row for row in scores.found_rows(plan, sorted(periods_of(plan)))}
    rows = Score.objects.filter(node__plan=plan).values_list(*COLUMNS)
    stored = {(row[0], row[1]): ScoreRow(*row) for row in rows}
    keys = stored.keys() | found.keys()
    return [(key, stored.get(key), found.get(key)) for key in sorted(keys) if stored.get(key) != found.get(key)]
