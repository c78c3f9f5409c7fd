"""All tables of this app as they stood on 22 November 2026; a database that took the steps up to then stays as it is."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models
from core.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_keys'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(default=uuid.uuid4, max_length=36, unique=True, verbose_name='opaque name')),
                    ('number', models.CharField(editable=False, max_length=12, unique=True, verbose_name='number')),
                    ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail address')),
                    ('phone', models.CharField(blank=True, max_length=20, null=True, unique=True, verbose_name='phone number')),
                    ('phone_verified', models.BooleanField(default=False)),
                    ('name', models.CharField(blank=True, max_length=160, verbose_name='name')),
                    ('language', models.CharField(choices=[('ky', 'Кыргызча'), ('ru', 'Русский'), ('en', 'English'), ('uz', 'Oʻzbekcha')], default='ky', max_length=8, verbose_name='language')),
                    ('is_staff', models.BooleanField(default=False)),
                    ('is_active', models.BooleanField(default=True)),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                    ('pass_only', models.BooleanField(default=False, help_text='Only device passes open something.', verbose_name='without a sign-in name')),
                    ('blanked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                },
            ),
            migrations.CreateModel(
                name='DevicePass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(editable=False, max_length=12, unique=True, verbose_name='number')),
                    ('subject_type', models.CharField(max_length=80)),
                    ('subject_id', models.CharField(max_length=64)),
                    ('label', models.CharField(blank=True, max_length=80, verbose_name='whose phone')),
                    ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('device_digest', models.CharField(blank=True, editable=False, max_length=64)),
                    ('valid_until', models.DateTimeField(verbose_name='valid until')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                    ('claimed_at', models.DateTimeField(null=True, verbose_name='opened at')),
                    ('revoked_at', models.DateTimeField(null=True, verbose_name='closed at')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='device_passes', to=settings.AUTH_USER_MODEL, verbose_name='made out to')),
                ],
                options={
                    'verbose_name': 'device pass',
                    'verbose_name_plural': 'device passes',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ResetCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(editable=False, max_length=64)),
                    ('why', models.CharField(choices=[('owner', 'owner of the group'), ('office', 'officer of the organisation'), ('lead', 'programme manager of the lead organisation')], max_length=8, verbose_name='by which right')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                    ('valid_until', models.DateTimeField(verbose_name='valid until')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='wrong tries')),
                    ('used_at', models.DateTimeField(null=True, verbose_name='used at')),
                    ('closed_at', models.DateTimeField(null=True, verbose_name='closed at')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reset_codes', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'code for a new password',
                    'verbose_name_plural': 'codes for new passwords',
                    'default_permissions': (),
                },
            ),
            migrations.AddConstraint(
                model_name='user',
                constraint=models.CheckConstraint(condition=models.Q(('email__isnull', False), ('phone__isnull', False), ('blanked_at__isnull', False), ('pass_only', True), _connector='OR'), name='accounts_user_email_or_phone', violation_error_message='Give an e-mail address or a phone number.'),
            ),
            migrations.AddIndex(
                model_name='devicepass',
                index=models.Index(fields=['subject_type', 'subject_id'], name='accounts_pass_subject'),
            ),
            migrations.AddConstraint(
                model_name='devicepass',
                constraint=models.UniqueConstraint(condition=models.Q(('device_digest', ''), _negated=True), fields=('device_digest',), name='accounts_pass_of_one_phone'),
            ),
            migrations.AddConstraint(
                model_name='devicepass',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_at__isnull', True), ('device_digest', '')), models.Q(('claimed_at__isnull', False), models.Q(('device_digest', ''), _negated=True)), _connector='OR'), name='accounts_pass_claimed_by_a_phone'),
            ),
            migrations.AddConstraint(
                model_name='resetcode',
                constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('used_at__isnull', True)), fields=('user',), name='accounts_one_open_reset_code'),
            ),
            migrations.AddConstraint(
                model_name='resetcode',
                constraint=models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='accounts_reset_code_tries'),
            ),
        ]),
    ]
