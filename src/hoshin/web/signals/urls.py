from django.urls import path

from hoshin.web.signals import acts, own_rules, places, rules, views

urlpatterns = [
    path("signals", views.index, name="signals"),
    path("signals/several", acts.several, name="signals_several"),
    path("signals/marks", places.marks, name="signal_marks"),
    path("signals/of/<str:kind>/<int:pk>", places.of_thing, name="signals_of"),
    path("signals/rules", rules.index, name="signal_rules"),
    path("signals/rules/<slug:code>", rules.edit, name="signal_rule"),
    path("signals/own", own_rules.index, name="watch_rules"),
    path("signals/own/new", own_rules.new, name="watch_rule_new"),
    path("signals/own/<int:pk>", own_rules.edit, name="watch_rule"),
    path("signals/own/<int:pk>/remove", own_rules.remove, name="watch_rule_remove"),
    path("signals/<int:pk>", views.one, name="signal"),
    path("signals/<int:pk>/acknowledge", acts.acknowledge, name="signal_acknowledge"),
    path("signals/<int:pk>/useful", acts.useful, name="signal_useful"),
    path("signals/<int:pk>/snooze", acts.snooze, name="signal_snooze"),
    path("signals/<int:pk>/hand-over", acts.hand_over, name="signal_hand_over"),
    path("signals/<int:pk>/owner", acts.new_owner, name="signal_new_owner"),
    path("signals/<int:pk>/retire", acts.retire, name="signal_retire"),
]
