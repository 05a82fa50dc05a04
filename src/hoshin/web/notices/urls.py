from django.urls import path

from hoshin.web.notices import mails, settings, views

urlpatterns = [
    path("notices", views.show, name="notices"),
    path("notices/bell", views.bell, name="notices_bell"),
    path("notices/read", views.read, name="notices_read"),
    path("notices/settings", settings.choose, name="notice_settings"),
    path("notices/owed/<slug:kind>", views.owed, name="notices_owed"),
    path("notices/<int:number>", views.open_notice, name="notice"),
    path("mails", mails.show, name="mails"),
    path("mails/<str:day>/<slug:name>", mails.one, name="mail"),
]
