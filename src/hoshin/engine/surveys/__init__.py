"""Surveys: scores with intervals, what may be shown of small groups, what goes with an outcome, and what has changed.

What is hidden here is hidden from everybody: `suppress_tree` for groups of a tree, `suppress_groups` for groups that
overlap, and `audit_release`, which looks at either as an attacker would.
"""

from hoshin.engine.surveys.audit import AuditResult, audit_release
from hoshin.engine.surveys.drivers import (
    FAVOURABLE,
    NEUTRAL,
    UNANSWERED,
    UNFAVOURABLE,
    driver_scores,
    leanings,
    mean_interval,
    rescaled,
    wilson,
)
from hoshin.engine.surveys.enps import EnpsResult, enps
from hoshin.engine.surveys.importance import ImportanceResult, dominance, driver_importance, relative_weights
from hoshin.engine.surveys.response import ResponseResult, effective_size, raked, response
from hoshin.engine.surveys.rules import GroupRules, may_answer, may_compare
from hoshin.engine.surveys.table import suppress_groups
from hoshin.engine.surveys.themes import TextTheme, themes
from hoshin.engine.surveys.tree import TreeResult, suppress_tree
from hoshin.engine.surveys.trends import detectable_difference, enps_change, newcombe, shrinkage, shrunken, welch

__all__ = [
    "FAVOURABLE",
    "NEUTRAL",
    "UNANSWERED",
    "UNFAVOURABLE",
    "AuditResult",
    "EnpsResult",
    "GroupRules",
    "ImportanceResult",
    "ResponseResult",
    "TextTheme",
    "TreeResult",
    "audit_release",
    "detectable_difference",
    "dominance",
    "driver_importance",
    "driver_scores",
    "effective_size",
    "enps",
    "enps_change",
    "leanings",
    "may_answer",
    "may_compare",
    "mean_interval",
    "newcombe",
    "raked",
    "relative_weights",
    "rescaled",
    "response",
    "shrinkage",
    "shrunken",
    "suppress_groups",
    "suppress_tree",
    "themes",
    "welch",
    "wilson",
]
