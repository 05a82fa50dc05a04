from django.urls import path

from hoshin.web.strategy_reviews import minutes, outcomes, planning, presenting, series, topics, views

urlpatterns = [
    path("strategy-reviews", views.index, name="strategy_reviews"),
    path("strategy-reviews/series/new", series.new, name="strategy_review_series_new"),
    path("strategy-reviews/series/<str:code>", series.show, name="strategy_review_series"),
    path("strategy-reviews/series/<str:code>/plan", planning.plan, name="strategy_review_plan"),
    path("strategy-reviews/series/<str:code>/remove", series.remove, name="strategy_review_series_remove"),
    path("strategy-reviews/tasks/<int:number>", outcomes.done, name="strategy_review_task_done"),
    path("strategy-reviews/<str:code>", views.show, name="strategy_review"),
    path("strategy-reviews/<str:code>/edit", planning.edit, name="strategy_review_edit"),
    path("strategy-reviews/<str:code>/next", planning.following, name="strategy_review_next"),
    path("strategy-reviews/<str:code>/close", planning.close, name="strategy_review_close"),
    path("strategy-reviews/<str:code>/reopen", planning.reopen, name="strategy_review_reopen"),
    path("strategy-reviews/<str:code>/remove", planning.remove, name="strategy_review_remove"),
    path("strategy-reviews/<str:code>/topics", topics.add, name="strategy_review_topic_add"),
    path("strategy-reviews/<str:code>/topics/order", topics.order, name="strategy_review_topic_order"),
    path("strategy-reviews/<str:code>/topics/<int:number>", topics.show, name="strategy_review_topic"),
    path("strategy-reviews/<str:code>/topics/<int:number>/notes", topics.write, name="strategy_review_notes"),
    path("strategy-reviews/<str:code>/topics/<int:number>/change", topics.change, name="strategy_review_topic_change"),
    path("strategy-reviews/<str:code>/topics/<int:number>/remove", topics.remove, name="strategy_review_topic_remove"),
    path("strategy-reviews/<str:code>/summary", topics.summarise, name="strategy_review_summary"),
    path("strategy-reviews/<str:code>/decide", outcomes.decide, name="strategy_review_decide"),
    path("strategy-reviews/<str:code>/act", outcomes.act_on, name="strategy_review_act"),
    path("strategy-reviews/<str:code>/tasks", outcomes.add, name="strategy_review_task_add"),
    path("strategy-reviews/<str:code>/present", presenting.present, name="strategy_review_present"),
    path("strategy-reviews/<str:code>/minutes", minutes.show, name="strategy_review_minutes"),
    path("strategy-reviews/<str:code>/minutes.md", minutes.download, name="strategy_review_minutes_file"),
    path("strategy-reviews/<str:code>/meeting.ics", planning.calendar, name="strategy_review_calendar"),
    path("strategy-reviews/<str:code>/history", views.history, name="strategy_review_history"),
]
