from django.apps import AppConfig


class ForecastsConfig(AppConfig):
    name = "hoshin.forecasts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.forecasts import subscriptions

        subscriptions.register()
