from django.urls import path

from hoshin.web.pulse import answering, views

urlpatterns = [
    path("surveys", views.index, name="surveys"),
    path("surveys/new", views.new, name="survey_new"),
    path("surveys/<slug:code>", views.show, name="survey"),
    path("surveys/<slug:code>/close", views.close, name="survey_close"),
    path("surveys/<slug:code>/answer", answering.answer, name="survey_answer"),
]
