"""The pages of this room."""

from __future__ import annotations

from django.urls import path

from fairway.abroad.wages import views

urlpatterns = [
    path("pay/", views.my_pay, name="my-pay"),
    path("pay/<uuid:pk>/answer/", views.answer, name="pay-answer"),
    path("wages/", views.wages, name="wage-files"),
    path("wages/new/", views.hand_in, name="wage-file-new"),
    path("wages/numbers/new/", views.number, name="wage-number"),
    path("wages/deductions/new/", views.deduction, name="wage-deduction"),
    path("wages/files/<uuid:pk>/", views.file, name="wage-file"),
    path("wages/alerts/<uuid:pk>/", views.alert, name="wage-alert"),
    path("wages/alerts/<uuid:pk>/case/", views.open_case, name="wage-open-case"),
]
