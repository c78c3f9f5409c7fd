"""All tables of this app as they stood on 22 November 2026; a database that took the steps up to then stays as it is."""

import django.db.models.deletion
import django.utils.timezone
import grants.models.calls
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from core.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('grants', '0001_initial'),
        ('grants', '0002_plan'),
        ('grants', '0003_questions_drawn_whole'),
        ('grants', '0004_applying'),
        ('grants', '0005_deciding'),
        ('grants', '0006_changes_by_proposal'),
        ('grants', '0007_reviewer_languages'),
        ('grants', '0008_kinds_of_cost'),
    ]

    dependencies = [
        ('core', '0001_tables'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('programme', '0001_tables'),
        ('youth_groups', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='ApplicationFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.CharField(max_length=40)),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('seconds', models.PositiveSmallIntegerField(editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'file of an application',
                    'verbose_name_plural': 'files of applications',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Award',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                    ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                    ('requested_minor', models.BigIntegerField(verbose_name='asked for')),
                    ('ceiling_minor', models.BigIntegerField(verbose_name='one grant, at most')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], max_length=3, verbose_name='currency')),
                    ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='conditions')),
                    ('awarded_on', models.DateField(verbose_name='awarded on')),
                ],
                options={
                    'verbose_name': 'award',
                    'verbose_name_plural': 'awards',
                    'ordering': ['awarded_on', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='BudgetItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=1)),
                    ('item', models.CharField(max_length=160, verbose_name='what')),
                    ('category', models.CharField(choices=[('materials', 'materials and printing'), ('transport', 'transport'), ('venue', 'hall and equipment hire'), ('food', 'meals'), ('fees', 'fees'), ('equipment', 'small equipment'), ('other', 'other')], default='other', max_length=12, verbose_name='category')),
                    ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                    ('quantity', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='how many')),
                    ('unit_cost_minor', models.BigIntegerField(verbose_name='price of one')),
                    ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                    ('own_minor', models.BigIntegerField(default=0, verbose_name='own contribution')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], default='KGS', max_length=3, verbose_name='currency')),
                ],
                options={
                    'verbose_name': 'budget row',
                    'verbose_name_plural': 'budget rows',
                    'ordering': ['position', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='EarlierReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scores', models.JSONField(default=dict)),
                    ('comment', models.TextField(blank=True, max_length=4000, verbose_name='comment')),
                    ('score_bp', models.PositiveIntegerField(editable=False)),
                    ('sent_at', models.DateTimeField(editable=False)),
                ],
                options={
                    'verbose_name': 'review of an earlier version',
                    'verbose_name_plural': 'reviews of earlier versions',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='GrantCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short address')),
                    ('number', models.CharField(help_text='As it stands in letters, for example 2026-04.', max_length=20, unique=True, verbose_name='number')),
                    ('title_en', models.CharField(blank=True, max_length=160, verbose_name='title in English')),
                    ('title_ru', models.CharField(blank=True, max_length=160, verbose_name='title in Russian')),
                    ('title_ky', models.CharField(blank=True, max_length=160, verbose_name='title in Kyrgyz')),
                    ('title_uz', models.CharField(blank=True, max_length=160, verbose_name='title in Uzbek')),
                    ('group_kinds', models.JSONField(blank=True, default=grants.models.calls.no_kinds, verbose_name='kinds of group that may apply')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], default='KGS', max_length=3, verbose_name='currency')),
                    ('floor_minor', models.BigIntegerField(default=0, verbose_name='one grant, at least')),
                    ('ceiling_minor', models.BigIntegerField(verbose_name='one grant, at most')),
                    ('budget_minor', models.BigIntegerField(verbose_name='all grants together')),
                    ('awarded_minor', models.BigIntegerField(default=0, editable=False, verbose_name='awarded')),
                    ('second_from_minor', models.BigIntegerField(blank=True, help_text='An award of this amount or more needs a second approval by a third person. Empty: none does.', null=True, verbose_name='second approval from')),
                    ('opens_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opens at')),
                    ('closes_at', models.DateTimeField(verbose_name='closes at')),
                    ('time_zone', models.CharField(choices=[('Asia/Bishkek', 'Bishkek time')], default='Asia/Bishkek', max_length=40, verbose_name='time zone')),
                    ('activities_from', models.DateField(blank=True, null=True, verbose_name='activities from')),
                    ('activities_to', models.DateField(blank=True, null=True, verbose_name='activities until')),
                    ('screening_by', models.DateField(blank=True, null=True, verbose_name='conditions checked by')),
                    ('review_by', models.DateField(blank=True, null=True, verbose_name='reviews by')),
                    ('decision_by', models.DateField(blank=True, null=True, verbose_name='decision by')),
                    ('sealed', models.BooleanField(default=False, help_text='The office reads what was sent only after the call has closed.', verbose_name='sealed until closing')),
                    ('appeals', models.CharField(blank=True, help_text="A person who does not decide, with telephone or e-mail. Empty: the organisation's own address.", max_length=200, verbose_name='where to complain or appeal')),
                    ('quorum', models.PositiveSmallIntegerField(default=2, verbose_name='quorum of reviews')),
                    ('budget_categories', models.JSONField(blank=True, default=grants.models.calls.no_kinds, verbose_name='kinds of cost that may be asked for')),
                    ('questions', wagtail.fields.StreamField([('part', 47)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kyrgyz', 'max_length': 300, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Russian', 'max_length': 300, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'English', 'max_length': 300, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Uzbek', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Title'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Kyrgyz', 'required': False, 'rows': 2}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'Russian', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'English', 'required': False, 'rows': 2}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'Uzbek', 'required': False, 'rows': 2}), 9: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Introduction', 'needed': False, 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Question'}), 11: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Help', 'needed': False, 'required': False}), 12: ('wagtail.blocks.IntegerBlock', (), {'label': 'Most characters', 'max_value': 500, 'min_value': 1, 'required': False}), 13: ('wagtail.blocks.BooleanBlock', (), {'label': 'Must be answered', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'Hidden in a blind review', 'required': False}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'A question with answers to choose from.', 'label': 'Only if: key of an earlier question', 'max_length': 40, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'The key of the answer; yes or no for a yes/no question.', 'label': 'Only if: the answer', 'max_length': 40, 'required': False}), 17: ('core.questions.blocks.KeyBlock', (), {}), 18: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('max_chars', 12), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 19: ('wagtail.blocks.IntegerBlock', (), {'label': 'Most characters', 'max_value': 20000, 'min_value': 50, 'required': False}), 20: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('max_chars', 19), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'At least', 'required': False}), 22: ('wagtail.blocks.IntegerBlock', (), {'label': 'At most', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('lowest', 21), ('highest', 22), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 24: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], 'label': 'Currency'}), 25: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'At most', 'max_digits': 14, 'min_value': 0, 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('currency', 24), ('highest', 25), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 27: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Text'}), 28: ('wagtail.blocks.StructBlock', [[('label', 27), ('key', 17)]], {}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Answers', 'min_num': 2}), 30: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('choices', 29), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 31: ('wagtail.blocks.IntegerBlock', (), {'label': 'At most so many', 'min_value': 1, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('choices', 29), ('most', 31), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 33: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 34: ('wagtail.blocks.DateBlock', (), {'label': 'First day', 'required': False}), 35: ('wagtail.blocks.DateBlock', (), {'label': 'Last day', 'required': False}), 36: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('first_day', 34), ('last_day', 35), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 37: ('wagtail.blocks.BooleanBlock', (), {'label': 'Only numbers', 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('label', 27), ('number', 37), ('key', 17)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Columns', 'max_num': 6, 'min_num': 1}), 40: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'Rows', 'max_value': 30, 'min_value': 1, 'required': False}), 41: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('columns', 39), ('rows', 40), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 42: ('wagtail.blocks.IntegerBlock', (), {'default': 1, 'label': 'At most so many files', 'max_value': 10, 'min_value': 1, 'required': False}), 43: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('most', 42), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 44: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Heading'}), 45: ('wagtail.blocks.StructBlock', [[('label', 44), ('help', 11), ('key', 17)]], {}), 46: ('wagtail.blocks.StreamBlock', [[('short_text', 18), ('long_text', 20), ('number', 23), ('money', 26), ('choice', 30), ('choices', 32), ('yes_no', 33), ('date', 36), ('place', 33), ('reach', 33), ('table', 41), ('file', 43), ('budget', 45)]], {'label': 'Questions'}), 47: ('wagtail.blocks.StructBlock', [[('title', 4), ('intro', 9), ('questions', 46), ('key', 17)]], {})}, verbose_name='questions')),
                    ('eligibility_blocks', wagtail.fields.StreamField([('condition', 12)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kyrgyz', 'max_length': 300, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Russian', 'max_length': 300, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'English', 'max_length': 300, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Uzbek', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Question'}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('yes', 'Yes'), ('no', 'No')], 'label': 'Answer that is needed'}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'Kyrgyz', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Russian', 'required': False, 'rows': 2}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'English', 'required': False, 'rows': 2}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Uzbek', 'required': False, 'rows': 2}), 10: ('wagtail.blocks.StructBlock', [[('ky', 6), ('ru', 7), ('en', 8), ('uz', 9)]], {'label': 'What to say otherwise'}), 11: ('core.questions.blocks.KeyBlock', (), {}), 12: ('wagtail.blocks.StructBlock', [[('question', 4), ('needed', 5), ('why_not', 10), ('key', 11)]], {})}, verbose_name='questions before applying')),
                    ('rubric_blocks', wagtail.fields.StreamField([('criterion', 13)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kyrgyz', 'max_length': 300, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Russian', 'max_length': 300, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'English', 'max_length': 300, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Uzbek', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Criterion'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Kyrgyz', 'required': False, 'rows': 2}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'Russian', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'English', 'required': False, 'rows': 2}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'Uzbek', 'required': False, 'rows': 2}), 9: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Looks at'}), 10: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'Highest score', 'max_value': 100, 'min_value': 1}), 11: ('wagtail.blocks.IntegerBlock', (), {'label': 'Weight in per cent', 'max_value': 100, 'min_value': 1}), 12: ('core.questions.blocks.KeyBlock', (), {}), 13: ('wagtail.blocks.StructBlock', [[('title', 4), ('guidance', 9), ('highest', 10), ('weight', 11), ('key', 12)]], {})}, verbose_name='criteria of the reviewers')),
                    ('eligibility', models.JSONField(default=list, editable=False)),
                    ('rubric', models.JSONField(default=list, editable=False)),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'grant call',
                    'verbose_name_plural': 'grant calls',
                    'ordering': ['-closes_at'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='GrantCallIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', models.TextField(blank=True, help_text='Two or three sentences under the title.', max_length=600, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'list of grant calls',
                    'verbose_name_plural': 'lists of grant calls',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='GrantCallPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', models.TextField(blank=True, help_text='Two or three sentences under the title.', max_length=600, verbose_name='introduction')),
                    ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('picture', 6), ('note', 10), ('quote', 13), ('facts', 17), ('steps', 20), ('document', 21)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'section'), ('3', 'part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'Text', 'template': 'components/blocks/text.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 200, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'to know'), ('ok', 'good news'), ('warn', 'take care')], 'label': 'Kind'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'rows': 3}), 10: ('wagtail.blocks.StructBlock', [[('tone', 7), ('title', 8), ('text', 9)]], {}), 11: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'rows': 3}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Said by', 'max_length': 120, 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 11), ('by', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 80}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Value', 'max_length': 200}), 16: ('wagtail.blocks.StructBlock', [[('name', 14), ('value', 15)]], {}), 17: ('core.blocks.FactsBlock', (16,), {}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 19: ('wagtail.blocks.StructBlock', [[('title', 18), ('text', 9)]], {}), 20: ('core.blocks.StepsBlock', (19,), {}), 21: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document', 'template': 'components/blocks/document.html'})}, verbose_name='what this call is for')),
                    ('who', models.TextField(blank=True, help_text='One line for each.', verbose_name='who may apply')),
                    ('funded', models.TextField(blank=True, help_text='One line for each.', verbose_name='what is paid for')),
                    ('not_funded', models.TextField(blank=True, help_text='One line for each.', verbose_name='what is not paid for')),
                ],
                options={
                    'verbose_name': 'page of a grant call',
                    'verbose_name_plural': 'pages of grant calls',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('award', 'Award letter'), ('decline', 'Decline letter')], max_length=10, verbose_name='kind')),
                    ('language', models.CharField(max_length=8, verbose_name='language')),
                    ('template', models.CharField(blank=True, max_length=20, verbose_name='version of the template')),
                    ('message_template', models.CharField(blank=True, max_length=20, verbose_name='version of the message')),
                    ('decided_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ],
                options={
                    'verbose_name': 'letter',
                    'verbose_name_plural': 'letters',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Mark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('text', 'the same text'), ('phone', 'the same telephone'), ('budget', 'the same budget')], max_length=6)),
                    ('digest', models.CharField(max_length=24)),
                ],
                options={
                    'verbose_name': 'mark of what was sent',
                    'verbose_name_plural': 'marks of what was sent',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='PanelMeeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_on', models.DateField(verbose_name='date')),
                    ('minutes', models.TextField(max_length=20000, verbose_name='minutes')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'meeting of the panel',
                    'verbose_name_plural': 'meetings of the panel',
                    'ordering': ['held_on', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('award', 'award'), ('reserve', 'reserve list'), ('decline', 'decline'), ('changes', 'ask for changes')], max_length=10, verbose_name='proposal')),
                    ('amount_minor', models.BigIntegerField(default=0, verbose_name='amount')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], default='KGS', max_length=3, verbose_name='currency')),
                    ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='conditions')),
                    ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason for the group')),
                    ('strength', models.TextField(blank=True, max_length=1000, verbose_name='one strength')),
                    ('next_step', models.TextField(blank=True, max_length=1000, verbose_name='one next step')),
                    ('open_parts', models.JSONField(default=list)),
                    ('open_questions', models.JSONField(default=list)),
                    ('state', models.CharField(choices=[('open', 'to be approved'), ('approved', 'approved'), ('returned', 'sent back')], default='open', max_length=10, verbose_name='state')),
                    ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('first_approved_at', models.DateTimeField(editable=False, null=True)),
                    ('decided_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'proposal',
                    'verbose_name_plural': 'proposals',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Received',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.CharField(choices=[('paper', 'on paper'), ('messenger', 'by messenger'), ('voice', 'by voice')], max_length=10, verbose_name='how it reached the office')),
                    ('arrived_at', models.DateTimeField(verbose_name='arrived at')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('confirmed_at', models.DateTimeField(null=True, verbose_name='read back and confirmed at')),
                    ('confirmed_how', models.CharField(blank=True, max_length=300, verbose_name='how it was read back, and who confirmed')),
                ],
                options={
                    'verbose_name': 'application received otherwise',
                    'verbose_name_plural': 'applications received otherwise',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Remark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=4000, verbose_name='remark')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'remark',
                    'verbose_name_plural': 'remarks',
                    'ordering': ['at', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scores', models.JSONField(default=dict)),
                    ('comment', models.TextField(blank=True, max_length=4000, verbose_name='comment')),
                    ('score_bp', models.PositiveIntegerField(editable=False, null=True)),
                    ('saved_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('sent_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'review',
                    'verbose_name_plural': 'reviews',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ReviewAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('assigned', 'waits for the declaration'), ('declared', 'no conflict declared, reading'), ('sent', 'review sent'), ('abstained', 'abstained'), ('recused', 'recused')], default='assigned', max_length=10, verbose_name='state')),
                    ('assigned_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('declared_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'assignment of a reviewer',
                    'verbose_name_plural': 'assignments of reviewers',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ReviewerLanguages',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('languages', models.JSONField(default=list, verbose_name='languages')),
                ],
                options={
                    'verbose_name': 'languages of a reviewer',
                    'verbose_name_plural': 'languages of reviewers',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SanctionsCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('list_name', models.CharField(max_length=120, verbose_name='list')),
                    ('name_asked', models.CharField(max_length=200, verbose_name='name asked for')),
                    ('result', models.CharField(choices=[('clear', 'nothing found'), ('found', 'found: do not go on')], max_length=10, verbose_name='result')),
                    ('checked_on', models.DateField(verbose_name='date')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'sanctions check',
                    'verbose_name_plural': 'sanctions checks',
                    'ordering': ['checked_on', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('query', models.CharField(max_length=300)),
                ],
                options={
                    'verbose_name': 'saved view',
                    'verbose_name_plural': 'saved views',
                    'ordering': ['name'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Screening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('checks', models.JSONField(default=dict)),
                    ('eligible', models.BooleanField(verbose_name='eligible')),
                    ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'screening',
                    'verbose_name_plural': 'screenings',
                    'ordering': ['at', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SecondText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.CharField(max_length=40)),
                    ('kind', models.CharField(choices=[('translation', 'translation'), ('spoken', 'typed from a voice answer')], max_length=12, verbose_name='kind')),
                    ('language', models.CharField(max_length=8, verbose_name='language')),
                    ('text', models.TextField(max_length=20000, verbose_name='text')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'text beside an answer',
                    'verbose_name_plural': 'texts beside answers',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Submission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('language', models.CharField(max_length=8)),
                    ('payload', models.TextField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('sent_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'sent version',
                    'verbose_name_plural': 'sent versions',
                    'ordering': ['version'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(editable=False, max_length=12, unique=True)),
                    ('number', models.CharField(editable=False, max_length=20, null=True, unique=True, verbose_name='number')),
                    ('resume_digest', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                    ('language', models.CharField(default='ky', max_length=8, verbose_name='language')),
                    ('eligibility', models.JSONField(default=dict)),
                    ('answers', models.JSONField(default=dict, verbose_name='answers')),
                    ('part_versions', models.JSONField(default=dict)),
                    ('open_parts', models.JSONField(default=list)),
                    ('open_questions', models.JSONField(default=list)),
                    ('answer_languages', models.JSONField(default=dict)),
                    ('rubric', models.JSONField(default=list)),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'sent, to be screened'), ('not_eligible', 'not eligible'), ('eligible', 'being reviewed'), ('reserve', 'on the reserve list'), ('proposed', 'proposed, to be approved'), ('awarded', 'awarded'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('changes_asked', 'changes asked for')], default='draft', max_length=14, verbose_name='state')),
                    ('requested_minor', models.BigIntegerField(default=0, verbose_name='asked for')),
                    ('own_minor', models.BigIntegerField(default=0, verbose_name='own contribution')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], default='KGS', max_length=3, verbose_name='currency')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('saved_at', models.DateTimeField(editable=False, null=True)),
                    ('submitted_at', models.DateTimeField(editable=False, null=True)),
                    ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason for the group')),
                    ('extended_until', models.DateTimeField(blank=True, null=True, verbose_name='more time until')),
                    ('extension_reason', models.TextField(blank=True, max_length=1000, verbose_name='reason for more time')),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('form_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.formversion')),
                ],
                options={
                    'verbose_name': 'application',
                    'verbose_name_plural': 'applications',
                    'ordering': ['-submitted_at', '-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.AddField(
                model_name='application',
                name='group',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='youth_groups.group', verbose_name='group'),
            ),
            migrations.AddField(
                model_name='application',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='application',
                name='plan',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='youth_groups.actionplan', verbose_name='action plan'),
            ),
            migrations.AddField(
                model_name='applicationfile',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='applicationfile',
                name='file',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
            ),
            migrations.AddField(
                model_name='award',
                name='application',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='award',
                name='approved_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='award',
                name='first_approved_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='award',
                name='letter',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
            ),
            migrations.AddField(
                model_name='award',
                name='line',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='programme.budgetline', verbose_name='budget line'),
            ),
            migrations.AddField(
                model_name='award',
                name='proposed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='budgetitem',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='grantcall',
                name='budget_line',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_calls', to='programme.budgetline', verbose_name='budget line'),
            ),
            migrations.AddField(
                model_name='grantcall',
                name='copied_from',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='grants.grantcall'),
            ),
            migrations.AddField(
                model_name='grantcall',
                name='form_version',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.formversion'),
            ),
            migrations.AddField(
                model_name='grantcall',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_calls', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='grantcall',
                name='provinces',
                field=models.ManyToManyField(blank=True, help_text='None chosen means the whole country.', limit_choices_to={'level__in': ['oblast', 'city_republic']}, related_name='+', to='programme.place', verbose_name='provinces'),
            ),
            migrations.AddField(
                model_name='application',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='grants.grantcall', verbose_name='grant call'),
            ),
            migrations.AddField(
                model_name='grantcallindexpage',
                name='search_image',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.asharimage', verbose_name='picture for messengers'),
            ),
            migrations.AddField(
                model_name='grantcallpage',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='grants.grantcall', verbose_name='grant call'),
            ),
            migrations.AddField(
                model_name='grantcallpage',
                name='search_image',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.asharimage', verbose_name='picture for messengers'),
            ),
            migrations.AddField(
                model_name='letter',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='letter',
                name='file',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
            ),
            migrations.AddField(
                model_name='panelmeeting',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='grants.grantcall', verbose_name='grant call'),
            ),
            migrations.AddField(
                model_name='panelmeeting',
                name='members',
                field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='members'),
            ),
            migrations.AddField(
                model_name='panelmeeting',
                name='recorded_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='proposal',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='proposal',
                name='decided_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='proposal',
                name='first_approved_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='proposal',
                name='line',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='programme.budgetline', verbose_name='budget line'),
            ),
            migrations.AddField(
                model_name='proposal',
                name='proposed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='received',
                name='application',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='received', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='received',
                name='original',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='original'),
            ),
            migrations.AddField(
                model_name='received',
                name='typed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed by'),
            ),
            migrations.AddField(
                model_name='remark',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='remark',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
            ),
            migrations.AddField(
                model_name='reviewassignment',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='reviewassignment',
                name='assigned_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='reviewassignment',
                name='reviewer',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_assignments', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
            ),
            migrations.AddField(
                model_name='review',
                name='assignment',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='grants.reviewassignment', verbose_name='assignment'),
            ),
            migrations.AddField(
                model_name='earlierreview',
                name='assignment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_reviews', to='grants.reviewassignment', verbose_name='assignment'),
            ),
            migrations.AddField(
                model_name='reviewerlanguages',
                name='user',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reviewer_languages', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
            ),
            migrations.AddField(
                model_name='sanctionscheck',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanctions_checks', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='sanctionscheck',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='savedview',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grant_views', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='screening',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='screening',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='secondtext',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_texts', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='secondtext',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
            ),
            migrations.AddField(
                model_name='submission',
                name='application',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='grants.application', verbose_name='application'),
            ),
            migrations.AddField(
                model_name='submission',
                name='pdf',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
            ),
            migrations.AddField(
                model_name='submission',
                name='sent_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='review',
                name='submission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='grants.submission', verbose_name='sent version'),
            ),
            migrations.AddField(
                model_name='mark',
                name='submission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='grants.submission'),
            ),
            migrations.AddField(
                model_name='earlierreview',
                name='submission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_reviews', to='grants.submission', verbose_name='sent version'),
            ),
            migrations.AddConstraint(
                model_name='applicationfile',
                constraint=models.CheckConstraint(condition=models.Q(('seconds__isnull', True), ('seconds__lte', 180), _connector='OR'), name='grants_voice_three_minutes'),
            ),
            migrations.AddConstraint(
                model_name='award',
                constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0), ('amount_minor__lte', models.F('requested_minor')), ('amount_minor__lte', models.F('ceiling_minor'))), name='grants_award_within_request_and_ceiling'),
            ),
            migrations.AddConstraint(
                model_name='award',
                constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('proposed_by')), _negated=True), name='grants_award_four_eyes'),
            ),
            migrations.AddConstraint(
                model_name='award',
                constraint=models.CheckConstraint(condition=models.Q(('first_approved_by__isnull', True), models.Q(models.Q(('first_approved_by', models.F('proposed_by')), _negated=True), models.Q(('first_approved_by', models.F('approved_by')), _negated=True)), _connector='OR'), name='grants_award_two_approvers_are_two'),
            ),
            migrations.AddConstraint(
                model_name='budgetitem',
                constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('unit_cost_minor__gte', 0)), name='grants_budget_counts'),
            ),
            migrations.AddConstraint(
                model_name='budgetitem',
                constraint=models.CheckConstraint(condition=models.Q(('own_minor__gte', 0), ('own_minor__lte', models.F('amount_minor'))), name='grants_budget_own_part', violation_error_message='Your own contribution is larger than the amount.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('title_en', ''), _negated=True), models.Q(('title_ru', ''), _negated=True), models.Q(('title_ky', ''), _negated=True), models.Q(('title_uz', ''), _negated=True), _connector='OR'), name='grants_call_has_a_title', violation_error_message='Give the title in one language at least.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('floor_minor__gte', 0), ('floor_minor__lte', models.F('ceiling_minor'))), name='grants_call_floor_below_ceiling', violation_error_message='The smallest grant is above the largest.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('ceiling_minor__lte', models.F('budget_minor'))), name='grants_call_ceiling_below_budget', violation_error_message='One grant cannot be larger than all grants together.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('awarded_minor__gte', 0), ('awarded_minor__lte', models.F('budget_minor'))), name='grants_call_budget_never_passed', violation_error_message='The awards pass the budget of the call.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='grants_call_closes_after_it_opens', violation_error_message='The call closes before it opens.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('quorum__gte', 1)), name='grants_call_quorum', violation_error_message='There is at least one review.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('activities_from__isnull', True), ('activities_to__isnull', True), ('activities_to__gte', models.F('activities_from')), _connector='OR'), name='grants_call_activity_days', violation_error_message='The last day is before the first.'),
            ),
            migrations.AddConstraint(
                model_name='grantcall',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('form_version__isnull', False), _connector='OR'), name='grants_call_published_has_questions'),
            ),
            migrations.AddIndex(
                model_name='application',
                index=models.Index(fields=['call', 'state'], name='grants_application_board'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('call', 'group'), name='grants_one_application_a_group', violation_error_message='This group already has an application to this call.'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('requested_minor__gte', 0), ('own_minor__gte', 0)), name='grants_application_amounts'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('submitted_at__isnull', False), ('number__isnull', False)), _connector='OR'), name='grants_application_sent_has_number'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('group__isnull', False), ('state__in', ['draft', 'withdrawn']), _connector='OR'), name='grants_application_sent_by_a_group'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('group__isnull', False), ('resume_digest__isnull', False), ('state', 'withdrawn'), _connector='OR'), name='grants_application_somebody_opens_it'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('extended_until__isnull', True), models.Q(('extension_reason', ''), _negated=True), _connector='OR'), name='grants_application_extension_has_a_reason', violation_error_message='Write the reason for more time.'),
            ),
            migrations.AddConstraint(
                model_name='letter',
                constraint=models.UniqueConstraint(fields=('application', 'kind'), name='grants_one_letter_of_a_kind'),
            ),
            migrations.AddConstraint(
                model_name='panelmeeting',
                constraint=models.CheckConstraint(condition=models.Q(('minutes', ''), _negated=True), name='grants_meeting_has_minutes', violation_error_message='Write the minutes.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='grants_one_open_proposal'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'award'), _negated=True), models.Q(('amount_minor__gt', 0), ('line__isnull', False)), _connector='OR'), name='grants_award_proposal_has_money'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(('outcome', 'award'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='grants_no_has_a_reason', violation_error_message='Write the reason: the group reads it.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), ('state', 'returned'), _connector='OR'), name='grants_four_eyes', violation_error_message='Who proposes cannot approve.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'decline'), _negated=True), models.Q(models.Q(('strength', ''), _negated=True), models.Q(('next_step', ''), _negated=True)), _connector='OR'), name='grants_decline_has_three_parts', violation_error_message='A decline names one strength, one reason and one next step.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'changes'), _negated=True), models.Q(('open_parts', []), _negated=True), _connector='OR'), name='grants_changes_name_parts', violation_error_message='Choose the parts and write what to change: the group reads it.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(('first_approved_by__isnull', True), models.Q(models.Q(('first_approved_by', models.F('proposed_by')), _negated=True), models.Q(('decided_by__isnull', True), models.Q(('first_approved_by', models.F('decided_by')), _negated=True), ('state', 'returned'), _connector='OR')), _connector='OR'), name='grants_two_approvers_are_two', violation_error_message="The second approval is another person's."),
            ),
            migrations.AddConstraint(
                model_name='received',
                constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), models.Q(('confirmed_how', ''), _negated=True), _connector='OR'), name='grants_received_confirmed_says_how', violation_error_message='Write how the text was read back, and who confirmed it.'),
            ),
            migrations.AddConstraint(
                model_name='reviewassignment',
                constraint=models.UniqueConstraint(fields=('application', 'reviewer'), name='grants_assigned_once', violation_error_message='This reviewer has been assigned already.'),
            ),
            migrations.AddConstraint(
                model_name='reviewassignment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declared', 'sent']), _negated=True), ('declared_at__isnull', False), _connector='OR'), name='grants_declared_has_a_moment'),
            ),
            migrations.AddConstraint(
                model_name='reviewerlanguages',
                constraint=models.CheckConstraint(condition=models.Q(('languages', []), _negated=True), name='grants_reviewer_reads_something'),
            ),
            migrations.AddConstraint(
                model_name='savedview',
                constraint=models.UniqueConstraint(fields=('user', 'name'), name='grants_view_name_once'),
            ),
            migrations.AddConstraint(
                model_name='screening',
                constraint=models.CheckConstraint(condition=models.Q(('eligible', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='grants_screening_no_has_a_reason', violation_error_message='Say why it is not eligible.'),
            ),
            migrations.AddConstraint(
                model_name='secondtext',
                constraint=models.UniqueConstraint(fields=('application', 'question', 'kind', 'language'), name='grants_second_text_once'),
            ),
            migrations.AddConstraint(
                model_name='secondtext',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='grants_second_text_says_something'),
            ),
            migrations.AddConstraint(
                model_name='submission',
                constraint=models.UniqueConstraint(fields=('application', 'version'), name='grants_submission_version_once'),
            ),
            migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('score_bp__isnull', False), _connector='OR'), name='grants_review_sent_is_complete'),
            ),
            migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(('score_bp__isnull', True), ('score_bp__lte', 10000), _connector='OR'), name='grants_review_score_range'),
            ),
            migrations.AddIndex(
                model_name='mark',
                index=models.Index(fields=['kind', 'digest'], name='grants_mark_found'),
            ),
            migrations.AddConstraint(
                model_name='mark',
                constraint=models.UniqueConstraint(fields=('submission', 'kind', 'digest'), name='grants_mark_once'),
            ),
            migrations.AddConstraint(
                model_name='earlierreview',
                constraint=models.UniqueConstraint(fields=('assignment', 'submission'), name='grants_earlier_review_once'),
            ),
        ]),
    ]
