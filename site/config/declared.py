"""Whom the addresses of libraries are for (core.routes): sign-in pages and Wagtail. Our own views declare themselves."""

from accounts.roles import ADMIN_ROLES, Role
from core.routes import Route, declare

PUBLIC = Route("public")
PUBLIC_READ = Route("public", methods=("GET",))
SIGNED_IN = Route("signed_in")
#: People who get into the Wagtail admin; what each may do there is Wagtail's page permissions or a scoped viewset.
ADMIN = Route("role", roles=tuple(sorted(ADMIN_ROLES)))
EDITORS = Route("role", roles=(Role.PROGRAMME_MANAGER, Role.CONTENT_EDITOR))
#: Users, groups, sites, locales and redirects of Wagtail: nobody holds these rights by a role.
SUPERUSER = Route("role", roles=("superuser",))

# Sign-in: what somebody without a session needs, then what belongs to the account.
declare("allauth.account.views.", PUBLIC)
for name in ("LogoutView", "EmailView", "PasswordChangeView", "PasswordSetView", "ChangePhoneView", "ReauthenticateView"):
    declare(f"allauth.account.views.{name}", SIGNED_IN)
declare("allauth.mfa.", SIGNED_IN)
declare("allauth.mfa.base.views.AuthenticateView", PUBLIC)

# Redirects hold nothing themselves.
declare("django.views.generic.base.RedirectView", PUBLIC_READ)

# Wagtail: the admin, then what visitors see.
declare("wagtail.", ADMIN)
declare("django.views.generic.base.TemplateView", ADMIN)
declare("wagtail.images.", EDITORS)
declare("wagtail.documents.", EDITORS)
for package in ("wagtail.users.", "wagtail.sites.", "wagtail.locales.", "wagtail.contrib.redirects."):
    declare(package, SUPERUSER)
declare("wagtail.documents.views.serve.", PUBLIC)
declare("wagtail.views.", PUBLIC)
# Stands behind our redirect of the same address (config.urls) and is never reached.
declare("django.contrib.auth.views.LoginView", PUBLIC)
