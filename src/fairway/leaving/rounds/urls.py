"""Addresses of the rounds room."""

from django.urls import path

from fairway.leaving.rounds import views, views_lots, views_own, views_whatif

urlpatterns = [
    path("rounds/", views.rounds, name="matching-rounds"),
    path("rounds/what-if/", views_whatif.comparisons, name="season-comparisons"),
    path("rounds/what-if/new/", views_whatif.ask, name="season-comparison-new"),
    path("rounds/what-if/<uuid:pk>/", views_whatif.comparison, name="season-comparison"),
    path("rounds/what-if/<uuid:pk>/csv/", views_whatif.as_csv, name="season-comparison-csv"),
    path("rounds/new/", views.begin, name="matching-round-new"),
    path("rounds/mine/<uuid:candidacy>/", views_own.own, name="my-rounds"),
    path("rounds/orders/<uuid:order>/", views_own.of_order, name="order-rounds"),
    path("lots/", views_lots.all_lots, name="lots"),
    path("lots/<uuid:pk>/", views_lots.lots, name="round-lots"),
    path("rounds/<uuid:pk>/", views.round_, name="matching-round"),
    path("rounds/<uuid:pk>/results/", views.results, name="matching-round-results"),
    path("rounds/<uuid:pk>/<slug:event>/", views.step, name="matching-round-step"),
]
