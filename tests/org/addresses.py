"""Who may hand over what is somebody's, and see what leavers still own."""

from tests.web.access_lines import everybody, office

OFFICE = {"administrator", "office"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
LINES = {
    "person_hand_over": office(pk="person_id"),
    "leavers": office(),
    "movements": everybody(),
    "reporting": everybody(),
}
LOOKS = {
    "/organisation/person/{7}/hand-over": "olga",
    "/organisation/leavers": "olga",
    "/organisation/movements": "vera",
}
OPERATIONS = {
    ("get", "/people/{code}/belongings"): EVERYONE,
    ("post", "/people/{code}/hand-over"): OFFICE,
}
BODIES = {"/people/{code}/hand-over": {"to": "P1"}}
