"""Who opens control charts, and lets their limits begin anew: the office."""

from tests.web.access_lines import everybody

EVERYONE = {"administrator", "office", "contributor", "viewer"}
LINES = {"measure_control": everybody(code="measure")}
OPERATIONS = {
    ("get", "/measures/REV/control"): EVERYONE,
    ("post", "/measures/REV/control"): {"administrator", "office"},
}
BODIES = {"/measures/REV/control": {"period": "2026-09", "reason": "Another way of counting"}}
LOOKS = {"/measures/k3/control": "olga"}
