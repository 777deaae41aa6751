"""Every address. A log-in is needed everywhere, unless the view is marked otherwise."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path

from tracker.views import (
    accounts,
    applications,
    calendar,
    contacts,
    debriefs,
    follow_ups,
    health,
    interviews,
    messages,
    outbox,
    settings,
    upcoming,
)

urlpatterns: list[URLPattern] = [
    path("", upcoming.upcoming, name="upcoming"),
    path("applications/", applications.application_list, name="application-list"),
    path("applications/new/", applications.application_new, name="application-new"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path(
        "applications/<int:pk>/change/", applications.application_change, name="application-change"
    ),
    path("applications/<int:pk>/contacts/new/", contacts.contact_new, name="contact-new"),
    path("applications/<int:pk>/interviews/new/", interviews.interview_new, name="interview-new"),
    path("applications/<int:pk>/messages/new/", messages.message_new, name="message-new"),
    path("interviews/<int:pk>/", interviews.interview, name="interview"),
    path("interviews/<int:pk>/change/", interviews.interview_change, name="interview-change"),
    path("interviews/<int:pk>/debrief/", debriefs.interview_debrief, name="interview-debrief"),
    path("interviews/<int:pk>/call-off/", interviews.interview_call_off, name="interview-call-off"),
    path(
        "interviews/<int:pk>/reinstate/", interviews.interview_reinstate, name="interview-reinstate"
    ),
    path("messages/<int:pk>/delete/", messages.message_delete, name="message-delete"),
    path("contacts/", contacts.contact_list, name="contact-list"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up, name="follow-up"),
    path("follow-ups/<int:pk>/done/", follow_ups.follow_up_done, name="follow-up-done"),
    path("follow-ups/<int:pk>/skip/", follow_ups.follow_up_skip, name="follow-up-skip"),
    path("follow-ups/<int:pk>/snooze/", follow_ups.follow_up_snooze, name="follow-up-snooze"),
    path("follow-ups/<int:pk>/reopen/", follow_ups.follow_up_reopen, name="follow-up-reopen"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/download/", calendar.calendar_download, name="calendar-download"),
    path("calendar/feeds/", calendar.feed_make, name="feed-make"),
    path("calendar/feeds/<int:pk>/revoke/", calendar.feed_revoke, name="feed-revoke"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar-feed"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.delivery, name="delivery"),
    path("outbox/<int:pk>/resend/", outbox.delivery_resend, name="delivery-resend"),
    path("healthz", health.healthz, name="healthz"),
    path("settings/", settings.settings_form, name="settings"),
    path("settings/test-mail/", settings.settings_test_mail, name="settings-test-mail"),
    path("accounts/login/", accounts.Login.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/create/", accounts.account_create, name="account-create"),
]
