from django.urls import path

from hoshin.web.personal import erasing, own, people, person

urlpatterns = [
    path("profile/data", own.show, name="own_data"),
    path("profile/data/<int:pk>/file", own.file, name="own_data_file"),
    path("personal-data", people.show, name="personal_data"),
    path("personal-data/kept", people.keep, name="retention"),
    path("personal-data/people/<int:pk>/erase", erasing.erase, name="person_erase"),
    path("personal-data/people/<int:pk>/export", people.put_together, name="person_export"),
    path("personal-data/of/<path:code>", person.show, name="personal_of_person"),
]
