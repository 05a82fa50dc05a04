from django.apps import AppConfig


class StrategyReviewsConfig(AppConfig):
    name = "hoshin.strategy_reviews"
    default_auto_field = "django.db.models.BigAutoField"
