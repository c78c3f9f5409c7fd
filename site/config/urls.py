"""All addresses of the site. Our sign-in stands before Wagtail's, so that a password alone opens no office."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import declared  # noqa: F401 - whom the addresses of libraries are for
from config.media import public_media

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    re_path(r"^admin/login/?$", RedirectView.as_view(pattern_name="account_login", query_string=True), name="admin_login_to_ours"),
    re_path(r"^admin/password_reset/.*$", RedirectView.as_view(pattern_name="account_reset_password"), name="admin_reset_to_ours"),
    # Wagtail's forms of users know first and last names and give rights without a second look: ours stand instead.
    re_path(r"^admin/(users|groups)/.*$", RedirectView.as_view(url=reverse_lazy("programme:people")), name="admin_users_to_ours"),
    re_path(r"^admin/account/.*$", RedirectView.as_view(pattern_name="accounts:me"), name="admin_account_to_ours"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", public_media, name="public_media"),
    path("", include("core.urls")),
    path("", include("programme.urls")),
    path("", include("youth_groups.urls")),
    path("grants/", include("grants.urls")),
    path("trainings/", include("trainings.urls")),
    path("", include("trainings.short_urls")),
    path("summaries/", include("summaries.urls")),
    path("", include("home.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("demo.urls"))]
urlpatterns += i18n_patterns(
    re_path(r"^_util/login/?$", RedirectView.as_view(pattern_name="account_login", query_string=True), name="pages_login_to_ours"),
    path("", include(wagtail_urls)),
)

handler404 = "home.errors.not_found"
handler500 = "home.errors.server_error"
handler403 = "home.errors.forbidden"
handler400 = "home.errors.bad_request"
