from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "hoshin.risks"
    default_auto_field = "django.db.models.BigAutoField"
