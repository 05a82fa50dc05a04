from django.apps import AppConfig


class OkrsConfig(AppConfig):
    name = "hoshin.okrs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.okrs import subscriptions

        subscriptions.register()
