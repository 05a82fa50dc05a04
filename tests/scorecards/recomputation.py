"""What is stored of the nodes that stand today against what a full pass finds, to the bit."""

from hoshin.scorecards.assembly import scores
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import periods_of


def differences(plan):
    """(node, period, stored, found) of every score, coverage or status that differs from a full recomputation."""
    periods = sorted(periods_of(plan))
    _, _, rolled, status, _ = scores.find_all(plan, periods)
    stored = {
        (row["node_id"], row["period"]): (row["score"], row["coverage"], row["status"])
        for row in Score.objects.filter(node__plan=plan).values("node_id", "period", "score", "coverage", "status")
    }
    found = {
        (int(node), period.start): (
            None if rolled.score[i, j] != rolled.score[i, j] else float(rolled.score[i, j]),
            float(rolled.coverage[i, j]),
            int(status[i, j]),
        )
        for i, node in enumerate(rolled.node)
        for j, period in enumerate(periods)
    }
    keys = stored.keys() | found.keys()
    return [(key, stored.get(key), found.get(key)) for key in sorted(keys) if stored.get(key) != found.get(key)]
