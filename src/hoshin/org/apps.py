from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "hoshin.org"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.org import subscriptions

        subscriptions.register()
