from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "hoshin.measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.measures import subscriptions

        subscriptions.register()
