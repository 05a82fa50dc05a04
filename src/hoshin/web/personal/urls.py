from django.urls import path

from hoshin.web.personal import erasing, own, people, person, user

urlpatterns = [
    path("profile/data", own.show, name="own_data"),
    path("profile/data/<int:pk>/file", own.file, name="own_data_file"),
    path("personal-data", people.show, name="personal_data"),
    path("personal-data/kept", people.keep, name="retention"),
    path("personal-data/people/<int:pk>/erase", erasing.erase, name="person_erase"),
    path("personal-data/people/<int:pk>/export", people.put_together, name="person_export"),
    path("personal-data/users/<int:pk>/erase", erasing.erase_user, name="user_erase"),
    path("personal-data/users/<int:pk>/export", people.put_together_of_user, name="user_export"),
    path("personal-data/of-user/<int:pk>", user.show, name="personal_of_user"),
    path("personal-data/of/<path:code>", person.show, name="personal_of_person"),
]
