"""Who reads and acts on signals: in the table Carl alone is a person, and one signal is of his measure."""

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OFFICE = {"administrator", "office"}
# The office acts on any; Carl, who owns the measure, on his.
ACTING = {"administrator", "office", "contributor"}
OPERATIONS = {
    ("get", "/signals"): EVERYONE,
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
    "/signals/{signal}/acknowledge": {},
    "/signals/{signal}/usefulness": {"useful": True},
    "/signals/{signal}/snooze": {"until": "2026-12-01"},
    "/signals/{signal}/hand-over": {"person": "P1"},
    "/signal-rules/status_changed": {"speaks": True, "cut_points": {"hysteresis": 3.0}},
    "/watch-rules": _RULE,
    "/watch-rules/try": _RULE,
    "/watch-rules/{watch_rule}": _RULE,
}
