from django.apps import AppConfig


class LeadingConfig(AppConfig):
    name = "hoshin.leading"
    default_auto_field = "django.db.models.BigAutoField"
