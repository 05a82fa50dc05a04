from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "hoshin.scorecards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.scorecards import subscriptions

        subscriptions.register()
