from django.urls import path

from hoshin.web.reviews import cycles, peers, reading, templates, writing

urlpatterns = [
    path("reviews", cycles.index, name="reviews"),
    path("reviews/new", cycles.new, name="review_cycle_new"),
    path("reviews/peers", peers.agreeing, name="review_peers"),
    path("reviews/peers/<int:pk>", peers.answer, name="review_peer_answer"),
    path("reviews/templates", templates.index, name="review_templates"),
    path("reviews/templates/new", templates.new, name="review_template_new"),
    path("reviews/templates/<int:pk>", templates.edit, name="review_template"),
    path("reviews/templates/<int:pk>/remove", templates.remove, name="review_template_remove"),
    path("reviews/forms/<int:pk>", writing.show, name="review_form"),
    path("reviews/forms/<int:pk>/save", writing.save, name="review_form_save"),
    path("reviews/forms/<int:pk>/take-back", writing.take_back, name="review_form_take_back"),
    path("reviews/forms/<int:pk>/hand-over", writing.hand_over, name="review_form_hand_over"),
    path("reviews/forms/<int:pk>/evidence", writing.evidence, name="review_evidence"),
    path("reviews/coach", writing.coach, name="review_coach"),
    path("reviews/<slug:code>", cycles.show, name="review_cycle"),
    path("reviews/<slug:code>/edit", cycles.edit, name="review_cycle_edit"),
    path("reviews/<slug:code>/launch", cycles.launch, name="review_cycle_launch"),
    path("reviews/<slug:code>/remove", cycles.remove, name="review_cycle_remove"),
    path("reviews/<slug:code>/remind", cycles.remind, name="review_cycle_remind"),
    path("reviews/<slug:code>/try", cycles.try_out, name="review_cycle_try"),
    path("reviews/<slug:code>/peers", peers.naming, name="review_peers_name"),
    path("reviews/<slug:code>/about/<str:employee_id>", reading.person, name="review_person"),
]
