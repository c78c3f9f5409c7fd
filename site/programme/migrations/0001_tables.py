"""All tables of this app as they stood on 22 November 2026; a database that took the steps up to then stays as it is."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from core.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('programme', '0001_initial'),
        ('programme', '0002_localities'),
        ('programme', '0003_deputies'),
        ('programme', '0004_readers_of_agreements'),
        ('programme', '0005_donor_logos'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('core', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Donor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=30, unique=True, verbose_name='short code')),
                    ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                    ('name_ru', models.CharField(max_length=200, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(max_length=200, verbose_name='name in Kyrgyz')),
                    ('name_uz', models.CharField(blank=True, max_length=200, verbose_name='name in Uzbek')),
                ],
                options={
                    'verbose_name': 'donor',
                    'verbose_name_plural': 'donors',
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=20, unique=True, verbose_name='short code')),
                    ('kind', models.CharField(choices=[('lead', 'lead NGO'), ('partner', 'partner organisation')], max_length=10, verbose_name='kind')),
                    ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                    ('name_ru', models.CharField(max_length=200, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(max_length=200, verbose_name='name in Kyrgyz')),
                    ('name_uz', models.CharField(blank=True, max_length=200, verbose_name='name in Uzbek')),
                    ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.asharimage', verbose_name='logo')),
                ],
                options={
                    'verbose_name': 'organisation',
                    'verbose_name_plural': 'organisations',
                },
            ),
            migrations.CreateModel(
                name='Place',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('soate', models.CharField(max_length=14, unique=True, verbose_name='SOATE code')),
                    ('pcode', models.CharField(blank=True, max_length=13, verbose_name='P-code')),
                    ('iso', models.CharField(blank=True, max_length=6, verbose_name='ISO 3166-2')),
                    ('level', models.CharField(choices=[('country', 'country'), ('oblast', 'province'), ('city_republic', 'city of republican rank'), ('district', 'district'), ('city_district', 'district of a city'), ('town', 'town')], max_length=20, verbose_name='level')),
                    ('name_en', models.CharField(max_length=120, verbose_name='name in English')),
                    ('name_ru', models.CharField(max_length=120, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(max_length=120, verbose_name='name in Kyrgyz')),
                    ('aliases', models.JSONField(blank=True, default=list, verbose_name='other names')),
                    ('folded', models.TextField(db_index=True, editable=False)),
                    ('valid_from', models.DateField(blank=True, null=True)),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='programme.place', verbose_name='within')),
                ],
                options={
                    'verbose_name': 'place',
                    'verbose_name_plural': 'places',
                    'ordering': ['soate'],
                },
            ),
            migrations.CreateModel(
                name='Locality',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('folded', models.CharField(db_index=True, editable=False, max_length=160)),
                    ('kind', models.CharField(blank=True, choices=[('village', 'village'), ('town', 'town'), ('quarter', 'town quarter'), ('aiyl_aimak', 'aiyl aimak'), ('abroad', 'place abroad')], max_length=10, verbose_name='kind')),
                    ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                    ('soate', models.CharField(blank=True, max_length=14, verbose_name='SOATE code')),
                    ('pcode', models.CharField(blank=True, max_length=13, verbose_name='P-code')),
                    ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                    ('population_source', models.CharField(blank=True, max_length=160, verbose_name='source')),
                    ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                    ('typed', models.BooleanField(default=False, verbose_name='typed, waits to be matched')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='programme.locality', verbose_name='within')),
                    ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='localities', to='programme.place', verbose_name='district or town')),
                    ('province', models.ForeignKey(blank=True, limit_choices_to={'level__in': ['oblast', 'city_republic']}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.place', verbose_name='province')),
                ],
                options={
                    'verbose_name': 'locality',
                    'verbose_name_plural': 'localities',
                    'ordering': ['folded'],
                },
            ),
            migrations.CreateModel(
                name='PlaceName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('folded', models.CharField(db_index=True, editable=False, max_length=160)),
                    ('language', models.CharField(blank=True, choices=[('ky', 'Кыргызча'), ('ru', 'Русский'), ('en', 'English'), ('uz', 'Oʻzbekcha')], max_length=2, verbose_name='language')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='programme.place', verbose_name='place')),
                ],
                options={
                    'verbose_name': 'former name of a place',
                    'verbose_name_plural': 'former names of places',
                    'ordering': ['place', 'valid_to', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Project',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=30, unique=True, verbose_name='short code')),
                    ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                    ('title_ru', models.CharField(max_length=200, verbose_name='title in Russian')),
                    ('title_ky', models.CharField(max_length=200, verbose_name='title in Kyrgyz')),
                    ('title_uz', models.CharField(blank=True, max_length=200, verbose_name='title in Uzbek')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.organisation', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'project',
                    'verbose_name_plural': 'projects',
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=60, unique=True, verbose_name='number')),
                    ('first_day', models.DateField(verbose_name='first day')),
                    ('last_day', models.DateField(verbose_name='last day')),
                    ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], max_length=3, verbose_name='currency')),
                    ('funding_statement_en', models.CharField(blank=True, max_length=300, verbose_name='funding statement in English')),
                    ('funding_statement_ru', models.CharField(blank=True, max_length=300, verbose_name='funding statement in Russian')),
                    ('funding_statement_ky', models.CharField(blank=True, max_length=300, verbose_name='funding statement in Kyrgyz')),
                    ('funding_statement_uz', models.CharField(blank=True, max_length=300, verbose_name='funding statement in Uzbek')),
                    ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='programme.donor', verbose_name='donor')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='programme.organisation', verbose_name='organisation')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='programme.project', verbose_name='project')),
                ],
                options={
                    'verbose_name': 'agreement',
                    'verbose_name_plural': 'agreements',
                    'ordering': ['number'],
                    'permissions': [('view_summary', 'Read published summaries')],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='RoleHeld',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('programme_manager', 'programme manager'), ('grants_officer', 'grants officer'), ('finance_officer', 'finance officer'), ('reviewer', 'reviewer'), ('training_coordinator', 'training coordinator'), ('trainer', 'trainer'), ('me_officer', 'M&E officer'), ('safeguarding_focal_point', 'safeguarding focal point'), ('content_editor', 'content editor'), ('auditor', 'auditor')], max_length=40, verbose_name='role')),
                    ('first_day', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='auditors', to='programme.agreement', verbose_name='agreement')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles_held', to='programme.organisation', verbose_name='organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles_held', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'role held',
                    'verbose_name_plural': 'roles held',
                },
            ),
            migrations.CreateModel(
                name='Deputy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_day', models.DateField(verbose_name='first day')),
                    ('last_day', models.DateField(verbose_name='last day')),
                    ('reason', models.CharField(max_length=200, verbose_name='reason')),
                    ('named_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                    ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='named by')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputising', to=settings.AUTH_USER_MODEL, verbose_name='deputy')),
                    ('held', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='programme.roleheld', verbose_name='role')),
                ],
                options={
                    'verbose_name': 'deputy',
                    'verbose_name_plural': 'deputies',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='AgreementGroupObjectPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='programme.agreement')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                    ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ],
                options={
                    'abstract': False,
                    'unique_together': {('group', 'permission', 'content_object')},
                },
            ),
            migrations.CreateModel(
                name='AgreementUserObjectPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_day', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='programme.agreement')),
                    ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='programme_contact_days')],
                    'unique_together': {('user', 'permission', 'content_object')},
                },
            ),
            migrations.CreateModel(
                name='BudgetLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20, verbose_name='code')),
                    ('name_en', models.CharField(max_length=160, verbose_name='name in English')),
                    ('name_ru', models.CharField(max_length=160, verbose_name='name in Russian')),
                    ('name_ky', models.CharField(max_length=160, verbose_name='name in Kyrgyz')),
                    ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                    ('currency', models.CharField(choices=[('KGS', 'som (KGS)'), ('EUR', 'euro (EUR)'), ('USD', 'US dollar (USD)'), ('GBP', 'pound sterling (GBP)'), ('CHF', 'Swiss franc (CHF)'), ('CAD', 'Canadian dollar (CAD)')], max_length=3, verbose_name='currency')),
                    ('awarded_minor', models.BigIntegerField(default=0, editable=False, verbose_name='awarded')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='programme.agreement', verbose_name='agreement')),
                ],
                options={
                    'verbose_name': 'budget line',
                    'verbose_name_plural': 'budget lines',
                    'ordering': ['agreement_id', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('agreement', 'code'), name='programme_line_once'), models.CheckConstraint(condition=models.Q(('awarded_minor__gte', 0), ('awarded_minor__lte', models.F('amount_minor'))), name='programme_line_never_passed')],
                },
            ),
            migrations.CreateModel(
                name='DonorLogo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_day', models.DateField(blank=True, null=True, verbose_name='shown from')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='shown until')),
                    ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logos', to='programme.donor', verbose_name='donor')),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.asharimage', verbose_name='logo')),
                ],
                options={
                    'verbose_name': 'logo of a donor',
                    'verbose_name_plural': 'logos of donors',
                    'ordering': ['donor', '-first_day', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='programme_logo_days', violation_error_message='The last day is before the first.')],
                },
            ),
            migrations.CreateModel(
                name='LocalityMerge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('gone_id', models.BigIntegerField(db_index=True)),
                    ('gone', models.JSONField()),
                    ('moved', models.JSONField()),
                    ('names', models.JSONField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                    ('undone_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('survivor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='programme.locality', verbose_name='locality')),
                    ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'merge of localities',
                    'verbose_name_plural': 'merges of localities',
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='programme_locality_merge_undone_by')],
                },
            ),
            migrations.CreateModel(
                name='LocalityName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('folded', models.CharField(db_index=True, editable=False, max_length=160)),
                    ('language', models.CharField(blank=True, choices=[('ky', 'Кыргызча'), ('ru', 'Русский'), ('en', 'English'), ('uz', 'Oʻzbekcha')], max_length=2, verbose_name='language')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                    ('kind', models.CharField(choices=[('name', 'name'), ('spelling', 'as people write it')], default='name', max_length=10, verbose_name='kind')),
                    ('locality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='programme.locality', verbose_name='locality')),
                ],
                options={
                    'verbose_name': 'name of a locality',
                    'verbose_name_plural': 'names of localities',
                    'ordering': ['kind', 'valid_to', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='programme_locality_name_days'), models.CheckConstraint(condition=models.Q(('kind', 'name'), models.Q(('language', ''), ('valid_from__isnull', True), ('valid_to__isnull', True)), _connector='OR'), name='programme_locality_spelling_undated'), models.UniqueConstraint(condition=models.Q(('kind', 'spelling')), fields=('locality', 'folded'), name='programme_locality_spelling_once'), models.UniqueConstraint(condition=models.Q(('kind', 'name'), ('valid_from__isnull', True)), fields=('locality', 'language', 'name'), name='programme_locality_name_once'), models.UniqueConstraint(condition=models.Q(('kind', 'name'), ('valid_from__isnull', False)), fields=('locality', 'language', 'name', 'valid_from'), name='programme_locality_name_dated_once')],
                },
            ),
            migrations.AddConstraint(
                model_name='organisation',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'lead')), fields=('kind',), name='programme_one_lead', violation_error_message='There is one lead NGO.'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.UniqueConstraint(models.F('folded'), models.F('country'), django.db.models.functions.comparison.Coalesce('province', 0, output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce('place', 0, output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce('parent', 0, output_field=models.BigIntegerField()), name='programme_locality_once'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.UniqueConstraint(condition=models.Q(('soate', ''), _negated=True), fields=('soate',), name='programme_locality_soate_once'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.UniqueConstraint(condition=models.Q(('pcode', ''), _negated=True), fields=('pcode',), name='programme_locality_pcode_once'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.CheckConstraint(condition=models.Q(('soate', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('soate'), 14), _connector='OR'), name='programme_locality_soate_14'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.CheckConstraint(condition=models.Q(('pcode', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('pcode'), 13), _connector='OR'), name='programme_locality_pcode_13'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.CheckConstraint(condition=models.Q(('typed', True), models.Q(('kind', ''), _negated=True), _connector='OR'), name='programme_locality_has_kind'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'abroad'), _negated=True), ('country', '')), models.Q(('kind', 'abroad'), ('parent__isnull', True), ('place__isnull', True), ('province__isnull', True), models.Q(('country', ''), _negated=True)), _connector='OR'), name='programme_locality_abroad'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='programme_locality_not_in_itself'),
            ),
            migrations.AddConstraint(
                model_name='locality',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('population__isnull', True), ('population_source', ''), ('population_year__isnull', True)), models.Q(('population__isnull', False), ('population_year__isnull', False), models.Q(('population_source', ''), _negated=True)), _connector='OR'), name='programme_locality_population_sourced'),
            ),
            migrations.AddConstraint(
                model_name='placename',
                constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='programme_place_name_days'),
            ),
            migrations.AddConstraint(
                model_name='placename',
                constraint=models.UniqueConstraint(fields=('place', 'language', 'name'), name='programme_place_name_once'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='programme_agreement_days'),
            ),
            migrations.AddConstraint(
                model_name='agreement',
                constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gte', 0)), name='programme_agreement_amount'),
            ),
            migrations.AddConstraint(
                model_name='roleheld',
                constraint=models.UniqueConstraint(condition=models.Q(('role', 'auditor'), _negated=True), fields=('user', 'organisation', 'role', 'first_day'), name='programme_role_once'),
            ),
            migrations.AddConstraint(
                model_name='roleheld',
                constraint=models.UniqueConstraint(condition=models.Q(('role', 'auditor')), fields=('user', 'agreement', 'first_day'), name='programme_auditor_once'),
            ),
            migrations.AddConstraint(
                model_name='roleheld',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement__isnull', False), ('last_day__isnull', False), ('role', 'auditor')), models.Q(models.Q(('role', 'auditor'), _negated=True), ('agreement__isnull', True)), _connector='OR'), name='programme_auditor_of_an_agreement'),
            ),
            migrations.AddConstraint(
                model_name='roleheld',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='programme_role_days'),
            ),
            migrations.AddConstraint(
                model_name='deputy',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='programme_deputy_days', violation_error_message='The last day is before the first day.'),
            ),
            migrations.AddConstraint(
                model_name='deputy',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('held', 'user', 'first_day'), name='programme_deputy_once'),
            ),
        ]),
    ]
