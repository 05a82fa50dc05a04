from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hoshin.web.style.urls")),
    path("", include("hoshin.web.accounts.urls")),
    path("", include("hoshin.web.audit.urls")),
    path("", include("hoshin.web.first_run.urls")),
    path("", include("hoshin.web.settings.urls")),
    path("", include("hoshin.web.scorecard.urls")),
    path("", include("hoshin.web.why.urls")),
    path("", include("hoshin.web.strategy_map.urls")),
    path("", include("hoshin.web.plans.urls")),
    path("", include("hoshin.web.objectives.urls")),
    path("", include("hoshin.web.measures.urls")),
    path("", include("hoshin.web.organisation.urls")),
    path("", include("hoshin.web.find.urls")),
    path("", include("hoshin.web.exchange.urls")),
]
