from django.urls import path

from hoshin.web.assistants import views

urlpatterns = [
    path("assistants", views.show, name="assistants"),
    path("assistants/<int:grant_id>/revoke", views.revoke, name="assistant_revoke"),
]
