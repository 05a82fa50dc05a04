"""Who opens what of 1:1s: everybody their own, nobody those of others; a program a calendar of which it knows the secret."""

from tests.web.access_lines import IN, Line, everybody

NOT_THEIRS = {
    "one_on_one": ({"number": "no_link"}, "get"),
    "one_on_one_edit": ({"number": "no_link"}, "get"),
    "one_on_one_answer": ({"number": "no_link"}, "post"),
    "one_on_one_end": ({"number": "no_link"}, "post"),
    "agenda_add": ({"number": "no_link"}, "post"),
    "agenda_order": ({"number": "no_link"}, "post"),
    "agenda_change": ({"item": "no_link"}, "post"),
    "agenda_talk": ({"item": "no_link"}, "post"),
    "agenda_remove": ({"item": "no_link"}, "post"),
    "action_add": ({"number": "no_link"}, "post"),
    "action_change": ({"item": "no_link"}, "post"),
    "invitation": ({"number": "no_link"}, "get"),
    "invite": ({"number": "no_link"}, "post"),
    "meeting": ({"number": "no_link", "day": "period"}, "get"),
    "meeting_notes": ({"number": "no_link", "day": "period"}, "post"),
    "meeting_move": ({"number": "no_link", "day": "period"}, "get"),
    "meeting_skip": ({"number": "no_link", "day": "period"}, "get"),
    "meeting_again": ({"number": "no_link", "day": "period"}, "post"),
}
LINES = {
    **{name: everybody(status=404, method=method, **said) for name, (said, method) in NOT_THEIRS.items()},
    "meetings": everybody(),
    "meetings_with_person": everybody(status=302, code="person"),
    # Carl is a person; the others are nobody, and are sent to the page that says so.
    "one_on_one_new": Line((IN, 302, 200, 302, 302)),
    "calendar_make": Line((IN, 403, 200, 403, 403), "post"),
    "calendar_revoke": everybody(status=302, method="post"),
    "calendar_feed": everybody(stranger=404, status=404, secret="used_token"),
}
LOOKS = {
    "/meetings": "nina",
    "/meetings/new": "nina",
    "/meetings/{one}": "nina",
    "/meetings/{one}/edit": "nina",
    "/meetings/{one}/2026-12-01": "nina",
    "/meetings/{one}/2026-12-01/move": "nina",
    "/meetings/{one}/2026-12-01/skip": "nina",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
PEOPLE = {"contributor"}
OPERATIONS = {
    ("get", "/one-on-ones"): EVERYONE,
    ("get", "/action-items"): EVERYONE,
    ("post", "/one-on-ones"): PEOPLE,
    ("get", "/one-on-ones/{one}"): PEOPLE,
    ("patch", "/one-on-ones/{one}"): PEOPLE,
    ("post", "/one-on-ones/{proposed}/answer"): PEOPLE,
    ("get", "/one-on-ones/{one}/meetings"): PEOPLE,
    ("get", "/one-on-ones/{one}/agenda"): PEOPLE,
    ("post", "/one-on-ones/{one}/agenda"): PEOPLE,
    ("get", "/one-on-ones/{one}/action-items"): PEOPLE,
    ("post", "/one-on-ones/{one}/action-items"): PEOPLE,
    ("patch", "/action-items/{item}"): PEOPLE,
}
BODIES = {
    "/one-on-ones": {"partner": "P2", "starts_on": "2026-12-01", "at": "10:00"},
    "/one-on-ones/{one}": {"minutes": 45},
    "/one-on-ones/{proposed}/answer": {"accept": True},
    "/one-on-ones/{one}/agenda": {"text": "How we answer the regions"},
    "/one-on-ones/{one}/action-items": {"text": "Ask three regions", "due_on": "2026-12-01"},
    "/action-items/{item}": {"done": True},
}
