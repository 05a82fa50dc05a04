"""Who opens the page of leaders and announcements: in the table Carl alone is a person, and heads no unit."""

from tests.web.access_lines import IN, Line, everybody

LINES = {
    "leading": everybody(),
    "announcements": everybody(),
    "announcement": everybody(status=404, pk="no_link"),
    "announcement_new": Line((IN, 403, 403, 403, 403)),
    "announcement_edit": everybody(status=404, pk="no_link"),
    "announcement_remove": everybody(status=404, method="post", pk="no_link"),
    "announcement_ask": everybody(status=404, method="post", pk="no_link"),
    "announcement_answer": everybody(status=404, method="post", pk="no_link"),
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
# Carl, who alone is a person there, announced it.
HIS = {"contributor"}
OPERATIONS = {
    ("get", "/announcements"): EVERYONE,
    ("post", "/announcements"): HIS,
    ("get", "/announcements/{announcement}"): EVERYONE,
    ("patch", "/announcements/{announcement}"): HIS,
    ("delete", "/announcements/{announcement}"): HIS,
    ("get", "/announcements/{announcement}/questions"): EVERYONE,
    ("post", "/announcements/{announcement}/questions"): HIS,
    ("post", "/announcements/questions/{question}/answer"): HIS,
}
BODIES = {
    "/announcements": {"title": "Answer within a day", "text": "From May on.", "to_team": True},
    "/announcements/{announcement}": {"title": "Within two days"},
    "/announcements/{announcement}/questions": {"text": "Also in July?"},
    "/announcements/questions/{question}/answer": {"answer": "In July as well."},
}
LOOKS = {"/leading": "olga", "/announcements": "vera"}
