from django.urls import path

from hoshin.web.exchange import views

urlpatterns = [
    path("exchange", views.show, name="exchange"),
    path("exchange/upload", views.upload, name="exchange_upload"),
    path("exchange/export", views.export, name="exchange_export"),
    path("exchange/mapping", views.mapping, name="exchange_mapping"),
    path("exchange/blank.xlsx", views.blank, name="exchange_blank"),
    path("exchange/values.xlsx", views.across, name="exchange_values"),
    path("exchange/<str:key>", views.transfer, name="transfer"),
    path("exchange/<str:key>/progress", views.progress, name="transfer_progress"),
    path("exchange/<str:key>/mend", views.mend, name="transfer_mend"),
    path("exchange/<str:key>/unmend", views.unmend, name="transfer_unmend"),
    path("exchange/<str:key>/confirm", views.confirm, name="transfer_confirm"),
    path("exchange/<str:key>/stop", views.stop, name="transfer_stop"),
    path("exchange/<str:key>/discard", views.discard, name="transfer_discard"),
    path("exchange/<str:key>/faults.csv", views.faults, name="transfer_faults"),
    path("exchange/<str:key>/file", views.file, name="transfer_file"),
    path("templates", views.templates, name="templates"),
    path("templates/<slug:key>", views.start, name="template_start"),
    path("templates/<slug:key>.zip", views.template_file, name="template_file"),
]
