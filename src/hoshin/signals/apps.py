from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "hoshin.signals"
    default_auto_field = "django.db.models.BigAutoField"
