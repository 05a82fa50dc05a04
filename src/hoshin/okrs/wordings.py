"""How changes of cycles and goals are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording

WORDINGS = (
    wording("add_cycle", _("Cycle %(name)s added")),
    wording("change_cycle", _("Cycle %(name)s changed")),
    wording("remove_cycle", _("Cycle %(name)s removed")),
    wording(
        "close_cycle", _("Cycle %(name)s closed with %(count)s goals"), of_one=_("Cycle %(name)s closed with one goal")
    ),
    wording("reopen_cycle", _("Cycle %(name)s reopened")),
    wording(
        "upsert_cycle_results", _("%(count)s results of cycles imported"), of_one=_("One result of a cycle imported")
    ),
    wording("write_goal", _("Goal %(name)s of %(person)s written")),
    wording("change_goal", _("Goal %(name)s of %(person)s changed")),
    wording("set_agreed", _("Goal %(name)s of %(person)s proposed or agreed")),
    wording("drop_goal", _("Goal %(name)s of %(person)s dropped")),
    wording("upsert_cycles", _("%(count)s cycles imported"), of_one=_("One cycle imported")),
    wording("upsert_key_results", _("%(count)s key results imported"), of_one=_("One key result imported")),
    wording("upsert_commitments", _("%(count)s commitments imported"), of_one=_("One commitment imported")),
    wording(
        "notice_goals",
        _("%(count)s people told what is noticed of their goals"),
        of_one=_("One person told what is noticed of their goals"),
    ),
)
