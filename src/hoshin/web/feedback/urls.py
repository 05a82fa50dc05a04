from django.urls import path

from hoshin.web.feedback import anonymous, asking, lists, person, recognition, writing

urlpatterns = [
    path("feedback", lists.received, name="feedback"),
    path("feedback/given", lists.given, name="feedback_given"),
    path("feedback/shown", lists.shown, name="feedback_shown"),
    path("feedback/asked", lists.asked, name="feedback_asked"),
    path("feedback/<int:pk>", lists.one, name="feedback_one"),
    path("feedback/of/<path:code>", person.show, name="feedback_of_person"),
    path("feedback/give", writing.give, name="feedback_give"),
    path("feedback/coach", writing.coach, name="feedback_coach"),
    path("feedback/<int:pk>/edit", writing.edit, name="feedback_edit"),
    path("feedback/<int:pk>/take-back", writing.take_back, name="feedback_take_back"),
    path("feedback/<int:pk>/remove", writing.remove, name="feedback_remove"),
    path("feedback/ask", asking.ask, name="feedback_ask"),
    path("feedback/requests/<int:pk>", asking.answer, name="feedback_answer"),
    path("feedback/requests/<int:pk>/decline", asking.decline, name="feedback_decline"),
    path("feedback/requests/<int:pk>/withdraw", asking.withdraw, name="feedback_withdraw"),
    path("recognition", recognition.wall, name="recognition"),
    path("recognition/<int:pk>", recognition.one, name="recognition_one"),
    path("recognition/<int:pk>/applaud", recognition.join, name="recognition_applaud"),
    path("recognition/<int:pk>/remove", recognition.remove, name="recognition_remove"),
    path("anonymous", anonymous.write, name="anonymous"),
    path("anonymous/answers", anonymous.answers, name="anonymous_answers"),
    path("anonymous/inbox", anonymous.inbox, name="anonymous_inbox"),
    path("anonymous/inbox/<int:pk>", anonymous.talk, name="anonymous_talk"),
]
