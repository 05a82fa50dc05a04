"""Note who writes to what a scorecard reads: each transaction by table, of scores by plan and period."""

from django.db import migrations

from hoshin.audit.moving import watch, watch_parts

# Scores may go together with their node: then it is not known which plan's they were, and all have moved.
SCORES = """
SELECT DISTINCT n.plan_id AS part, CASE WHEN n.plan_id IS NOT NULL THEN t.period END AS day
FROM touched t LEFT JOIN scorecards_node n ON n.id = t.node_id"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_note_what_moved"),
        ("measures", "0013_keep_the_giver"),
        ("okrs", "0004_note_what_is_agreed"),
        ("org", "0012_keep_positions_cheaply"),
        ("scorecards", "0007_keep_edges_before"),
        ("strategy", "0008_ask_for_commentary"),
    ]

    operations = [
        *watch_parts("scorecards_score", SCORES),
        *watch(
            "measures_measure",
            "okrs_commitment",
            "org_person",
            "org_unit",
            "scorecards_closedperiod",
            "scorecards_edge",
            "scorecards_node",
            "scorecards_statusoverride",
            "strategy_contribution",
            "strategy_objective",
            "strategy_pastplandefinition",
            "strategy_perspective",
            "strategy_plan",
        ),
    ]
