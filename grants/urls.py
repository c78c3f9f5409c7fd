from django.urls import path

from grants import applying_urls
from grants.views import applying, find, office, papers, reviews, status

app_name = "grants"
urlpatterns: list[object] = [
    *applying_urls.urlpatterns,
    path("find/", find.find, name="find"),
    path("apply/<slug:slug>/", applying.choose_group, name="apply"),
    path("apply/<slug:slug>/<str:group>/", applying.eligibility, name="eligibility"),
    path("apply/<slug:slug>/<str:group>/plan/<int:plan>/", applying.eligibility, name="eligibility_plan"),
    path("applications/<slug:code>/part/<slug:part>/", applying.part_page, name="part"),
    path("applications/<slug:code>/budget/new/", applying.budget_row, name="budget_new"),
    path("applications/<slug:code>/budget/<int:pk>/", applying.budget_row, name="budget_row"),
    path("applications/<slug:code>/budget/<int:pk>/remove/", applying.remove_row, name="budget_remove"),
    path("applications/<slug:code>/check/", applying.check, name="check"),
    path("applications/<slug:code>/receipt/", status.receipt, name="receipt"),
    path("applications/<slug:code>/withdraw/", status.withdraw, name="withdraw"),
    path("applications/<slug:code>/sent.pdf", papers.sent_pdf, name="sent_pdf"),
    path("applications/<slug:code>/letter.pdf", papers.letter, name="letter"),
    path("applications/<slug:code>/files/<int:pk>/", papers.file, name="file"),
    path("applications/<slug:code>/", status.status, name="status"),
    path("reviews/", reviews.mine, name="reviews"),
    path("reviews/<int:pk>/", reviews.review_page, name="review"),
    path("reviews/<int:pk>/declare/", reviews.declare, name="declare"),
    path("reviews/<int:pk>/abstain/", reviews.abstain_page, name="abstain"),
    path("reviews/<int:pk>/sent.pdf", papers.review_pdf, name="review_pdf"),
    path("reviews/<int:pk>/files/<int:file>/", papers.review_file, name="review_file"),
    path("office/", office.calls, name="calls"),
    path("office/calls/<slug:slug>/", office.board, name="board"),
    path("office/calls/<slug:slug>/publish/", office.publish, name="publish"),
    path("office/calls/<slug:slug>/assign/", office.assign_all, name="assign_all"),
    path("office/calls/<slug:slug>/export/", office.export, name="export"),
    path("office/applications/<slug:code>/", office.application_page, name="application"),
    path("office/applications/<slug:code>/screen/", office.screen, name="screen"),
    path("office/applications/<slug:code>/sanctions/", office.sanctions, name="sanctions"),
    path("office/applications/<slug:code>/changes/", office.changes, name="changes"),
    path("office/applications/<slug:code>/assign/", office.assign, name="assign"),
    path("office/applications/<slug:code>/recuse/<int:pk>/", office.recuse_page, name="recuse"),
    path("office/applications/<slug:code>/propose/", office.propose_page, name="propose"),
    path("office/applications/<slug:code>/approve/", office.approve_page, name="approve"),
    path("office/applications/<slug:code>/return/", office.return_page, name="return"),
]
