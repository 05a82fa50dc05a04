from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "hoshin.strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.strategy import subscriptions

        subscriptions.register()
