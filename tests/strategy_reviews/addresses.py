"""Who reads strategy reviews, who begins series, and who looks at the pages."""

from tests.web.access_lines import contributor, everybody

_OF_ONE = ("", "_edit", "_present", "_minutes", "_minutes_file", "_calendar", "_history", "_decide", "_act")
_DONE = ("_next", "_close", "_reopen", "_remove", "_topic_add", "_topic_order", "_summary", "_task_add")
_ON_TOPICS = {"_topic": "get", "_notes": "post", "_topic_change": "post", "_topic_remove": "post"}
LINES = {
    "strategy_reviews": everybody(),
    "strategy_review_series_new": contributor(),
    "strategy_review_series": everybody(status=404, code="objective"),
    "strategy_review_plan": everybody(status=404, code="objective"),
    "strategy_review_series_remove": everybody(status=404, method="post", code="objective"),
    "strategy_review_task_done": everybody(status=404, method="post", number="no_link"),
    **{f"strategy_review{name}": everybody(status=404, code="objective") for name in _OF_ONE},
    **{f"strategy_review{name}": everybody(status=404, method="post", code="objective") for name in _DONE},
    **{
        f"strategy_review{name}": everybody(status=404, method=method, code="objective", number="no_link")
        for name, method in _ON_TOPICS.items()
    },
}
LOOKS = {"/strategy-reviews": "olga", "/strategy-reviews/series/new": "olga"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
WRITING = {"administrator", "office", "contributor"}
OPERATIONS = {
    ("get", "/strategy-reviews"): EVERYONE,
    ("post", "/strategy-reviews"): WRITING,
    ("get", "/strategy-reviews/{review}"): WRITING,
    ("post", "/strategy-reviews/{review}/topics/{topic}/minutes"): WRITING,
    ("post", "/strategy-reviews/{review}/close"): WRITING,
}
BODIES = {
    "/strategy-reviews": {"series": "RS-1", "starts_at": "2026-12-01T10:00:00Z"},
    "/strategy-reviews/{review}/topics/{topic}/minutes": {"notes": "They came."},
    "/strategy-reviews/{review}/close": {},
}
