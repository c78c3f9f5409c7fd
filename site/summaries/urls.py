from django.urls import path

from summaries.views import office, portal

app_name = "summaries"
urlpatterns = [
    path("", portal.summary_list, name="list"),
    path("new/", office.build, name="build"),
    path("<int:pk>/", portal.summary, name="summary"),
    path("<int:pk>/<slug:language>.pdf", portal.pdf, name="pdf"),
    path("<int:pk>/publish/", office.publish, name="publish"),
    path("<int:pk>/discard/", office.discard, name="discard"),
    path("<int:pk>/evidence/<slug:code>/", office.evidence, name="evidence"),
]
