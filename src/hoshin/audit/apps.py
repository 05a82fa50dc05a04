from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hoshin.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hoshin.base.cards import entries

        # Read now, so that a table that two cards bring is found at the start and not by the first undo.
        entries("tracked", by="table")
