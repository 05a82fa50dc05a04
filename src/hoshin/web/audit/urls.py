from django.urls import path

from hoshin.web.audit import views

urlpatterns = [
    path("audit", views.audit_trail, name="audit_trail"),
    path("audit/<int:change_id>", views.change, name="change"),
    path("audit/<int:change_id>/undo", views.undo_change, name="undo_change"),
]
