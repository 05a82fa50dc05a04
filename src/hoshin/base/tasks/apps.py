from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "hoshin.base.tasks"
    label = "tasks"
