"""Who may read and write breakdowns: what they are is the office's to say, values are recorded by whose the measure is."""

from tests.web.access_lines import everybody

LINES = {
    "dimension": everybody(status=404, code="measure"),
    "breakdowns": everybody(code="measure"),
    "breakdown": everybody(status=404, code="measure", dimension="period"),
    "breakdown_values": everybody(status=404, code="measure", dimension="period"),
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OFFICE = {"administrator", "office"}
OPERATIONS = {
    ("get", "/dimensions"): EVERYONE,
    ("post", "/dimensions"): OFFICE,
    ("get", "/dimensions/{dimension}/members"): EVERYONE,
    ("post", "/members"): OFFICE,
    ("post", "/breakdowns"): OFFICE,
    ("get", "/measures/REV/breakdowns"): EVERYONE,
    ("get", "/measures/REV/by/{dimension}"): EVERYONE,
    ("get", "/measures/REV/by/{dimension}/values"): EVERYONE,
    ("post", "/member-values"): OFFICE | {"contributor"},
}
BODIES = {
    "/dimensions": {"rows": [{"code": "REG", "name": "Region"}]},
    "/members": {"rows": [{"dimension": "REG", "code": "W", "name": "West", "parent": "N"}]},
    "/breakdowns": {"rows": [{"measure": "COST", "dimension": "REG", "together": "sum"}]},
    "/member-values": {
        "rows": [{"measure": "REV", "dimension": "REG", "member": "N", "period": "2026-10", "value": 12}]
    },
}
LOOKS = {"/measures/k1/by/REG": "olga", "/measures/k1/by/REG/values": "olga", "/dimensions/REG": "olga"}
