from django.urls import path

from hoshin.web.week import oneself, said, values, views, votes

urlpatterns = [
    path("week", views.show, name="week"),
    path("week/values", values.due, name="week_values"),
    path("week/votes", votes.to_give, name="week_votes"),
    path("week/votes/<int:pk>", votes.give, name="team_vote"),
    path("week/team", oneself.team, name="team_week"),
    path("week/curves", oneself.curves, name="check_in_curves"),
    path("week/confidence", oneself.confidence, name="my_confidence"),
    path("week/absences", oneself.absences, name="absences"),
    path("week/absences/<int:pk>/remove", oneself.absence_remove, name="absence_remove"),
    path("blockers/<int:pk>/answer", said.answer, name="blocker_answer"),
    path("blockers/<int:pk>/clear", said.clear, name="blocker_clear"),
    path("check-ins/of/<int:pk>/seen", said.seen, name="acknowledge"),
    path("check-ins/of/<int:pk>/reviewer", said.reviewer, name="goal_reviewer"),
    path("check-ins/<path:code>", said.section, name="check_ins"),
]
