"""Every address. A log-in is needed everywhere, unless the view is marked otherwise."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
