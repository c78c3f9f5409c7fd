from youth_groups.documents.consent_form import ConsentFormData, draw_consent_forms

__all__ = ["ConsentFormData", "draw_consent_forms"]
