from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "hoshin.strategy"
    default_auto_field = "django.db.models.BigAutoField"
