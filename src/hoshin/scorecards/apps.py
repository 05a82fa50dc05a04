from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "hoshin.scorecards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from hoshin.scorecards import subscriptions
        from hoshin.scorecards.services.upgrading import find_scores_after

        subscriptions.register()
        post_migrate.connect(find_scores_after, sender=self, dispatch_uid="find_scores_after")
