"""How changes of strategy reviews are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import period_in_words, wording

WORDINGS = (
    wording("begin_review_series", _("Strategy reviews %(name)s begun")),
    wording("change_review_series", _("Strategy reviews %(name)s changed")),
    wording("remove_review_series", _("Strategy reviews %(name)s removed")),
    wording("plan_review", _("Strategy review %(code)s planned on %(day)s"), day=period_in_words),
    wording("change_review", _("Strategy review %(code)s changed")),
    wording("remove_review", _("Strategy review %(code)s removed")),
    wording("add_topic", _("Topic added to the strategy review %(code)s: %(title)s")),
    wording("change_topic", _("Topic of the strategy review %(code)s changed")),
    wording("remove_topic", _("Topic of the strategy review %(code)s removed: %(title)s")),
    wording("order_topics", _("Topics of the strategy review %(code)s put in order")),
    wording("write_review_minutes", _("Minutes of the strategy review %(code)s written")),
    wording("add_review_task", _("Task added in the strategy review %(code)s: %(text)s")),
    wording("change_review_task", _("Task of the strategy review %(code)s changed")),
    wording("change_review_task/done", _("Task of the strategy review %(code)s done")),
    wording("change_review_task/open_again", _("Task of the strategy review %(code)s open again")),
    wording("hand_over_review_task", _("Task of the strategy review %(code)s handed over to %(name)s")),
    wording("hand_over_review_series", _("Strategy reviews %(name)s handed over to %(chair)s")),
    wording("decide_in_review", _("Decision %(decision)s put in the strategy review %(code)s")),
    wording("act_in_review", _("Corrective action %(action)s opened in the strategy review %(code)s")),
    wording("close_review", _("Strategy review %(code)s closed")),
    wording("reopen_review", _("Strategy review %(code)s opened again")),
    wording("upsert_review_series", _("%(count)s series of strategy reviews imported"),
            of_one=_("One series of strategy reviews imported")),
    wording("upsert_reviews", _("%(count)s strategy reviews imported"), of_one=_("One strategy review imported")),
    wording("upsert_topics", _("%(count)s topics of strategy reviews imported"),
            of_one=_("One topic of a strategy review imported")),
    wording("upsert_review_tasks", _("%(count)s tasks of strategy reviews imported"),
            of_one=_("One task of a strategy review imported")),
)  # fmt: skip
