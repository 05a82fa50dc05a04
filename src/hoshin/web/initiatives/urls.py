from django.urls import path

from hoshin.web.initiatives import costs, milestones, roadmap, views, writing

urlpatterns = [
    path("initiatives", views.index, name="initiatives"),
    path("initiatives/new", writing.new, name="initiative_new"),
    path("initiatives/for/<int:pk>", views.for_objective, name="objective_initiatives"),
    path("initiatives/<int:pk>/edit", writing.edit, name="initiative_edit"),
    path("initiatives/<int:pk>/status", writing.say_status, name="initiative_status"),
    path("initiatives/<int:pk>/agree", writing.agree, name="initiative_agree"),
    path("initiatives/<int:pk>/remove", writing.remove, name="initiative_remove"),
    path("initiatives/<int:pk>/milestones", milestones.save, name="initiative_milestones"),
    path("initiatives/<int:pk>/costs", costs.save, name="initiative_costs"),
    path("initiatives/<int:pk>/history", views.history, name="initiative_history"),
    path("roadmap", roadmap.show, name="roadmap"),
    path("roadmap/<int:pk>/slip", roadmap.slip, name="roadmap_slip"),
    path("roadmap/<int:pk>/move", roadmap.move, name="roadmap_move"),
    path("initiatives/<path:code>", views.show, name="initiative"),
]
