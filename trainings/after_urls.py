"""What follows a training: payments from the attendance."""

from django.urls import path

from trainings.views import chats, follow_ups, payments, report, short_forms

urlpatterns = [
    path("<slug:slug>/report/", report.report, name="report"),
    path("<slug:slug>/report/<slug:language>/", report.report_pdf, name="report_pdf"),
    path("<slug:slug>/photos/", report.photos, name="photos"),
    path("<slug:slug>/photos/<int:pk>/", report.photo, name="photo"),
    path("<slug:slug>/photos/<int:pk>/remove/", report.remove_photo, name="remove_photo"),
    path("<slug:slug>/follow-up/", follow_ups.follow_ups, name="follow_ups"),
    path("<slug:slug>/follow-up/<int:months>/", follow_ups.follow_up, name="follow_up"),
    path("<slug:slug>/follow-up/<int:months>/<int:pk>/", follow_ups.record, name="record_follow_up"),
    path("<slug:slug>/forms/", short_forms.forms, name="forms"),
    path("<slug:slug>/forms/right/", short_forms.right_answers, name="right_answers"),
    path("<slug:slug>/forms/<slug:kind>/paper/", short_forms.from_paper, name="form_from_paper"),
    path("<slug:slug>/forms/<slug:kind>/print/<str:language>/", short_forms.paper, name="form_print"),
    path("<slug:slug>/chat/", chats.chat, name="chat"),
    path("<slug:slug>/payments/", payments.payments, name="payments"),
    path("<slug:slug>/payments/print/<str:language>/", payments.print_payments, name="print_payments"),
    path("<slug:slug>/payments/<str:number>/", payments.payment_sheet, name="payment_sheet"),
]
