from django.urls import path

from hoshin.web.style import views

urlpatterns = [
    path("style", views.style, name="style"),
    path("style/why", views.why, name="style_why"),
    path("style/dialog", views.dialog, name="style_dialog"),
    path("style/save", views.save, name="style_save"),
    path("style/order", views.order, name="style_order"),
    path("style/trouble/<str:kind>", views.trouble, name="style_trouble"),
]
