"""Finding a draft again by the code that was copied on a borrowed phone."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.codes import tidy
from core.routes import account, route
from grants.queries.writing import draft_of_code


class CopiedCodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code that you copied"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "POST"])
@route(audience="signed_in")
def find(request: HttpRequest) -> HttpResponse:
    """Only among the drafts of one's own groups: the code is a name, no key."""
    form = CopiedCodeForm(request.POST or None)
    if form.is_valid():
        found = draft_of_code(account(request), tidy(form.cleaned_data["code"]))
        if found is not None:
            return redirect(found)
        messages.error(request, _("No draft of your groups has this code. Check it, or look on “My page”."))
    return render(request, "grants/find.html", {"form": form})
