"""Who comments on what, and who looks at it: in the table nobody but Carl is a person."""

from tests.web.access_lines import everybody

LINES = {
    "discussion": everybody(kind="objective_kind", pk="objective_id"),
    "discussion_people": everybody(kind="objective_kind", pk="objective_id"),
    "discussion_react": everybody(status=404, method="post", kind="objective_kind", pk="no_link"),
    "discussion_follow": everybody(status=404, method="post", kind="objective_kind", pk="no_link"),
    "discussion_comment": everybody(status=404, code="objective"),
    "discussion_edit": everybody(status=404, code="objective"),
    "discussion_remove": everybody(status=404, method="post", code="objective"),
    "discussion_versions": everybody(status=404, code="objective"),
    "discussion_comment_react": everybody(status=404, method="post", code="objective"),
}
LOOKS = {"/discussion/objective/{C1}": "nina"}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
# Carl alone is a person of that organisation.
OPERATIONS = {
    ("get", "/comments"): EVERYONE,
    ("post", "/comments"): {"contributor"},
    ("patch", "/comments/{comment}"): {"contributor"},
    ("delete", "/comments/{comment}"): {"administrator", "office", "contributor"},
    ("post", "/reactions"): {"contributor"},
    ("post", "/followings"): {"contributor"},
}
BODIES = {
    "/comments": {"kind": "objective", "about": "GROW", "text": "Why is it slower?"},
    "/comments/{comment}": {"text": "Why is it so slow?"},
    "/reactions": {"kind": "objective", "about": "GROW", "word": "thanks"},
    "/followings": {"kind": "objective", "about": "GROW"},
}
