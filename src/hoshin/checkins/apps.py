from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "hoshin.checkins"
    default_auto_field = "django.db.models.BigAutoField"
