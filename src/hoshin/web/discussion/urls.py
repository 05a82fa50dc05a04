from django.urls import path

from hoshin.web.discussion import beside, comments, talk

urlpatterns = [
    path("discussion/<str:kind>/<int:pk>", talk.show, name="discussion"),
    path("discussion/<str:kind>/<int:pk>/people", talk.people, name="discussion_people"),
    path("discussion/<str:kind>/<int:pk>/react", beside.react_to_thing, name="discussion_react"),
    path("discussion/<str:kind>/<int:pk>/follow", beside.follow_thing, name="discussion_follow"),
    path("comments/<str:code>", comments.show, name="discussion_comment"),
    path("comments/<str:code>/edit", comments.edit, name="discussion_edit"),
    path("comments/<str:code>/remove", comments.remove, name="discussion_remove"),
    path("comments/<str:code>/versions", comments.versions, name="discussion_versions"),
    path("comments/<str:code>/react", beside.react_to_comment, name="discussion_comment_react"),
]
