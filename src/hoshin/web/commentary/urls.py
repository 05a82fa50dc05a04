from django.urls import path

from hoshin.web.commentary import attachments, views

urlpatterns = [
    path("commentary", views.index, name="commentary"),
    path("commentary/asked", views.asked, name="commentary_asked"),
    path("commentary/<int:pk>", views.one, name="commentary_one"),
    path("commentary/<str:kind>/<str:code>/<str:period>", views.write, name="comment"),
    path("commentary/<str:kind>/<str:code>/<str:period>/all", views.section, name="said"),
    path("attachments/<int:pk>", attachments.fetch, name="attachment"),
    path("attachments/<int:pk>/remove", attachments.remove, name="attachment_remove"),
    path("attachments/<str:kind>/<str:code>/<str:period>", attachments.attach, name="attach"),
]
