"""Who may read and write feedback and recognition, and who looks at it: in the table nobody but Carl is a person."""

from tests.web.access_lines import IN, Line, everybody

_PEOPLE = (IN, 403, 200, 403, 403)
LINES = {
    "feedback": everybody(),
    "feedback_given": everybody(),
    "feedback_shown": everybody(),
    "feedback_asked": everybody(),
    "feedback_one": everybody(status=404, pk="no_link"),
    "feedback_of_person": everybody(status=302, code="person"),
    "feedback_give": Line(_PEOPLE),
    "feedback_coach": everybody(method="post"),
    "feedback_edit": everybody(status=404, pk="no_link"),
    "feedback_take_back": everybody(status=404, method="post", pk="no_link"),
    "feedback_remove": everybody(status=404, method="post", pk="no_link"),
    "feedback_ask": Line(_PEOPLE),
    "feedback_answer": everybody(status=404, pk="no_link"),
    "feedback_decline": everybody(status=404, method="post", pk="no_link"),
    "feedback_withdraw": everybody(status=404, method="post", pk="no_link"),
    "anonymous": everybody(),
    "anonymous_answers": everybody(),
    "anonymous_inbox": everybody(),
    "anonymous_talk": everybody(status=404, pk="no_link"),
    "recognition": everybody(),
    "recognition_one": everybody(status=404, pk="no_link"),
    "recognition_applaud": everybody(status=404, method="post", pk="no_link"),
    "recognition_remove": everybody(status=404, method="post", pk="no_link"),
}
LOOKS = {
    "/feedback": "vera",
    "/feedback/given": "vera",
    "/feedback/asked": "vera",
    "/feedback/shown": "vera",
    "/feedback/give": "nina",
    "/feedback/give?to=8": "nina",
    "/feedback/ask": "nina",
    "/recognition": "vera",
    "/anonymous": "vera",
    "/anonymous/answers": "vera",
    "/anonymous/inbox": "vera",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
# Carl alone is a person of that organisation.
OPERATIONS = {
    ("get", "/feedback"): EVERYONE,
    ("post", "/feedback"): {"contributor"},
    ("get", "/feedback/requests"): EVERYONE,
    ("get", "/feedback/waiting"): EVERYONE,
    ("post", "/feedback/requests"): {"contributor"},
    ("post", "/feedback/requests/{number}/decline"): {"contributor"},
    ("get", "/recognitions"): EVERYONE,
    ("post", "/recognitions"): {"contributor"},
}
BODIES = {
    "/feedback": {"receiver": "P2", "text": "You let everybody finish."},
    "/feedback/requests": {"people": ["P2"], "question": "How was it?"},
    "/feedback/requests/{number}/decline": {"word": "I was away."},
    "/recognitions": {"person": "P2", "text": "You stayed late."},
}
