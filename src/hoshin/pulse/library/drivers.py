"""The names of what is asked about."""

from django.utils.translation import gettext_lazy as _

ENGAGEMENT, ENPS = "engagement", "enps"

DRIVERS = {
    ENGAGEMENT: _("Engagement"),
    ENPS: _("Would recommend working here (eNPS)"),
    "purpose": _("Purpose and direction"),
    "expectations": _("Clear expectations"),
    "manager": _("Support by the manager"),
    "feedback": _("Feedback and recognition"),
    "growth": _("Growth"),
    "workload": _("Workload"),
    "tools": _("Tools and ways of working"),
    "team": _("Working together"),
    "voice": _("Being heard"),
    "fairness": _("Fairness"),
    "start": _("A good start"),
    "leaving": _("Leaving"),
    "culture": _("Culture"),
}

# What a manager may do about a driver within a month, without money.
ADVICE = {
    "purpose": _("Say in the next meeting which result of the plan your team's work moves, and ask what is unclear."),
    "expectations": _(
        "Agree with each of your people on the three results that count this quarter, and what may wait."
    ),
    "manager": _("Ask in each 1:1 what is in the way, take one thing off them, and say by when."),
    "feedback": _("Say weekly what somebody did well and what came of it, within two days of seeing it."),
    "growth": _("Talk with each person about one skill they want, and give them a piece of work that needs it."),
    "workload": _("List what the team does, and stop or hand back the two things of least use."),
    "tools": _("Collect what stops work most often, bring the first to whoever can mend it, and say what came of it."),
    "team": _("Settle with the team you depend on most who answers what, and within how many days."),
    "voice": _("Ask for what goes wrong, thank whoever says it, and tell everybody what became of it."),
    "fairness": _("Say how the last decision about people was made, by which criteria, and who may ask about it."),
    "start": _(
        "Have desk, accounts and a person to ask ready before the first day, and check it with the last who joined."
    ),
    "leaving": _("Ask those who stay what would make them leave, and mend the first thing that several name."),
    "culture": _("Take one value, say what it asks of you yourself, and what you will do otherwise from now on."),
}
