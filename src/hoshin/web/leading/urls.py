from django.urls import path

from hoshin.web.leading import announcements, views

urlpatterns = [
    path("leading", views.show, name="leading"),
    path("announcements", announcements.index, name="announcements"),
    path("announcements/new", announcements.new, name="announcement_new"),
    path("announcements/<int:pk>", announcements.one, name="announcement"),
    path("announcements/<int:pk>/edit", announcements.edit, name="announcement_edit"),
    path("announcements/<int:pk>/remove", announcements.remove, name="announcement_remove"),
    path("announcements/<int:pk>/ask", announcements.ask, name="announcement_ask"),
    path("announcements/questions/<int:pk>/answer", announcements.answer, name="announcement_answer"),
]
