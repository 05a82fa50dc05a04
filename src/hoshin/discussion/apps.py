from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "hoshin.discussion"
    default_auto_field = "django.db.models.BigAutoField"
