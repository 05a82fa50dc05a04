from django.urls import path

from hoshin.web.accounts import profile, sight, sign_in, users

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("password", sign_in.forgotten, name="password_forgotten"),
    path("password/<str:user_part>/<str:token>", sign_in.password_link, name="password_link"),
    path("profile", profile.profile, name="profile"),
    path("profile/password", profile.own_password, name="own_password"),
    path("profile/tokens", profile.new_token, name="new_token"),
    path("tokens/<int:token_id>/revoke", profile.revoke, name="revoke_token"),
    path("roles", users.roles, name="roles"),
    path("users", users.users, name="users"),
    path("users/sight", sight.sight, name="sight"),
    path("users/new", users.new_user, name="new_user"),
    path("users/<int:user_id>", users.user, name="user"),
    path("users/<int:user_id>/link", users.new_link, name="new_password_link"),
]
