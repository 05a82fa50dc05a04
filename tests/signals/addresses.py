"""Who reads and acts on signals: in the table Carl alone is a person, and one signal is of his measure."""

from tests.web.access_lines import IN, Line, everybody, office

LINES = {
    "signals": everybody(),
    "signals_several": everybody(status=404, method="post"),
    "signal_marks": Line((IN, 302, 302, 302, 302), query="plan={plan}"),
    "signals_of": everybody(status=302, kind="objective_kind", pk="objective_id"),
    "signal_rules": everybody(),
    "signal_rule": office(code="rule"),
    "watch_rules": everybody(),
    "watch_rule_new": Line((IN, 403, 200, 403, 403)),
    "watch_rule": everybody(status=404, pk="no_link"),
    "watch_rule_remove": everybody(status=404, method="post", pk="no_link"),
    "signal": everybody(status=404, pk="no_link"),
    "signal_acknowledge": everybody(status=404, method="post", pk="no_link"),
    "signal_useful": everybody(status=404, method="post", pk="no_link"),
    "signal_snooze": everybody(status=404, method="post", pk="no_link"),
    "signal_hand_over": everybody(status=404, method="post", pk="no_link"),
    "signal_new_owner": everybody(status=404, method="post", pk="no_link"),
    "signal_retire": everybody(status=404, method="post", pk="no_link"),
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OFFICE = {"administrator", "office"}
# The office acts on any; Carl, who owns the measure, on his.
ACTING = {"administrator", "office", "contributor"}
OPERATIONS = {
    ("get", "/signals"): EVERYONE,
    ("post", "/signals/answers"): ACTING,
    ("get", "/signals/{signal}"): EVERYONE,
    ("get", "/signals/{signal}/events"): EVERYONE,
    ("post", "/signals/{signal}/acknowledge"): ACTING,
    ("post", "/signals/{signal}/usefulness"): ACTING,
    ("post", "/signals/{signal}/snooze"): ACTING,
    ("post", "/signals/{signal}/hand-over"): ACTING,
    ("get", "/signal-rules"): EVERYONE,
    ("patch", "/signal-rules/status_changed"): OFFICE,
    ("get", "/watch-rules"): EVERYONE,
    ("post", "/watch-rules"): {"contributor"},
    ("post", "/watch-rules/try"): {"contributor"},
    ("get", "/watch-rules/{watch_rule}"): {"administrator", "office", "contributor"},
    ("patch", "/watch-rules/{watch_rule}"): {"administrator", "office", "contributor"},
    ("delete", "/watch-rules/{watch_rule}"): {"administrator", "office", "contributor"},
}
_RULE = {"name": "Revenue is low", "measure": "REV", "line": 25.0}
BODIES = {
    "/signals/answers": {"numbers": ["{signal}"], "answer": "useful"},
    "/signals/{signal}/acknowledge": {},
    "/signals/{signal}/usefulness": {"useful": True},
    "/signals/{signal}/snooze": {"until": "2026-12-01"},
    "/signals/{signal}/hand-over": {"person": "P1"},
    "/signal-rules/status_changed": {"speaks": True, "cut_points": {"hysteresis": 3.0}},
    "/watch-rules": _RULE,
    "/watch-rules/try": _RULE,
    "/watch-rules/{watch_rule}": _RULE,
}
LOOKS = {
    "/signals?scope=all": "olga",
    "/signals/rules": "olga",
    "/signals/rules/status_changed": "olga",
    "/signals/own": "nina",
    "/signals/own/new": "nina",
}
