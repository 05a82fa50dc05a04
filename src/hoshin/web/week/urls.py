from django.urls import path

from hoshin.web.week import said, views

urlpatterns = [
    path("week", views.show, name="week"),
    path("blockers/<int:pk>/answer", said.answer, name="blocker_answer"),
    path("blockers/<int:pk>/clear", said.clear, name="blocker_clear"),
    path("check-ins/<path:code>", said.section, name="check_ins"),
]
