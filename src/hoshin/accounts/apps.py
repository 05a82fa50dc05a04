from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hoshin.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.accounts.access import access

        # Put together now, so that a right that two cards bring is found at the start.
        access()
