"""Who may open what of people's data: one's own for everybody, that of others for administrators alone."""

from tests.web.access_lines import administrator, everybody

LINES = {
    "own_data": everybody(),
    "own_data_file": everybody(status=404, pk="no_link"),
    "personal_data": administrator(),
    "retention": administrator(status=302, method="post"),
    "person_erase": administrator(pk="person_id"),
    "person_export": administrator(status=302, method="post", pk="person_id"),
    "personal_of_person": everybody(status=302, code="person"),
    "user_erase": administrator(pk="user"),
    "user_export": administrator(status=302, method="post", pk="user"),
    "personal_of_user": administrator(status=302, pk="user"),
}
LOOKS = {
    "/profile/data": "vera",
    "/personal-data": "ada",
    "/personal-data/people/{7}/erase": "ada",
    "/personal-data/users/{vera}/erase": "ada",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/my-data"): EVERYONE,
    ("post", "/my-data"): EVERYONE,
    ("get", "/my-data/{number}/file"): {"contributor"},
}
BODIES = {"/my-data": {}}
