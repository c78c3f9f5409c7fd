"""Forms draw themselves with our components: `{{ form }}`, `{{ field.as_field_group }}`, `{{ formset }}`."""

from django.forms.renderers import TemplatesSetting


class AsharRenderer(TemplatesSetting):
    """Label, help, error, input in this order; an error summary on top that links to the fields."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
    formset_template_name = "components/formset.html"
