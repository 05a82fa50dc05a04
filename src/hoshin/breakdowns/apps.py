from django.apps import AppConfig


class BreakdownsConfig(AppConfig):
    name = "hoshin.breakdowns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.breakdowns import subscriptions

        subscriptions.register()
