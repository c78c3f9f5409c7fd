from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from core.models import Job
from core.open_calls import OpenCall
from core.templatetags import ashar
from core.worklists import WorkItem


def draw(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load ashar i18n %}" + source).render(context, context.pop("request", None))


class Questions(forms.Form):
    name = forms.CharField(label="Your group", help_text="As you say it", max_length=5)
    story = forms.CharField(label="What happens?", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("y", "Young people"), ("w", "Women")], widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(label="Themes", choices=[("a", "Roads")], widget=forms.CheckboxSelectMultiple, required=False)
    file = forms.FileField(label="Paper", required=False)
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("The whole does not fit")


def test_form_draws_label_help_error_and_input_in_this_order():
    page = draw("{{ form }}", form=Questions({"name": "far too long"}))
    field = page[page.index('<label for="id_name">') :]
    order = [field.index(part) for part in ('for="id_name"', 'id="id_name_helptext"', 'id="id_name_error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'value="far too long"' in field


def test_form_error_summary_links_to_an_input_that_exists():
    page = draw("{{ form }}", form=Questions({"name": ""}))
    anchors = [part.split('"')[0] for part in page.split('<a href="#')[1:]]
    assert anchors == ["id_name", "id_kind_0", "id_agree"]
    assert [page.count(f'id="{anchor}"') for anchor in anchors] == [1, 1, 1]
    assert "<li>The whole does not fit</li>" in page


def test_form_radio_and_tick_boxes_stand_in_a_named_fieldset():
    page = draw("{{ form.kind.as_field_group }}{{ form.themes.as_field_group }}", form=Questions())
    assert page.count("<fieldset") == page.count("<legend>") == 2
    assert page.count('<label class="pick"') == 3


def test_form_unbound_says_which_answers_are_not_required_and_nothing_else():
    page = draw("{{ form }}", form=Questions())
    assert page.count("(not required)") == 3
    assert 'class="note bad"' not in page


def test_form_escapes_what_was_typed():
    page = draw("{{ form }}", form=Questions({"name": "<script>alert(1)</script>"}))
    assert "<script>" not in page


def test_icon_unknown_is_an_error():
    with pytest.raises(KeyError):
        ashar.icon("no such icon")


def test_state_is_never_colour_alone():
    assert draw('{% state "bad" "Late" %}').strip() == f'<span class="state bad">{ashar.icon("alert")}Late</span>'
    assert draw('{% pill "" "Draft" icon="pen" %}').strip() == f'<span class="pill">{ashar.icon("pen")}Draft</span>'


def test_components_hold_no_inline_style_or_script(root):
    for path in [*root.joinpath("templates").rglob("*.html")]:
        text = path.read_text()
        assert " style=" not in text, path
        assert "<script>" not in text, path
        assert "<style" not in text, path
        assert " onclick" not in text, path


def test_components_each_name_their_variables_at_the_top(root):
    silent = [path.name for path in root.joinpath("templates/components").rglob("*.html") if not path.read_text().startswith("{#")]
    assert silent == []


def test_bar_width_is_the_share_and_marks_what_is_over():
    page = draw("{% bar 1 3 tick=2 %}")
    assert 'class="val" y="4" width="33.33%"' in page
    assert 'class="tick" x="66.67%"' in page
    assert 'class="out" y="4" width="100.00%"' in draw("{% bar 4 3 %}")


def test_bar_uses_a_point_in_every_language():
    with translation.override("ru"):
        assert 'width="33.33%"' in draw("{% bar 1 3 %}")


def test_bar_parts_stand_beside_one_another():
    page = draw("{% bar_parts 50 25 25 0 %}")
    assert [part in page for part in ('class="val" x="0.00%" width="50.00%"', 'class="val2" x="50.00%" width="25.00%"')] == [True, True]


@pytest.mark.parametrize(
    ("delta", "tone"),
    [(timedelta(days=27), "info"), (timedelta(days=2), "warn"), (timedelta(seconds=-5), "bad"), (timedelta(days=-3), "bad")],
)
def test_days_left_says_how_it_stands(delta, tone):
    assert ashar.days_left_words(timezone.now() + delta)[0] == tone


def test_percent_of_few_people_is_written_as_a_count():
    assert [ashar.percent(3, 4), ashar.percent(5, 20)] == ["3 of 4", "25\u00a0%"]


def test_due_list_says_overdue_before_the_date_and_links_to_the_action():
    item = WorkItem(title="Ask for the agreement", url="/a/", due=timezone.now() - timedelta(days=2), action="Tell them")
    page = draw('{% include "components/due.html" with items=items %}', items=[item])
    assert "Overdue" in page
    assert '<a class="btn slim" href="/a/">Tell them<span class="vh">: Ask for the agreement</span></a>' in page


def test_call_card_shows_deadline_with_hour_and_zone():
    call = OpenCall(kind="Grant call", icon="money", title="Safe <village>", url="/c/", closes_at=datetime(2099, 12, 18, 12, 0, tzinfo=UTC))
    page = draw('{% include "components/call_card.html" %}', call=call)
    assert "Deadline: 18 December 2099, 18:00, Bishkek time" in page
    assert "Safe &lt;village&gt;" in page


def test_pagination_keeps_the_other_parameters():
    page = Paginator(range(100), 10).page(5)
    html = draw("{% pagination page %}", page=page, request=RequestFactory().get("/list/", {"state": "open", "page": "5"}))
    assert 'href="?state=open&amp;page=4" rel="prev"' in html
    assert 'href="?state=open&amp;page=6" rel="next"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_of_one_page_is_nothing():
    assert "<nav" not in draw("{% pagination page %}", page=Paginator(range(3), 10).page(1))


@pytest.mark.parametrize(("state", "refresh"), [("running", True), ("queued", True), ("done", False), ("failed", False)])
def test_job_page_renews_itself_only_while_work_runs(state, refresh):
    job = Job(state=state, done=30, total=100)
    page = draw('{% include "components/job_refresh.html" %}{% include "components/job.html" %}', job=job)
    assert ('http-equiv="refresh"' in page) is refresh
    assert ('<progress max="100" value="30"' in page) is refresh


def test_table_cells_carry_their_heading_for_the_cards_of_a_phone():
    page = draw(
        '{% include "components/table.html" with caption="Budget" heads=heads rows=rows %}',
        heads=[{"label": "What"}, {"label": "Sum", "num": True}],
        rows=[["Hall", "10"]],
    )
    assert '<th scope="row">Hall</th><td class="num" data-l="Sum">10</td>' in page
