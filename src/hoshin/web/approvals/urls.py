from django.urls import path

from hoshin.web.approvals import views

urlpatterns = [
    path("approvals", views.show, name="approvals"),
    path("approvals/send-back", views.send_back, name="send_back"),
]
