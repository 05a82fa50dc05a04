from django.urls import path

from hoshin.web.decisions import carrying, views, writing

urlpatterns = [
    path("decisions", views.index, name="decisions"),
    path("decisions/new", writing.new, name="decision_new"),
    path("decisions/about/<str:kind>/<str:code>", views.about, name="decisions_about"),
    path("decisions/<str:code>", views.show, name="decision"),
    path("decisions/<str:code>/edit", writing.edit, name="decision_edit"),
    path("decisions/<str:code>/take", carrying.take, name="decision_take"),
    path("decisions/<str:code>/back", carrying.take_back, name="decision_back"),
    path("decisions/<str:code>/review", carrying.review, name="decision_review"),
    path("decisions/<str:code>/remove", carrying.remove, name="decision_remove"),
    path("decisions/<str:code>/again", views.again, name="decision_again"),
    path("decisions/<str:code>/history", views.history, name="decision_history"),
]
