from django.urls import path

from hoshin.web.breakdowns import dimensions, recording, views

urlpatterns = [
    path("dimensions/<str:code>", dimensions.show, name="dimension"),
    path("measures/<path:code>/by/<str:dimension>/values", recording.record, name="breakdown_values"),
    path("measures/<path:code>/by", views.short, name="breakdowns"),
    path("measures/<path:code>/by/<str:dimension>", views.show, name="breakdown"),
]
