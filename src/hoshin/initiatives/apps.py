from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "hoshin.initiatives"
    default_auto_field = "django.db.models.BigAutoField"
