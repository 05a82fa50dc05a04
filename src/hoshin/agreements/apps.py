from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "hoshin.agreements"
    default_auto_field = "django.db.models.BigAutoField"
