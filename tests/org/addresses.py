"""Who may hand over what is somebody's, and see what leavers still own."""

from tests.web.access_lines import administrator, everybody, office

OFFICE = {"administrator", "office"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
LINES = {
    "person_hand_over": office(pk="person_id"),
    "leavers": office(),
    "holidays": office(),
    "holiday_remove": office(status=404, method="post", pk="no_link"),
    "relations": everybody(),
    "relation_end": administrator(status=404, method="post", pk="no_link"),
    "movements": everybody(),
    "reporting": everybody(),
    "people": everybody(),
}
LOOKS = {
    "/organisation/person/{7}/hand-over": "olga",
    "/organisation/leavers": "olga",
    "/organisation/holidays": "olga",
    "/organisation/relations": "ada",
    "/organisation/movements": "vera",
    "/people": "carl",
    "/people?q=c": "olga",
}
ADMINISTRATOR = {"administrator"}
OPERATIONS = {
    ("get", "/relations"): EVERYONE,
    ("post", "/relations"): ADMINISTRATOR,
    ("post", "/relations/{relation}/end"): ADMINISTRATOR,
    ("get", "/people/P1/reports"): EVERYONE,
    ("get", "/people/P1/line"): EVERYONE,
    ("get", "/directory?q=carl"): EVERYONE,
    ("get", "/people/P1/belongings"): EVERYONE,
    ("post", "/people/P1/hand-over"): OFFICE,
}
_HR = {"person": "P1", "relation": "hr_of_unit", "to": "NORTH", "reason": "Asked for"}
BODIES = {
    "/relations": _HR | {"valid_from": "2026-12-01", "valid_to": "2027-01-01"},
    "/relations/{relation}/end": {"on": "2026-12-24"},
    "/people/P1/hand-over": {"to": "P2"},
}
