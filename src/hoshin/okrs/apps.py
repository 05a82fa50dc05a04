from django.apps import AppConfig


class OkrsConfig(AppConfig):
    name = "hoshin.okrs"
    default_auto_field = "django.db.models.BigAutoField"
