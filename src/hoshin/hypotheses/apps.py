from django.apps import AppConfig


class HypothesesConfig(AppConfig):
    name = "hoshin.hypotheses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.hypotheses import subscriptions

        subscriptions.register()
