"""The pages of this room."""

from __future__ import annotations

from django.urls import path

from fairway.commons.cases import views, views_help

urlpatterns = [
    path("help/", views_help.ask_help, name="ask-help"),
    path("help/follow/", views_help.follow, name="case-follow"),
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:pk>/", views.case, name="case"),
    *(
        path(f"cases/<uuid:pk>/{name}/", view, name=f"case-{name}")
        for name, view in views.ACT_PAGES.items()
    ),
    path("complaints/", views.notices, name="notices"),
    path("complaints/<uuid:pk>/", views.notice, name="notice"),
    path("complaints/<uuid:pk>/answer/", views.answer, name="notice-answer"),
    path("complaints/<uuid:pk>/appeal/", views.appeal, name="notice-appeal"),
]
