from django.apps import AppConfig


class OkrsConfig(AppConfig):
    name = "hoshin.okrs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from hoshin.okrs import subscriptions
        from hoshin.okrs.services.upgrading import line_up_after

        subscriptions.register()
        post_migrate.connect(line_up_after, sender=self, dispatch_uid="line_up_after")
