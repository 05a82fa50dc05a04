from django.urls import path

from hoshin.web.meetings import actions, agenda, calendars, occasions, person, series, views

urlpatterns = [
    path("meetings", views.index, name="meetings"),
    path("meetings/new", series.new, name="one_on_one_new"),
    path("meetings/with/<path:code>", person.show, name="meetings_with_person"),
    path("meetings/calendar", calendars.make, name="calendar_make"),
    path("meetings/calendar/revoke", calendars.revoke, name="calendar_revoke"),
    path("meetings/points/<int:item>", agenda.change, name="agenda_change"),
    path("meetings/points/<int:item>/talk", agenda.talk, name="agenda_talk"),
    path("meetings/points/<int:item>/remove", agenda.remove, name="agenda_remove"),
    path("meetings/actions/<int:item>", actions.change, name="action_change"),
    path("meetings/<int:number>", views.show, name="one_on_one"),
    path("meetings/<int:number>/edit", series.edit, name="one_on_one_edit"),
    path("meetings/<int:number>/answer", series.answer, name="one_on_one_answer"),
    path("meetings/<int:number>/end", series.end, name="one_on_one_end"),
    path("meetings/<int:number>/points", agenda.add, name="agenda_add"),
    path("meetings/<int:number>/points/order", agenda.order, name="agenda_order"),
    path("meetings/<int:number>/actions", actions.add, name="action_add"),
    path("meetings/<int:number>/invitation", calendars.invitation, name="invitation"),
    path("meetings/<int:number>/invite", calendars.invite, name="invite"),
    path("meetings/<int:number>/<str:day>", views.on_day, name="meeting"),
    path("meetings/<int:number>/<str:day>/notes", occasions.notes, name="meeting_notes"),
    path("meetings/<int:number>/<str:day>/move", occasions.move, name="meeting_move"),
    path("meetings/<int:number>/<str:day>/skip", occasions.skip, name="meeting_skip"),
    path("meetings/<int:number>/<str:day>/again", occasions.again, name="meeting_again"),
    path("calendar/<str:secret>.ics", calendars.feed, name="calendar_feed"),
]
