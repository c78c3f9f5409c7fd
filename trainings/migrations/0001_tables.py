"""All tables of this app as they stood on 22 November 2026; a database that took the steps up to then stays as it is."""

import core.encrypted
import django.db.models.deletion
import django.utils.timezone
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from core.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('trainings', '0001_initial'),
        ('trainings', '0002_roster_imports'),
        ('trainings', '0003_deadlines_of_one_zone'),
        ('trainings', '0004_risk_form'),
        ('trainings', '0005_questions_drawn_whole'),
        ('trainings', '0006_import_wizard'),
        ('trainings', '0007_selection_targets'),
        ('trainings', '0008_papers'),
        ('trainings', '0009_activity_types'),
        ('trainings', '0010_training_series'),
        ('trainings', '0011_place_offers'),
        ('trainings', '0012_on_paper_and_badges'),
        ('trainings', '0013_certificate_templates'),
        ('trainings', '0014_payments'),
        ('trainings', '0015_chats'),
        ('trainings', '0016_short_forms'),
        ('trainings', '0017_photos_and_follow_ups'),
        ('trainings', '0018_line_place'),
        ('trainings', '0019_kept_protocols'),
        ('trainings', '0020_theme'),
    ]

    dependencies = [
        ('core', '0001_tables'),
        ('programme', '0001_tables'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('youth_groups', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='ChatSender',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(editable=False, max_length=64)),
                    ('label', core.encrypted.EncryptedTextField(blank=True, verbose_name='name in the chat')),
                    ('decision', models.CharField(choices=[('open', 'not decided'), ('place', 'a participant'), ('nobody', 'not a participant')], default='open', max_length=6, verbose_name='decision')),
                    ('days', models.JSONField(default=list, verbose_name='days')),
                ],
                options={
                    'verbose_name': 'sender in a chat',
                    'verbose_name_plural': 'senders in chats',
                    'ordering': ['training_id', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Collector',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('who', core.encrypted.EncryptedTextField(blank=True, verbose_name='who may collect the child')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'who may collect a child',
                    'verbose_name_plural': 'who may collect the children',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ConfirmationTerms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answer_by', models.DateTimeField(verbose_name='answer by')),
                    ('move_up_hours', models.PositiveSmallIntegerField(default=48, verbose_name='hours to answer after moving up')),
                ],
                options={
                    'verbose_name': 'terms of confirmation',
                    'verbose_name_plural': 'terms of confirmation',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='FollowUpContact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('answered', 'answered'), ('not_reached', 'not reached'), ('declined', 'does not want to answer')], max_length=12, verbose_name='outcome')),
                    ('answers', models.JSONField(default=dict, verbose_name='answers')),
                    ('tries', models.PositiveSmallIntegerField(default=1, verbose_name='tries')),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked at')),
                ],
                options={
                    'verbose_name': 'follow-up of one person',
                    'verbose_name_plural': 'follow-ups of people',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='FollowUpRound',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('months', models.PositiveSmallIntegerField(verbose_name='months after the training')),
                    ('due_on', models.DateField(verbose_name='due on')),
                    ('planned_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ],
                options={
                    'verbose_name': 'follow-up round',
                    'verbose_name_plural': 'follow-up rounds',
                    'ordering': ['training_id', 'months'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='FormAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('answers', models.JSONField(default=dict, verbose_name='answers')),
                    ('said', models.BooleanField(default=False)),
                    ('how', models.CharField(choices=[('phone', 'on a phone'), ('paper', 'typed in from paper')], max_length=5, verbose_name='how')),
                ],
                options={
                    'verbose_name': 'filled form',
                    'verbose_name_plural': 'filled forms',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='RosterImport',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('file_name', models.CharField(blank=True, max_length=160, verbose_name='file')),
                    ('file_sha256', models.CharField(max_length=64)),
                    ('sender', models.CharField(blank=True, max_length=120, verbose_name='from whom')),
                    ('chosen', models.JSONField(default=dict, verbose_name='columns as chosen')),
                    ('columns', models.JSONField(default=list, verbose_name='columns')),
                    ('problems', models.JSONField(default=list, verbose_name='bad rows')),
                    ('warnings', models.JSONField(default=list, verbose_name='cells left out')),
                    ('skipped', models.JSONField(default=list, verbose_name='rows skipped')),
                    ('state', models.CharField(choices=[('received', 'waits for its columns'), ('staged', 'waits for decisions'), ('importing', 'being imported'), ('confirmed', 'imported'), ('undone', 'undone'), ('discarded', 'discarded')], default='staged', editable=False, max_length=10, verbose_name='state')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('made', models.JSONField(default=dict, editable=False)),
                    ('marked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('blanked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'import of a roster',
                    'verbose_name_plural': 'imports of rosters',
                    'ordering': ['-created_at'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ImportPair',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score', models.PositiveSmallIntegerField()),
                    ('reasons', models.JSONField(default=list)),
                    ('decision', models.CharField(blank=True, choices=[('same', 'the same person'), ('two', 'two people')], max_length=4)),
                    ('decided_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'pair in an imported list',
                    'verbose_name_plural': 'pairs in imported lists',
                    'ordering': ['roster_import_id', '-score', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ImportRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('reference', models.CharField(max_length=120, verbose_name='row')),
                    ('data', models.JSONField(default=dict)),
                ],
                options={
                    'verbose_name': 'row of an imported list',
                    'verbose_name_plural': 'rows of imported lists',
                    'ordering': ['roster_import_id', 'position'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='KnownHeading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sender', models.CharField(blank=True, max_length=120, verbose_name='from whom')),
                    ('heading', models.CharField(max_length=160, verbose_name='heading')),
                    ('field', models.CharField(max_length=20, verbose_name='column')),
                ],
                options={
                    'verbose_name': 'known heading',
                    'verbose_name_plural': 'known headings',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Mark',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('status', models.CharField(choices=[('present', 'present'), ('late', 'late'), ('excused', 'excused'), ('absent', 'absent')], max_length=8, verbose_name='status')),
                    ('marked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='marked at')),
                    ('how', models.CharField(choices=[('paper', 'typed in from paper'), ('tap', 'tapped'), ('qr', 'QR code'), ('signature', 'signature'), ('import', 'imported')], max_length=10, verbose_name='how')),
                    ('device', models.CharField(blank=True, max_length=40, verbose_name='device')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'mark',
                    'verbose_name_plural': 'marks',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Nomination',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answers', models.JSONField(default=dict, verbose_name='answers')),
                    ('language', models.CharField(default='ky', max_length=8)),
                    ('state', models.CharField(choices=[('nominated', 'not decided'), ('selected', 'chosen'), ('waiting', 'waiting list'), ('not_selected', 'not chosen'), ('withdrawn', 'withdrawn')], default='nominated', max_length=14, verbose_name='state')),
                    ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                    ('form_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ('paper_by', models.CharField(blank=True, editable=False, max_length=160, verbose_name='filled in by')),
                    ('paper_day', models.DateField(blank=True, editable=False, null=True, verbose_name='date on the paper')),
                    ('late_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why after the deadline')),
                    ('told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('line_place', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='place on the waiting list')),
                ],
                options={
                    'verbose_name': 'nomination',
                    'verbose_name_plural': 'nominations',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Participation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(choices=[('nomination', 'nominated and chosen'), ('staff', 'entered by staff'), ('import', 'imported'), ('walk_in', 'walk-in')], max_length=12, verbose_name='came by')),
                    ('badge_code', models.CharField(blank=True, editable=False, max_length=8, null=True, unique=True, verbose_name='code of the badge')),
                    ('form_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed')),
                ],
                options={
                    'verbose_name': 'place on a roster',
                    'verbose_name_plural': 'places on rosters',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='PaymentSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], max_length=3, verbose_name='currency')),
                    ('rows', models.JSONField(default=list, editable=False)),
                    ('total_minor', models.BigIntegerField(verbose_name='total')),
                    ('printed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='printed at')),
                ],
                options={
                    'verbose_name': 'payment sheet',
                    'verbose_name_plural': 'payment sheets',
                    'ordering': ['training_id', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='PaymentTerms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], default='KGS', max_length=3, verbose_name='currency')),
                    ('per_day_minor', models.BigIntegerField(default=0, verbose_name='per diem for a day')),
                    ('travel_minor', models.BigIntegerField(default=0, verbose_name='travel, for each person')),
                    ('set_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'terms of payment',
                    'verbose_name_plural': 'terms of payment',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='PlaceOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('asked', 'asked'), ('comes', 'comes, consent outstanding'), ('confirmed', 'confirmed'), ('declined', 'does not come'), ('lapsed', 'no answer in time'), ('closed', 'taken off by the office')], default='asked', editable=False, max_length=10, verbose_name='state')),
                    ('answer_by', models.DateTimeField(verbose_name='answer by')),
                    ('salt', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('channel', models.CharField(choices=[('email', 'e-mail'), ('tell', 'tell them')], default='tell', editable=False, max_length=5)),
                    ('told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answered_how', models.CharField(blank=True, choices=[('code', 'by code'), ('account', 'by the group'), ('staff', 'recorded by staff on behalf')], max_length=8)),
                ],
                options={
                    'verbose_name': 'place to confirm',
                    'verbose_name_plural': 'places to confirm',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='RiskForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('women', models.PositiveSmallIntegerField(verbose_name='women among the leaders')),
                    ('men', models.PositiveSmallIntegerField(verbose_name='men among the leaders')),
                    ('children_per_adult', models.PositiveSmallIntegerField(verbose_name='children for each adult, at most')),
                    ('sleeping', models.TextField(verbose_name='where and how they sleep')),
                    ('transport', models.TextField(verbose_name='how they travel')),
                    ('dangers', models.TextField(verbose_name='dangers of the place, and what is done against them')),
                    ('nearest_help', models.CharField(max_length=200, verbose_name='nearest doctor or hospital')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'risk form of a camp',
                    'verbose_name_plural': 'risk forms of camps',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SelectionProtocol',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                    ('language', models.CharField(max_length=8)),
                    ('candidates', models.PositiveIntegerField(verbose_name='candidates')),
                    ('file_sha256', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'protocol of a selection',
                    'verbose_name_plural': 'protocols of selections',
                    'ordering': ['training_id', 'number'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SelectionTarget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('sex', 'Sex'), ('age', 'Age on the first day'), ('province', 'Province'), ('group', 'Group'), ('school', 'School or institution'), ('ethnicity', 'Ethnicity')], max_length=10, verbose_name='kind')),
                    ('key', models.CharField(blank=True, max_length=120)),
                    ('at_least', models.PositiveSmallIntegerField(default=0, verbose_name='at least')),
                    ('at_most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most')),
                ],
                options={
                    'verbose_name': 'target of a selection',
                    'verbose_name_plural': 'targets of selections',
                    'ordering': ['training_id', 'kind', 'key'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                    ('starts_at', models.DateTimeField(verbose_name='starts at')),
                    ('ends_at', models.DateTimeField(verbose_name='ends at')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'cancelled'), ('not_held', 'not held')], default='planned', editable=False, max_length=10, verbose_name='state')),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'ordering': ['training_id', 'position'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SessionCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('counted_by', models.CharField(max_length=160, verbose_name='counted and signed by')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'head count of a session',
                    'verbose_name_plural': 'head counts of sessions',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SessionCountCell',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sex', models.CharField(max_length=12, verbose_name='sex')),
                    ('age', models.CharField(max_length=10, verbose_name='age')),
                    ('people', models.PositiveIntegerField(verbose_name='people')),
                ],
                options={
                    'verbose_name': 'cell of a head count',
                    'verbose_name_plural': 'cells of head counts',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SheetCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signed', models.JSONField(default=list)),
                    ('unlisted', models.PositiveSmallIntegerField(default=0, verbose_name='signatures of people who are not on the roster')),
                    ('checked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='checked at')),
                ],
                options={
                    'verbose_name': 'check of a sheet',
                    'verbose_name_plural': 'checks of sheets',
                    'ordering': ['sheet_id', 'checked_at', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SheetScan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pages', models.JSONField(default=list, verbose_name='pages')),
                    ('by_code', models.BooleanField(verbose_name='matched by its QR code')),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='added at')),
                ],
                options={
                    'verbose_name': 'scan of a sheet',
                    'verbose_name_plural': 'scans of sheets',
                    'ordering': ['sheet_id', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ShortForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('test', 'test before and after'), ('feedback', 'feedback'), ('follow_up', 'months later')], max_length=10, verbose_name='kind')),
                    ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                    ('name_ru', models.CharField(blank=True, max_length=120, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(blank=True, max_length=120, verbose_name='name in Kyrgyz')),
                    ('name_uz', models.CharField(blank=True, max_length=120, verbose_name='name in Uzbek')),
                    ('questions', wagtail.fields.StreamField([('part', 47)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kyrgyz', 'max_length': 300, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Russian', 'max_length': 300, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'English', 'max_length': 300, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Uzbek', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Title'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Kyrgyz', 'required': False, 'rows': 2}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'Russian', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'English', 'required': False, 'rows': 2}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'Uzbek', 'required': False, 'rows': 2}), 9: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Introduction', 'needed': False, 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Question'}), 11: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Help', 'needed': False, 'required': False}), 12: ('wagtail.blocks.IntegerBlock', (), {'label': 'Most characters', 'max_value': 500, 'min_value': 1, 'required': False}), 13: ('wagtail.blocks.BooleanBlock', (), {'label': 'Must be answered', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'Hidden in a blind review', 'required': False}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'A question with answers to choose from.', 'label': 'Only if: key of an earlier question', 'max_length': 40, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'The key of the answer; yes or no for a yes/no question.', 'label': 'Only if: the answer', 'max_length': 40, 'required': False}), 17: ('core.questions.blocks.KeyBlock', (), {}), 18: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('max_chars', 12), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 19: ('wagtail.blocks.IntegerBlock', (), {'label': 'Most characters', 'max_value': 20000, 'min_value': 50, 'required': False}), 20: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('max_chars', 19), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'At least', 'required': False}), 22: ('wagtail.blocks.IntegerBlock', (), {'label': 'At most', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('lowest', 21), ('highest', 22), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 24: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], 'label': 'Currency'}), 25: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'At most', 'max_digits': 14, 'min_value': 0, 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('currency', 24), ('highest', 25), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 27: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Text'}), 28: ('wagtail.blocks.StructBlock', [[('label', 27), ('key', 17)]], {}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Answers', 'min_num': 2}), 30: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('choices', 29), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 31: ('wagtail.blocks.IntegerBlock', (), {'label': 'At most so many', 'min_value': 1, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('choices', 29), ('most', 31), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 33: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 34: ('wagtail.blocks.DateBlock', (), {'label': 'First day', 'required': False}), 35: ('wagtail.blocks.DateBlock', (), {'label': 'Last day', 'required': False}), 36: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('first_day', 34), ('last_day', 35), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 37: ('wagtail.blocks.BooleanBlock', (), {'label': 'Only numbers', 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('label', 27), ('number', 37), ('key', 17)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Columns', 'max_num': 6, 'min_num': 1}), 40: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'Rows', 'max_value': 30, 'min_value': 1, 'required': False}), 41: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('columns', 39), ('rows', 40), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 42: ('wagtail.blocks.IntegerBlock', (), {'default': 1, 'label': 'At most so many files', 'max_value': 10, 'min_value': 1, 'required': False}), 43: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('most', 42), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 44: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Heading'}), 45: ('wagtail.blocks.StructBlock', [[('label', 44), ('help', 11), ('key', 17)]], {}), 46: ('wagtail.blocks.StreamBlock', [[('short_text', 18), ('long_text', 20), ('number', 23), ('money', 26), ('choice', 30), ('choices', 32), ('yes_no', 33), ('date', 36), ('place', 33), ('reach', 33), ('table', 41), ('file', 43), ('budget', 45)]], {'label': 'Questions'}), 47: ('wagtail.blocks.StructBlock', [[('title', 4), ('intro', 9), ('questions', 46), ('key', 17)]], {})}, help_text='At most 12, no files. In a test, ask questions with one right answer.', verbose_name='questions')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'short form',
                    'verbose_name_plural': 'short forms',
                    'ordering': ['kind', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Signatory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('post_en', models.CharField(blank=True, max_length=120, verbose_name='post in English')),
                    ('post_ru', models.CharField(blank=True, max_length=120, verbose_name='post in Russian')),
                    ('post_ky', models.CharField(blank=True, max_length=120, verbose_name='post in Kyrgyz')),
                    ('post_uz', models.CharField(blank=True, max_length=120, verbose_name='post in Uzbek')),
                ],
                options={
                    'verbose_name': 'signatory',
                    'verbose_name_plural': 'signatories',
                    'ordering': ['position'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='SignInSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(verbose_name='day')),
                    ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                    ('pages', models.PositiveSmallIntegerField(verbose_name='pages')),
                    ('people', models.PositiveSmallIntegerField(verbose_name='people')),
                    ('rows', models.JSONField(default=list, editable=False)),
                    ('printed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='printed at')),
                    ('kept_office', models.CharField(blank=True, max_length=120, verbose_name='office')),
                    ('kept_binder', models.CharField(blank=True, max_length=60, verbose_name='binder')),
                    ('kept_number', models.CharField(blank=True, max_length=40, verbose_name='number in the binder')),
                ],
                options={
                    'verbose_name': 'sign-in sheet',
                    'verbose_name_plural': 'sign-in sheets',
                    'ordering': ['training_id', 'day', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Training',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(editable=False, max_length=40, unique=True, verbose_name='number')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short address')),
                    ('internal_title', models.CharField(help_text='Only the office sees it.', max_length=160, verbose_name='internal title')),
                    ('public_title_en', models.CharField(blank=True, max_length=160, verbose_name='public title in English')),
                    ('public_title_ru', models.CharField(blank=True, max_length=160, verbose_name='public title in Russian')),
                    ('public_title_ky', models.CharField(blank=True, max_length=160, verbose_name='public title in Kyrgyz')),
                    ('public_title_uz', models.CharField(blank=True, max_length=160, verbose_name='public title in Uzbek')),
                    ('theme', models.CharField(blank=True, choices=[('street_harassment', 'street harassment'), ('early_marriage', 'early marriage'), ('girls_education', "girls' education"), ('bride_kidnapping', 'bride kidnapping'), ('domestic_violence', 'domestic violence'), ('school_bullying', 'school bullying'), ('stigma', 'stigma'), ('child_neglect', 'child neglect'), ('violent_extremism', 'violent extremism'), ('mental_health', 'mental health'), ('border_disputes', 'border disputes over water and land'), ('road_safety', 'road safety'), ('sdg16', 'peace and justice (SDG16+)'), ('other', 'another theme')], help_text='Only the office sees it.', max_length=24, verbose_name='theme')),
                    ('first_day', models.DateField(verbose_name='first day')),
                    ('last_day', models.DateField(verbose_name='last day')),
                    ('venue', models.CharField(blank=True, max_length=160, verbose_name='venue')),
                    ('capacity', models.PositiveSmallIntegerField(verbose_name='places')),
                    ('contact_hours', models.PositiveSmallIntegerField(verbose_name='contact hours')),
                    ('attendance_rule_percent', models.PositiveSmallIntegerField(default=80, verbose_name='sessions needed for a certificate, per cent')),
                    ('certificate_languages', models.CharField(choices=[('ky-ru', 'кыргызча, русский'), ('ky-en', 'кыргызча, English'), ('ru-en', 'русский, English'), ('uz-ru', 'oʻzbekcha, русский'), ('ky-uz', 'кыргызча, oʻzbekcha'), ('ky-uz-Cyrl', 'кыргызча, ўзбекча'), ('ru-ky', 'русский, кыргызча'), ('ru-uz', 'русский, oʻzbekcha'), ('ru-uz-Cyrl', 'русский, ўзбекча'), ('en-ky', 'English, кыргызча'), ('en-ru', 'English, русский'), ('en-uz', 'English, oʻzbekcha'), ('en-uz-Cyrl', 'English, ўзбекча'), ('uz-ky', 'oʻzbekcha, кыргызча'), ('uz-en', 'oʻzbekcha, English'), ('uz-uz-Cyrl', 'oʻzbekcha, ўзбекча'), ('uz-Cyrl-ky', 'ўзбекча, кыргызча'), ('uz-Cyrl-ru', 'ўзбекча, русский'), ('uz-Cyrl-en', 'ўзбекча, English'), ('uz-Cyrl-uz', 'ўзбекча, oʻzbekcha'), ('ky', 'кыргызча'), ('ru', 'русский'), ('en', 'English'), ('uz', 'oʻzbekcha'), ('uz-Cyrl', 'ўзбекча')], default='ky-ru', max_length=16, verbose_name='languages of the certificate')),
                    ('sheet_language', models.CharField(choices=[('ky', 'кыргызча'), ('ru', 'русский'), ('en', 'English'), ('uz', 'oʻzbekcha'), ('uz-Cyrl', 'ўзбекча')], default='ky', max_length=7, verbose_name='language of the sign-in sheet')),
                    ('with_logos', models.BooleanField(default=True, help_text="Untick where a donor's logo would put people at risk.", verbose_name='logos and funding statement')),
                    ('sheet_with_village', models.BooleanField(default=True, verbose_name='village or institution on the sign-in sheet')),
                    ('sheet_with_phone', models.BooleanField(default=False, verbose_name='phone column on the sign-in sheet')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'training',
                    'verbose_name_plural': 'trainings',
                    'ordering': ['-first_day', 'number'],
                    'permissions': [('lead_training', 'Lead the training as a trainer')],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='TrainingCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short address')),
                    ('title_en', models.CharField(blank=True, max_length=160, verbose_name='title in English')),
                    ('title_ru', models.CharField(blank=True, max_length=160, verbose_name='title in Russian')),
                    ('title_ky', models.CharField(blank=True, max_length=160, verbose_name='title in Kyrgyz')),
                    ('title_uz', models.CharField(blank=True, max_length=160, verbose_name='title in Uzbek')),
                    ('first_day', models.DateField(verbose_name='first day of the training')),
                    ('last_day', models.DateField(verbose_name='last day of the training')),
                    ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age from')),
                    ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age to')),
                    ('places', models.PositiveSmallIntegerField(verbose_name='places')),
                    ('closes_at', models.DateTimeField(verbose_name='closes at')),
                    ('time_zone', models.CharField(choices=[('Asia/Bishkek', 'Bishkek time')], default='Asia/Bishkek', max_length=40, verbose_name='time zone')),
                    ('questions', wagtail.fields.StreamField([('part', 47)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kyrgyz', 'max_length': 300, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Russian', 'max_length': 300, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'English', 'max_length': 300, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Uzbek', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Title'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Kyrgyz', 'required': False, 'rows': 2}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'Russian', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'English', 'required': False, 'rows': 2}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'Uzbek', 'required': False, 'rows': 2}), 9: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Introduction', 'needed': False, 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Question'}), 11: ('wagtail.blocks.StructBlock', [[('ky', 5), ('ru', 6), ('en', 7), ('uz', 8)]], {'label': 'Help', 'needed': False, 'required': False}), 12: ('wagtail.blocks.IntegerBlock', (), {'label': 'Most characters', 'max_value': 500, 'min_value': 1, 'required': False}), 13: ('wagtail.blocks.BooleanBlock', (), {'label': 'Must be answered', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'Hidden in a blind review', 'required': False}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'A question with answers to choose from.', 'label': 'Only if: key of an earlier question', 'max_length': 40, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'The key of the answer; yes or no for a yes/no question.', 'label': 'Only if: the answer', 'max_length': 40, 'required': False}), 17: ('core.questions.blocks.KeyBlock', (), {}), 18: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('max_chars', 12), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 19: ('wagtail.blocks.IntegerBlock', (), {'label': 'Most characters', 'max_value': 20000, 'min_value': 50, 'required': False}), 20: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('max_chars', 19), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'At least', 'required': False}), 22: ('wagtail.blocks.IntegerBlock', (), {'label': 'At most', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('lowest', 21), ('highest', 22), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 24: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], 'label': 'Currency'}), 25: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'At most', 'max_digits': 14, 'min_value': 0, 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('currency', 24), ('highest', 25), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 27: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Text'}), 28: ('wagtail.blocks.StructBlock', [[('label', 27), ('key', 17)]], {}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Answers', 'min_num': 2}), 30: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('choices', 29), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 31: ('wagtail.blocks.IntegerBlock', (), {'label': 'At most so many', 'min_value': 1, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('choices', 29), ('most', 31), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 33: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 34: ('wagtail.blocks.DateBlock', (), {'label': 'First day', 'required': False}), 35: ('wagtail.blocks.DateBlock', (), {'label': 'Last day', 'required': False}), 36: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('first_day', 34), ('last_day', 35), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 37: ('wagtail.blocks.BooleanBlock', (), {'label': 'Only numbers', 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('label', 27), ('number', 37), ('key', 17)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Columns', 'max_num': 6, 'min_num': 1}), 40: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'Rows', 'max_value': 30, 'min_value': 1, 'required': False}), 41: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('columns', 39), ('rows', 40), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 42: ('wagtail.blocks.IntegerBlock', (), {'default': 1, 'label': 'At most so many files', 'max_value': 10, 'min_value': 1, 'required': False}), 43: ('wagtail.blocks.StructBlock', [[('label', 10), ('help', 11), ('most', 42), ('required', 13), ('blind', 14), ('only_if_key', 15), ('only_if_answer', 16), ('key', 17)]], {}), 44: ('wagtail.blocks.StructBlock', [[('ky', 0), ('ru', 1), ('en', 2), ('uz', 3)]], {'label': 'Heading'}), 45: ('wagtail.blocks.StructBlock', [[('label', 44), ('help', 11), ('key', 17)]], {}), 46: ('wagtail.blocks.StreamBlock', [[('short_text', 18), ('long_text', 20), ('number', 23), ('money', 26), ('choice', 30), ('choices', 32), ('yes_no', 33), ('date', 36), ('place', 33), ('reach', 33), ('table', 41), ('file', 43), ('budget', 45)]], {'label': 'Questions'}), 47: ('wagtail.blocks.StructBlock', [[('title', 4), ('intro', 9), ('questions', 46), ('key', 17)]], {})}, help_text='Asked once for each person who is nominated. At most 8 when somebody under 18 may be nominated.', verbose_name='questions')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'training call',
                    'verbose_name_plural': 'training calls',
                    'ordering': ['-closes_at'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='TrainingCallIndexPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', models.TextField(blank=True, help_text='Two or three sentences under the title.', max_length=600, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'list of training calls',
                    'verbose_name_plural': 'lists of training calls',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='TrainingCallPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', models.TextField(blank=True, help_text='Two or three sentences under the title.', max_length=600, verbose_name='introduction')),
                    ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('picture', 6), ('note', 10), ('quote', 13), ('facts', 17), ('steps', 20), ('document', 21)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'section'), ('3', 'part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'Text', 'template': 'components/blocks/text.html'}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 200, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'to know'), ('ok', 'good news'), ('warn', 'take care')], 'label': 'Kind'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'rows': 3}), 10: ('wagtail.blocks.StructBlock', [[('tone', 7), ('title', 8), ('text', 9)]], {}), 11: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'rows': 3}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Said by', 'max_length': 120, 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 11), ('by', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 80}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Value', 'max_length': 200}), 16: ('wagtail.blocks.StructBlock', [[('name', 14), ('value', 15)]], {}), 17: ('core.blocks.FactsBlock', (16,), {}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 19: ('wagtail.blocks.StructBlock', [[('title', 18), ('text', 9)]], {}), 20: ('core.blocks.StepsBlock', (19,), {}), 21: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document', 'template': 'components/blocks/document.html'})}, verbose_name='text')),
                ],
                options={
                    'verbose_name': 'page of a training call',
                    'verbose_name_plural': 'pages of training calls',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='TrainingForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('before', 'test before'), ('after', 'test after'), ('feedback', 'feedback')], max_length=10, verbose_name='kind')),
                    ('code', models.CharField(editable=False, max_length=8, unique=True, verbose_name='code')),
                    ('right', models.JSONField(default=dict, editable=False, verbose_name='right answers')),
                    ('is_open', models.BooleanField(default=False, editable=False, verbose_name='open')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'form of a training',
                    'verbose_name_plural': 'forms of trainings',
                    'ordering': ['training_id', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='TrainingFunding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('share_bp', models.PositiveIntegerField(verbose_name='share in hundredths of a per cent')),
                ],
                options={
                    'verbose_name': 'funding of a training',
                    'verbose_name_plural': 'funding of trainings',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='TrainingGroupObjectPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TrainingPhoto',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shows_people', models.BooleanField(verbose_name='somebody can be recognised')),
                    ('unknown_people', models.BooleanField(default=False, verbose_name='somebody on it is not in the records')),
                    ('caption', models.CharField(blank=True, max_length=240, verbose_name='caption')),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'photo of a training',
                    'verbose_name_plural': 'photos of trainings',
                    'ordering': ['training_id', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='TrainingSeries',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short address')),
                    ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name in English')),
                    ('name_ru', models.CharField(blank=True, max_length=160, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(blank=True, max_length=160, verbose_name='name in Kyrgyz')),
                    ('name_uz', models.CharField(blank=True, max_length=160, verbose_name='name in Uzbek')),
                    ('first_day', models.DateField(verbose_name='first day')),
                    ('last_day', models.DateField(verbose_name='last day')),
                ],
                options={
                    'verbose_name': 'series of trainings',
                    'verbose_name_plural': 'series of trainings',
                    'ordering': ['-first_day', 'slug'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='TrainingUserObjectPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TravelAmount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                ],
                options={
                    'verbose_name': 'travel of one person',
                    'verbose_name_plural': 'travel of people',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ActivityType',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=24, unique=True, verbose_name='short code')),
                    ('name_en', models.CharField(max_length=120, verbose_name='name in English')),
                    ('name_ru', models.CharField(max_length=120, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(max_length=120, verbose_name='name in Kyrgyz')),
                    ('name_uz', models.CharField(max_length=120, verbose_name='name in Uzbek')),
                    ('counting', models.CharField(choices=[('rostered', 'by a list of names with signatures'), ('counted', 'by signed head counts'), ('remote', 'by a list of names, at a distance')], default='rostered', max_length=8, verbose_name='how people are counted')),
                    ('certificates', models.BooleanField(default=True, verbose_name='gives certificates')),
                    ('overnight', models.BooleanField(default=False, help_text='Travel and stay then need a consent of their own.', verbose_name='people travel and stay overnight')),
                    ('risk_form', models.BooleanField(default=False, verbose_name='needs a risk form when minors come')),
                    ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place')),
                    ('active', models.BooleanField(default=True, help_text='Untick to retire it: nothing new can be of this type.', verbose_name='in use')),
                ],
                options={
                    'verbose_name': 'type of activity',
                    'verbose_name_plural': 'types of activities',
                    'ordering': ['position', 'code'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('counting', 'counted'), _negated=True), ('certificates', False), _connector='OR'), name='trainings_counted_without_certificates', violation_error_message='Where heads are counted nobody is known by name: no certificates.')],
                },
            ),
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                    ('facts', models.TextField(blank=True, verbose_name='facts')),
                    ('facts_sha256', models.CharField(max_length=64)),
                    ('template_version', models.CharField(max_length=20)),
                    ('languages', models.CharField(choices=[('ky-ru', 'кыргызча, русский'), ('ky-en', 'кыргызча, English'), ('ru-en', 'русский, English'), ('uz-ru', 'oʻzbekcha, русский'), ('ky-uz', 'кыргызча, oʻzbekcha'), ('ky-uz-Cyrl', 'кыргызча, ўзбекча'), ('ru-ky', 'русский, кыргызча'), ('ru-uz', 'русский, oʻzbekcha'), ('ru-uz-Cyrl', 'русский, ўзбекча'), ('en-ky', 'English, кыргызча'), ('en-ru', 'English, русский'), ('en-uz', 'English, oʻzbekcha'), ('en-uz-Cyrl', 'English, ўзбекча'), ('uz-ky', 'oʻzbekcha, кыргызча'), ('uz-en', 'oʻzbekcha, English'), ('uz-uz-Cyrl', 'oʻzbekcha, ўзбекча'), ('uz-Cyrl-ky', 'ўзбекча, кыргызча'), ('uz-Cyrl-ru', 'ўзбекча, русский'), ('uz-Cyrl-en', 'ўзбекча, English'), ('uz-Cyrl-uz', 'ўзбекча, oʻzbekcha'), ('ky', 'кыргызча'), ('ru', 'русский'), ('en', 'English'), ('uz', 'oʻzbekcha'), ('uz-Cyrl', 'ўзбекча')], max_length=16, verbose_name='languages')),
                    ('state', models.CharField(choices=[('valid', 'valid'), ('provisional', 'not yet confirmed'), ('replaced', 'replaced'), ('revoked', 'revoked'), ('void', 'void')], max_length=12, verbose_name='state')),
                    ('reason', models.CharField(blank=True, help_text='Why it was given to somebody who does not meet the rule.', max_length=300, verbose_name='reason')),
                    ('file_sha256', models.CharField(blank=True, max_length=64)),
                    ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='issued at')),
                    ('paper_back_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='paper taken out of the pile at')),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile')),
                    ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                    ('paper_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='trainings.certificate', verbose_name='replaces')),
                ],
                options={
                    'verbose_name': 'certificate',
                    'verbose_name_plural': 'certificates',
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CertificateLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('salt', models.UUIDField(default=uuid.uuid4, editable=False)),
                    ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('channel', models.CharField(choices=[('email', 'e-mail'), ('tell', 'tell them'), ('hand', 'given by staff')], max_length=5, verbose_name='how it was given')),
                    ('expires_at', models.DateTimeField(verbose_name='valid until')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('opened_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='first opened at')),
                    ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='trainings.certificate', verbose_name='certificate')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'link to a certificate',
                    'verbose_name_plural': 'links to certificates',
                    'ordering': ['-pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CertificateTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='Only the office sees it.', max_length=80, verbose_name='name')),
                    ('active', models.BooleanField(default=True, verbose_name='in use')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificate_templates', to='programme.organisation', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'wording of certificates',
                    'verbose_name_plural': 'wordings of certificates',
                    'ordering': ['name', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='CertificateTemplateVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('texts', models.JSONField(default=dict, verbose_name='texts')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='trainings.certificatetemplate', verbose_name='wording')),
                ],
                options={
                    'verbose_name': 'version of a wording',
                    'verbose_name_plural': 'versions of wordings',
                    'ordering': ['template', 'number'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ChatReading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_day', models.DateField(verbose_name='first day')),
                    ('last_day', models.DateField(verbose_name='last day')),
                    ('messages', models.PositiveIntegerField(verbose_name='messages')),
                    ('senders', models.PositiveIntegerField(verbose_name='senders')),
                    ('read_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='read at')),
                    ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                ],
                options={
                    'verbose_name': 'exported chat that was read',
                    'verbose_name_plural': 'exported chats that were read',
                    'ordering': ['training_id', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.AddField(
                model_name='collector',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youth_groups.person', verbose_name='child'),
            ),
            migrations.AddField(
                model_name='collector',
                name='written_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='followupcontact',
                name='asked_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
            ),
            migrations.AddField(
                model_name='followupround',
                name='form_version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.formversion'),
            ),
            migrations.AddField(
                model_name='followupround',
                name='planned_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='followupcontact',
                name='round',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='trainings.followupround', verbose_name='follow-up round'),
            ),
            migrations.AddField(
                model_name='formanswer',
                name='typed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.CreateModel(
                name='HeldRoster',
                fields=[
                    ('roster_import', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='held', serialize=False, to='trainings.rosterimport')),
                    ('content', core.encrypted.EncryptedTextField()),
                    ('held_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'uploaded list',
                    'verbose_name_plural': 'uploaded lists',
                    'default_permissions': (),
                },
            ),
            migrations.AddField(
                model_name='rosterimport',
                name='created_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='rosterimport',
                name='job',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job'),
            ),
            migrations.AddField(
                model_name='rosterimport',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_imports', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='importpair',
                name='decided_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='importpair',
                name='person',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='youth_groups.person'),
            ),
            migrations.AddField(
                model_name='importpair',
                name='roster_import',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='trainings.rosterimport'),
            ),
            migrations.AddField(
                model_name='importrow',
                name='person',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='youth_groups.person'),
            ),
            migrations.AddField(
                model_name='importrow',
                name='roster_import',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='trainings.rosterimport'),
            ),
            migrations.AddField(
                model_name='importpair',
                name='other',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trainings.importrow'),
            ),
            migrations.AddField(
                model_name='importpair',
                name='row',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trainings.importrow'),
            ),
            migrations.AddField(
                model_name='knownheading',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programme.organisation'),
            ),
            migrations.AddField(
                model_name='mark',
                name='by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
            ),
            migrations.AddField(
                model_name='nomination',
                name='created_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='nomination',
                name='form_version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.formversion'),
            ),
            migrations.AddField(
                model_name='nomination',
                name='group',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='youth_groups.group', verbose_name='group'),
            ),
            migrations.AddField(
                model_name='nomination',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='youth_groups.person', verbose_name='person'),
            ),
            migrations.AddField(
                model_name='participation',
                name='confirmed_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='participation',
                name='created_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='participation',
                name='nomination',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participation', to='trainings.nomination', verbose_name='nomination'),
            ),
            migrations.AddField(
                model_name='participation',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='youth_groups.person', verbose_name='person'),
            ),
            migrations.AddField(
                model_name='mark',
                name='participation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='trainings.participation', verbose_name='place on the roster'),
            ),
            migrations.AddField(
                model_name='followupcontact',
                name='participation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='trainings.participation', verbose_name='place on the roster'),
            ),
            migrations.AddField(
                model_name='chatsender',
                name='participation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='chat_senders', to='trainings.participation', verbose_name='place on the roster'),
            ),
            migrations.AddField(
                model_name='certificate',
                name='participation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='trainings.participation', verbose_name='place on the roster'),
            ),
            migrations.AddField(
                model_name='paymentsheet',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
            ),
            migrations.AddField(
                model_name='paymentsheet',
                name='line',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.budgetline', verbose_name='budget line'),
            ),
            migrations.AddField(
                model_name='paymentsheet',
                name='printed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='printed by'),
            ),
            migrations.AddField(
                model_name='paymentterms',
                name='line',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.budgetline', verbose_name='budget line'),
            ),
            migrations.AddField(
                model_name='paymentterms',
                name='set_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='answered_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='asked_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='instead_of',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passed_to', to='trainings.placeoffer'),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='nomination',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='trainings.nomination', verbose_name='nomination'),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='participation',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='offers', to='trainings.participation', verbose_name='place on the roster'),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='place_offers', to='youth_groups.person', verbose_name='person'),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='told_by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='riskform',
                name='opened_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='riskform',
                name='written_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='selectionprotocol',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='file'),
            ),
            migrations.AddField(
                model_name='selectionprotocol',
                name='made_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='mark',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='trainings.session', verbose_name='session'),
            ),
            migrations.AddField(
                model_name='sessioncount',
                name='session',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='head_count', to='trainings.session', verbose_name='session'),
            ),
            migrations.AddField(
                model_name='sessioncount',
                name='sheet',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='signed sheet'),
            ),
            migrations.AddField(
                model_name='sessioncount',
                name='written_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='sessioncountcell',
                name='count',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='trainings.sessioncount'),
            ),
            migrations.AddField(
                model_name='sheetcheck',
                name='checked_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by'),
            ),
            migrations.AddField(
                model_name='sheetscan',
                name='added_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
            ),
            migrations.AddField(
                model_name='sheetscan',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='file'),
            ),
            migrations.AddField(
                model_name='shortform',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='short_forms', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='signatory',
                name='image',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile', verbose_name='signature'),
            ),
            migrations.AddField(
                model_name='signinsheet',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
            ),
            migrations.AddField(
                model_name='signinsheet',
                name='printed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='printed by'),
            ),
            migrations.AddField(
                model_name='signinsheet',
                name='session',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sheets', to='trainings.session', verbose_name='session'),
            ),
            migrations.AddField(
                model_name='sheetscan',
                name='sheet',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='trainings.signinsheet', verbose_name='sign-in sheet'),
            ),
            migrations.AddField(
                model_name='sheetcheck',
                name='sheet',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='trainings.signinsheet', verbose_name='sign-in sheet'),
            ),
            migrations.AddField(
                model_name='training',
                name='activity_type',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='trainings.activitytype', to_field='code', verbose_name='type'),
            ),
            migrations.AddField(
                model_name='training',
                name='certificate_template',
                field=models.ForeignKey(blank=True, help_text='Empty: the standard wording.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='trainings.certificatetemplate', verbose_name='wording of the certificate'),
            ),
            migrations.AddField(
                model_name='training',
                name='locality',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='programme.locality', verbose_name='village or town'),
            ),
            migrations.AddField(
                model_name='training',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='signinsheet',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='signatory',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='session',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='selectiontarget',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='selectionprotocol',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protocols', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='rosterimport',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_imports', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='riskform',
                name='training',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='risk_form', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='placeoffer',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='paymentterms',
                name='training',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment_terms', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='paymentsheet',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_sheets', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='participation',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='nomination',
                name='training',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='followupround',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='confirmationterms',
                name='training',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='confirmation', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='collector',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collectors', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='chatsender',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chat_senders', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='chatreading',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chat_readings', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='certificate',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='trainingcall',
                name='activity_type',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='trainings.activitytype', to_field='code', verbose_name='type'),
            ),
            migrations.AddField(
                model_name='trainingcall',
                name='form_version',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.formversion'),
            ),
            migrations.AddField(
                model_name='trainingcall',
                name='locality',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='training_calls', to='programme.locality', verbose_name='village or town'),
            ),
            migrations.AddField(
                model_name='trainingcall',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_calls', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='training',
                name='call',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='trainings.trainingcall', verbose_name='training call'),
            ),
            migrations.AddField(
                model_name='nomination',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='trainings.trainingcall', verbose_name='training call'),
            ),
            migrations.AddField(
                model_name='trainingcallindexpage',
                name='search_image',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.asharimage', verbose_name='picture for messengers'),
            ),
            migrations.AddField(
                model_name='trainingcallpage',
                name='call',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='trainings.trainingcall', verbose_name='training call'),
            ),
            migrations.AddField(
                model_name='trainingcallpage',
                name='search_image',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.asharimage', verbose_name='picture for messengers'),
            ),
            migrations.AddField(
                model_name='trainingform',
                name='form_version',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.formversion'),
            ),
            migrations.AddField(
                model_name='trainingform',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='short_forms', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='formanswer',
                name='form',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='trainings.trainingform', verbose_name='form'),
            ),
            migrations.AddField(
                model_name='trainingfunding',
                name='agreement',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings_funded', to='programme.agreement', verbose_name='agreement'),
            ),
            migrations.AddField(
                model_name='trainingfunding',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funding', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='traininggroupobjectpermission',
                name='content_object',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='trainings.training'),
            ),
            migrations.AddField(
                model_name='traininggroupobjectpermission',
                name='group',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group'),
            ),
            migrations.AddField(
                model_name='traininggroupobjectpermission',
                name='permission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission'),
            ),
            migrations.AddField(
                model_name='trainingphoto',
                name='added_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='trainingphoto',
                name='file',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='photo'),
            ),
            migrations.AddField(
                model_name='trainingphoto',
                name='people',
                field=models.ManyToManyField(blank=True, related_name='training_photos', to='youth_groups.person', verbose_name='who is on it'),
            ),
            migrations.AddField(
                model_name='trainingphoto',
                name='training',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='trainings.training', verbose_name='training'),
            ),
            migrations.AddField(
                model_name='trainingseries',
                name='organisation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_series', to='programme.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='training',
                name='series',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='trainings.trainingseries', verbose_name='series of trainings'),
            ),
            migrations.AddField(
                model_name='traininguserobjectpermission',
                name='content_object',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='trainings.training'),
            ),
            migrations.AddField(
                model_name='traininguserobjectpermission',
                name='permission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission'),
            ),
            migrations.AddField(
                model_name='traininguserobjectpermission',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='travelamount',
                name='participation',
                field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='travel_amount', to='trainings.participation', verbose_name='place on the roster'),
            ),
            migrations.AddConstraint(
                model_name='certificatelink',
                constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='trainings_link_expires'),
            ),
            migrations.AddConstraint(
                model_name='certificatetemplate',
                constraint=models.UniqueConstraint(fields=('organisation', 'name'), name='trainings_template_name', violation_error_message='There is a wording with this name already.'),
            ),
            migrations.AddConstraint(
                model_name='certificatetemplateversion',
                constraint=models.UniqueConstraint(fields=('template', 'number'), name='trainings_template_version_once'),
            ),
            migrations.AddConstraint(
                model_name='importrow',
                constraint=models.UniqueConstraint(fields=('roster_import', 'position'), name='trainings_import_row_place'),
            ),
            migrations.AddConstraint(
                model_name='importpair',
                constraint=models.CheckConstraint(condition=models.Q(('other__isnull', False), ('person__isnull', False), _connector='XOR'), name='trainings_import_pair_has_one_other'),
            ),
            migrations.AddConstraint(
                model_name='knownheading',
                constraint=models.UniqueConstraint(fields=('organisation', 'sender', 'heading'), name='trainings_known_heading_once'),
            ),
            migrations.AddConstraint(
                model_name='followupcontact',
                constraint=models.UniqueConstraint(fields=('round', 'participation'), name='trainings_followed_up_once'),
            ),
            migrations.AddConstraint(
                model_name='followupcontact',
                constraint=models.CheckConstraint(condition=models.Q(('outcome', 'answered'), ('answers', {}), _connector='OR'), name='trainings_follow_up_answers'),
            ),
            migrations.AddIndex(
                model_name='mark',
                index=models.Index(fields=['session', 'participation', 'marked_at'], name='trainings_mark_latest'),
            ),
            migrations.AddConstraint(
                model_name='sessioncount',
                constraint=models.CheckConstraint(condition=models.Q(('counted_by', ''), _negated=True), name='trainings_count_signed'),
            ),
            migrations.AddConstraint(
                model_name='sessioncountcell',
                constraint=models.UniqueConstraint(fields=('count', 'sex', 'age'), name='trainings_count_cell_once'),
            ),
            migrations.AddConstraint(
                model_name='shortform',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('name_en', ''), _negated=True), models.Q(('name_ru', ''), _negated=True), models.Q(('name_ky', ''), _negated=True), models.Q(('name_uz', ''), _negated=True), _connector='OR'), name='trainings_short_form_has_a_name', violation_error_message='Give the name in one language at least.'),
            ),
            migrations.AddConstraint(
                model_name='signatory',
                constraint=models.UniqueConstraint(fields=('training', 'position'), name='trainings_signatory_place'),
            ),
            migrations.AddConstraint(
                model_name='signatory',
                constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 3)), name='trainings_signatory_at_most_three'),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.UniqueConstraint(fields=('training', 'position'), name='trainings_session_place'),
            ),
            migrations.AddConstraint(
                model_name='session',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='trainings_session_times'),
            ),
            migrations.AddConstraint(
                model_name='selectiontarget',
                constraint=models.UniqueConstraint(fields=('training', 'kind', 'key'), name='trainings_target_once'),
            ),
            migrations.AddConstraint(
                model_name='selectiontarget',
                constraint=models.CheckConstraint(condition=models.Q(('at_most__isnull', True), ('at_most__gte', models.F('at_least')), _connector='OR'), name='trainings_target_least_and_most', violation_error_message='The most is fewer than the least.'),
            ),
            migrations.AddConstraint(
                model_name='selectiontarget',
                constraint=models.CheckConstraint(condition=models.Q(('at_least__gte', 1), ('at_most__isnull', False), _connector='OR'), name='trainings_target_says_something'),
            ),
            migrations.AddConstraint(
                model_name='selectiontarget',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), ('kind__in', ('province', 'group', 'school')), _connector='OR'), name='trainings_target_of_each'),
            ),
            migrations.AddConstraint(
                model_name='selectionprotocol',
                constraint=models.UniqueConstraint(fields=('training', 'number'), name='trainings_protocol_number_once'),
            ),
            migrations.AddConstraint(
                model_name='riskform',
                constraint=models.CheckConstraint(condition=models.Q(('women__gte', 1), ('men__gte', 1)), name='trainings_risk_women_and_men'),
            ),
            migrations.AddConstraint(
                model_name='riskform',
                constraint=models.CheckConstraint(condition=models.Q(('children_per_adult__gte', 1)), name='trainings_risk_ratio'),
            ),
            migrations.AddIndex(
                model_name='placeoffer',
                index=models.Index(fields=['state', 'answer_by'], name='trainings_offer_due'),
            ),
            migrations.AddConstraint(
                model_name='placeoffer',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'comes', 'confirmed'])), fields=('participation',), name='trainings_offer_one_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='placeoffer',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'asked'), ('state__in', ['lapsed', 'closed']), ('answered_at__isnull', False), _connector='OR'), name='trainings_offer_answered_at'),
            ),
            migrations.AddConstraint(
                model_name='paymentterms',
                constraint=models.CheckConstraint(condition=models.Q(('per_day_minor__gte', 0), ('travel_minor__gte', 0)), name='trainings_payment_not_negative'),
            ),
            migrations.AddConstraint(
                model_name='paymentsheet',
                constraint=models.CheckConstraint(condition=models.Q(('total_minor__gte', 0)), name='trainings_payment_sheet_total'),
            ),
            migrations.AddIndex(
                model_name='participation',
                index=models.Index(fields=['training', 'person'], name='trainings_roster_person'),
            ),
            migrations.AddConstraint(
                model_name='followupround',
                constraint=models.UniqueConstraint(fields=('training', 'months'), name='trainings_follow_up_once'),
            ),
            migrations.AddConstraint(
                model_name='followupround',
                constraint=models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 60)), name='trainings_follow_up_months'),
            ),
            migrations.AddConstraint(
                model_name='confirmationterms',
                constraint=models.CheckConstraint(condition=models.Q(('move_up_hours__gte', 2), ('move_up_hours__lte', 336)), name='trainings_terms_hours'),
            ),
            migrations.AddConstraint(
                model_name='collector',
                constraint=models.UniqueConstraint(fields=('training', 'person'), name='trainings_collector_once'),
            ),
            migrations.AddConstraint(
                model_name='chatsender',
                constraint=models.UniqueConstraint(fields=('training', 'digest'), name='trainings_chat_sender_once'),
            ),
            migrations.AddConstraint(
                model_name='chatsender',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'place'), ('participation__isnull', False)), models.Q(models.Q(('decision', 'place'), _negated=True), ('participation__isnull', True)), _connector='OR'), name='trainings_chat_sender_place'),
            ),
            migrations.AddConstraint(
                model_name='certificate',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['valid', 'provisional'])), fields=('participation',), name='trainings_one_certificate_in_force'),
            ),
            migrations.AddConstraint(
                model_name='trainingcall',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('title_en', ''), _negated=True), models.Q(('title_ru', ''), _negated=True), models.Q(('title_ky', ''), _negated=True), models.Q(('title_uz', ''), _negated=True), _connector='OR'), name='trainings_call_has_a_title', violation_error_message='Give the title in one language at least.'),
            ),
            migrations.AddConstraint(
                model_name='trainingcall',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='trainings_call_days', violation_error_message='The last day is before the first.'),
            ),
            migrations.AddConstraint(
                model_name='trainingcall',
                constraint=models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='trainings_call_places', violation_error_message='There is at least one place.'),
            ),
            migrations.AddConstraint(
                model_name='trainingcall',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('form_version__isnull', False), _connector='OR'), name='trainings_call_published_has_questions'),
            ),
            migrations.AddConstraint(
                model_name='nomination',
                constraint=models.UniqueConstraint(fields=('call', 'person'), name='trainings_nominated_once'),
            ),
            migrations.AddConstraint(
                model_name='nomination',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'selected'), _negated=True), ('training__isnull', False), _connector='OR'), name='trainings_selected_for_a_training'),
            ),
            migrations.AddConstraint(
                model_name='nomination',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['selected', 'waiting', 'not_selected']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='trainings_decision_has_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='nomination',
                constraint=models.CheckConstraint(condition=models.Q(('paper_day__isnull', False), models.Q(('late_reason', ''), ('paper_by', '')), _connector='OR'), name='trainings_nomination_paper_has_a_day'),
            ),
            migrations.AddConstraint(
                model_name='nomination',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('call', 'line_place'), name='trainings_nomination_line_place_once'),
            ),
            migrations.AddConstraint(
                model_name='trainingform',
                constraint=models.UniqueConstraint(fields=('training', 'kind'), name='trainings_form_once'),
            ),
            migrations.AddConstraint(
                model_name='formanswer',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'paper'), ('typed_by__isnull', False)), models.Q(('how', 'phone'), ('typed_by__isnull', True)), _connector='OR'), name='trainings_answer_typed_by'),
            ),
            migrations.AddConstraint(
                model_name='trainingfunding',
                constraint=models.UniqueConstraint(fields=('training', 'agreement'), name='trainings_funding_once'),
            ),
            migrations.AddConstraint(
                model_name='trainingfunding',
                constraint=models.CheckConstraint(condition=models.Q(('share_bp__gte', 1), ('share_bp__lte', 10000)), name='trainings_funding_share'),
            ),
            migrations.AlterUniqueTogether(
                name='traininggroupobjectpermission',
                unique_together={('group', 'permission', 'content_object')},
            ),
            migrations.AddConstraint(
                model_name='trainingseries',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='trainings_series_days', violation_error_message='The last day is before the first.'),
            ),
            migrations.AddConstraint(
                model_name='trainingseries',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('name_en', ''), _negated=True), models.Q(('name_ru', ''), _negated=True), models.Q(('name_ky', ''), _negated=True), models.Q(('name_uz', ''), _negated=True), _connector='OR'), name='trainings_series_has_a_name', violation_error_message='Give the name in one language at least.'),
            ),
            migrations.AddConstraint(
                model_name='training',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='trainings_training_days', violation_error_message='The last day is before the first.'),
            ),
            migrations.AddConstraint(
                model_name='training',
                constraint=models.CheckConstraint(condition=models.Q(('attendance_rule_percent__gte', 1), ('attendance_rule_percent__lte', 100)), name='trainings_training_rule', violation_error_message='The rule is between 1 and 100 per cent.'),
            ),
            migrations.AddConstraint(
                model_name='training',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_title_en', ''), _negated=True), models.Q(('public_title_ru', ''), _negated=True), models.Q(('public_title_ky', ''), _negated=True), models.Q(('public_title_uz', ''), _negated=True), _connector='OR'), name='trainings_training_has_a_public_title', violation_error_message='Give the public title in one language at least.'),
            ),
            migrations.AddConstraint(
                model_name='training',
                constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='trainings_training_capacity', violation_error_message='There is at least one place.'),
            ),
            migrations.AlterUniqueTogether(
                name='traininguserobjectpermission',
                unique_together={('user', 'permission', 'content_object')},
            ),
            migrations.AddConstraint(
                model_name='travelamount',
                constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gte', 0)), name='trainings_travel_not_negative'),
            ),
        ]),
    ]
