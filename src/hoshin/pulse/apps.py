from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "hoshin.pulse"
    verbose_name = "Surveys"
