from django.urls import path

from hoshin.web.pulse import answering, launching, planned, questionnaires, replies, reports, views

urlpatterns = [
    path("surveys", views.index, name="surveys"),
    path("surveys/new", launching.new, name="survey_new"),
    path("surveys/own", questionnaires.index, name="questionnaires"),
    path("surveys/own/new", questionnaires.new, name="questionnaire_new"),
    path("surveys/own/<slug:code>", questionnaires.show, name="questionnaire"),
    path("surveys/own/<slug:code>/test", questionnaires.test, name="questionnaire_test"),
    path("surveys/own/<slug:code>/remove", questionnaires.remove, name="questionnaire_remove"),
    path("surveys/own/<slug:code>/question", questionnaires.question, name="question_new"),
    path("surveys/own/<slug:code>/question/<slug:question>", questionnaires.question, name="question"),
    path("surveys/own/<slug:code>/question/<slug:question>/move", questionnaires.move, name="question_move"),
    path("surveys/own/<slug:code>/question/<slug:question>/remove", questionnaires.remove, name="question_remove"),
    path("surveys/planned/<slug:code>", planned.planned, name="survey_planned"),
    path("surveys/planned/<slug:code>/change", launching.change, name="survey_planned_change"),
    path("surveys/planned/<slug:code>/call-off", planned.call_off, name="survey_call_off"),
    path("surveys/replies", replies.replies, name="survey_replies"),
    path("surveys/plans/<slug:code>", reports.one_plan, name="survey_plan"),
    path("surveys/plans/<slug:code>/conclude", reports.conclude, name="survey_plan_conclude"),
    path("surveys/<slug:code>/units/<int:place>", reports.unit, name="survey_unit"),
    path("surveys/<slug:code>/units/<int:place>/comments/<slug:mark>", replies.comment, name="survey_comment"),
    path("surveys/<slug:code>/units/<int:place>/plan", reports.plan, name="survey_plan_new"),
    path("surveys/<slug:code>", views.show, name="survey"),
    path("surveys/<slug:code>/close", views.close, name="survey_close"),
    path("surveys/<slug:code>/answer", answering.answer, name="survey_answer"),
]
