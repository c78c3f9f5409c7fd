from django.urls import include, path

from trainings.views import attendance, calls, certificates, device_pass, nominations, preparation, selection, setup, sheets, trainings

app_name = "trainings"
urlpatterns = [
    path("", include("trainings.import_urls")),
    path("", trainings.list_page, name="list"),
    path("calls/<slug:slug>/", calls.call_page, name="call"),
    path("calls/<slug:slug>/groups/<str:number>/", nominations.nominate_page, name="nominate"),
    path("calls/<slug:slug>/groups/<str:number>/withdraw/<int:pk>/", nominations.withdraw_page, name="withdraw"),
    path("certificates/<str:number>/", certificates.certificate_page, name="certificate"),
    path("certificates/<str:number>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("office/<str:number>/device-pass/", device_pass.device_pass, name="device_pass"),
    path("office/<str:number>/device-pass/<int:pk>/close/", device_pass.close_pass, name="close_pass"),
    path("<slug:slug>/", trainings.training_page, name="training"),
    path("<slug:slug>/pass/", device_pass.pass_home, name="pass_home"),
    path("<slug:slug>/setup/", setup.setup, name="setup"),
    path("<slug:slug>/preparation/", preparation.preparation, name="preparation"),
    path("<slug:slug>/preparation/counts/", preparation.preparation_counts, name="preparation_counts"),
    path("<slug:slug>/preparation/risk/", preparation.risk, name="risk"),
    path("<slug:slug>/preparation/consents/<slug:language>/", preparation.roster_consent_forms, name="consent_forms"),
    path("<slug:slug>/preparation/<int:pk>/", preparation.preparation_care, name="preparation_care"),
    path("<slug:slug>/sessions/<int:position>/", attendance.grid, name="attendance"),
    path("<slug:slug>/sessions/<int:position>/settle/", attendance.settle, name="settle"),
    path("<slug:slug>/walk-in/", attendance.walk_in, name="walk_in"),
    path("<slug:slug>/sheets/print/<str:day>/", sheets.print_sheet, name="print_sheet"),
    path("<slug:slug>/sheets/<str:number>/", sheets.sheet_file, name="sheet_file"),
    path("<slug:slug>/selection/", selection.board, name="selection"),
    path("<slug:slug>/selection/<int:pk>/", selection.decide_page, name="decide"),
    path("<slug:slug>/selection/tell/", selection.tell, name="tell"),
    path("<slug:slug>/certificates/", certificates.certificates, name="certificates"),
    path("<slug:slug>/certificates/bulk/", certificates.bulk, name="certificates_bulk"),
]
