"""All tables of this app as they stood on 22 November 2026; a database that took the steps up to then stays as it is."""

import core.models.uploads
import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models
from core.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('core', '0001_initial'),
        ('core', '0002_nightly'),
        ('core', '0003_event_deputy_for'),
    ]

    dependencies = [
        # Other apps' tables are made before ours: each step of theirs is worked out with every model that stands already.
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('guardian', '0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('sessions', '0001_initial'),
        ('simple_translation', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailembeds', '0009_embed_cache_until'),
        ('wagtailforms', '0005_alter_formsubmission_form_data'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                    ('subject_type', models.CharField(max_length=80, verbose_name='kind of row')),
                    ('subject_id', models.CharField(max_length=64, verbose_name='row')),
                    ('action', models.CharField(max_length=60, verbose_name='action')),
                    ('actor_role', models.CharField(max_length=60, verbose_name='role')),
                    ('actor_label', models.CharField(max_length=120, verbose_name='actor')),
                    ('source', models.CharField(blank=True, max_length=40, verbose_name='from state')),
                    ('target', models.CharField(blank=True, max_length=40, verbose_name='to state')),
                    ('data', models.JSONField(default=dict, verbose_name='data')),
                    ('detail_sha256', models.CharField(blank=True, max_length=64)),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('deputy_for', models.ForeignKey(db_index=False, help_text='Whose role it was, when somebody acted in it as a deputy.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deputy for')),
                ],
                options={
                    'verbose_name': 'event',
                    'verbose_name_plural': 'events',
                },
            ),
            migrations.CreateModel(
                name='FormVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('format', models.PositiveSmallIntegerField(default=1)),
                    ('schema', models.JSONField()),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'version of questions',
                    'verbose_name_plural': 'versions of questions',
                },
            ),
            migrations.CreateModel(
                name='AccessLog',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('user_role', models.CharField(max_length=60)),
                    ('action', models.CharField(max_length=40)),
                    ('subject_type', models.CharField(max_length=80)),
                    ('subject_id', models.CharField(blank=True, max_length=64)),
                    ('rows', models.PositiveIntegerField(default=1)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'access',
                    'verbose_name_plural': 'accesses',
                },
            ),
            migrations.CreateModel(
                name='AsharDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', models.FileField(upload_to='documents', verbose_name='file')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ],
                options={
                    'verbose_name': 'document',
                    'verbose_name_plural': 'documents',
                    'abstract': False,
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='AsharImage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                    ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                    ('width', models.IntegerField(editable=False, verbose_name='width')),
                    ('height', models.IntegerField(editable=False, verbose_name='height')),
                    ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                    ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                    ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                    ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                    ('people_shown', models.CharField(choices=[('', 'choose'), ('none', 'no people'), ('adults', 'adults'), ('minors', 'children or young people under 18')], max_length=10, verbose_name='people shown')),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ],
                options={
                    'verbose_name': 'image',
                    'verbose_name_plural': 'images',
                    'abstract': False,
                },
                bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='EventDetail',
                fields=[
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='detail', serialize=False, to='core.event')),
                    ('text', models.TextField(blank=True, verbose_name='note')),
                ],
                options={
                    'verbose_name': 'note of an event',
                    'verbose_name_plural': 'notes of events',
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60)),
                    ('address', models.EmailField(blank=True, max_length=254)),
                    ('channel', models.CharField(choices=[('email', 'e-mail'), ('tell', 'tell them')], max_length=10)),
                    ('language', models.CharField(max_length=8)),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('about_type', models.CharField(blank=True, max_length=80)),
                    ('about_id', models.CharField(blank=True, max_length=64)),
                    ('state', models.CharField(choices=[('queued', 'waiting'), ('sent', 'sent'), ('failed', 'failed'), ('told', 'told'), ('cancelled', 'cancelled')], default='queued', max_length=10)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                    ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'message',
                    'verbose_name_plural': 'messages',
                },
            ),
            migrations.CreateModel(
                name='NightlyRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('day', models.DateField(verbose_name='day')),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=1)),
                    ('counts', models.JSONField(default=dict)),
                    ('error', models.CharField(blank=True, max_length=100)),
                ],
                options={
                    'verbose_name': 'nightly run',
                    'verbose_name_plural': 'nightly runs',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('name', 'day'), name='core_nightly_once')],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('file', models.FileField(max_length=120, storage=core.models.uploads.private_storage, upload_to=core.models.uploads.private_path)),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('content_type', models.CharField(max_length=100)),
                    ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'file',
                    'verbose_name_plural': 'files',
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=60)),
                    ('arguments', models.JSONField(default=dict)),
                    ('key', models.CharField(blank=True, max_length=120)),
                    ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='queued', max_length=10)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('cursor', models.JSONField(default=dict)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('claim', models.UUIDField(editable=False, null=True)),
                    ('heartbeat', models.DateTimeField(null=True)),
                    ('result', models.JSONField(default=dict)),
                    ('error', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL)),
                    ('result_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile')),
                ],
                options={
                    'verbose_name': 'job',
                    'verbose_name_plural': 'jobs',
                },
            ),
            migrations.CreateModel(
                name='AsharRendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('filter_spec', models.CharField(db_index=True, max_length=255)),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                    ('width', models.IntegerField(editable=False)),
                    ('height', models.IntegerField(editable=False)),
                    ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='core.asharimage')),
                ],
                options={
                    'unique_together': {('image', 'filter_spec', 'focal_point_key')},
                },
                bases=(wagtail.images.models.ImageFileMixin, models.Model),
            ),
            migrations.AddIndex(
                model_name='event',
                index=models.Index(fields=['subject_type', 'subject_id', 'at'], name='core_event_subject'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(fields=['state', 'created_at'], name='core_message_state'),
            ),
            migrations.AddIndex(
                model_name='job',
                index=models.Index(fields=['state', 'created_at'], name='core_job_state'),
            ),
            migrations.AddConstraint(
                model_name='job',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running']), models.Q(('key', ''), _negated=True)), fields=('kind', 'key'), name='core_job_one_at_a_time'),
            ),
        ]),
    ]
