from django.apps import AppConfig


class AssistantsConfig(AppConfig):
    name = "hoshin.assistants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.assistants import subscriptions

        subscriptions.register()
