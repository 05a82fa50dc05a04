from django.urls import path

from hoshin.web.growth import competencies, mine, roles, steps, views

urlpatterns = [
    path("growth", mine.mine, name="growth"),
    path("growth/people/<int:pk>/assess", mine.assess, name="growth_assess"),
    path("growth/people/<int:pk>/aim", mine.aim, name="growth_aim"),
    path("growth/people/<int:pk>/shown", mine.shown, name="growth_shown"),
    path("growth/people/<int:pk>/steps/new", steps.new, name="development_action_new"),
    path("growth/people/<path:code>/part", mine.on_person, name="growth_of_person"),
    path("growth/people/<path:code>", mine.of_person, name="growth_of"),
    path("growth/shown/<int:pk>/remove", mine.remove_shown, name="growth_shown_remove"),
    path("growth/steps/<int:pk>", steps.show, name="development_action"),
    path("growth/steps/<int:pk>/done", steps.done, name="development_action_done"),
    path("growth/steps/<int:pk>/remove", steps.remove, name="development_action_remove"),
    path("growth/needs", steps.needs, name="growth_needs"),
    path("growth/framework", views.framework, name="growth_framework"),
    path("growth/framework/starter", views.starter, name="growth_starter"),
    path("growth/competencies/new", competencies.new, name="competency_new"),
    path("growth/competencies/<int:pk>/edit", competencies.edit, name="competency_edit"),
    path("growth/competencies/<int:pk>/remove", competencies.remove, name="competency_remove"),
    path("growth/competencies/<path:code>", competencies.show, name="competency"),
    path("growth/roles/new", roles.new, name="job_role_new"),
    path("growth/roles/<int:pk>/edit", roles.edit, name="job_role_edit"),
    path("growth/roles/<int:pk>/move", roles.move, name="career_move_set"),
    path("growth/roles/<int:pk>/remove", roles.remove, name="job_role_remove"),
    path("growth/moves/<int:pk>/remove", roles.remove_move, name="career_move_remove"),
    path("growth/roles/<path:code>", roles.show, name="job_role"),
]
