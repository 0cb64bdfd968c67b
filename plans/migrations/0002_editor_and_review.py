import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('organisations', '0001_initial'),
        ('plans', '0001_initial'),
        ('reference', '0001_legal_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EditorSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tab', models.UUIDField()),
                ('line', models.UUIDField(blank=True, null=True)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'người đang soạn',
                'verbose_name_plural': 'người đang soạn',
            },
        ),
        migrations.CreateModel(
            name='EditStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('kind', models.CharField(max_length=20)),
                ('at', models.DateTimeField(db_index=True)),
                ('answer', models.JSONField(default=dict)),
                ('undo', models.JSONField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'bước soạn thảo',
                'verbose_name_plural': 'bước soạn thảo',
            },
        ),
        migrations.CreateModel(
            name='PlanReviewStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('submit', 'Trình lãnh đạo'), ('withdraw', 'Rút về sửa'), ('return', 'Trả lại')], max_length=12, verbose_name='việc')),
                ('note', models.TextField(blank=True, verbose_name='ý kiến')),
                ('by_name', models.CharField(max_length=150, verbose_name='người làm')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'bước trình duyệt',
                'verbose_name_plural': 'bước trình duyệt',
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='SettledProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('place', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'cảnh báo đã xem',
                'verbose_name_plural': 'cảnh báo đã xem',
            },
        ),
        migrations.RemoveConstraint(
            model_name='plan',
            name='plan_issued_has_document',
        ),
        migrations.AddField(
            model_name='block',
            name='key',
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='legalbasis',
            name='legal_text',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='citations', to='reference.legaltext', verbose_name='văn bản trong danh mục'),
        ),
        migrations.AddField(
            model_name='plan',
            name='is_model',
            field=models.BooleanField(default=False, verbose_name='là kế hoạch mẫu'),
        ),
        migrations.AddField(
            model_name='plan',
            name='revision',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='plan',
            name='shown_below',
            field=models.BooleanField(default=False, verbose_name='cho đơn vị cấp dưới xem'),
        ),
        migrations.AddField(
            model_name='plan',
            name='started_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='starts', to='plans.plan', verbose_name='lập từ'),
        ),
        migrations.AddField(
            model_name='plantask',
            name='basis_task',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_out_by', to='plans.plantask', verbose_name='nhiệm vụ cấp trên giao'),
        ),
        migrations.AddField(
            model_name='plantask',
            name='basis_text',
            field=models.TextField(blank=True, verbose_name='thực hiện theo'),
        ),
        migrations.AddField(
            model_name='tablerow',
            name='key',
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.AlterField(
            model_name='plan',
            name='state',
            field=models.CharField(choices=[('draft', 'Dự thảo'), ('submitted', 'Đã trình lãnh đạo'), ('issued', 'Đã ban hành'), ('replaced', 'Đã thay thế'), ('closed', 'Đã kết thúc')], default='draft', max_length=12, verbose_name='trạng thái'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'submitted')), ('issued__isnull', False), _connector='OR'), name='plan_issued_has_document'),
        ),
        migrations.AddField(
            model_name='editorseat',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='editorseat',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='editstep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='editstep',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edit_steps', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='planreviewstep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planreviewstep',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_steps', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='settledproblem',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='settledproblem',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settled_problems', to='plans.plan'),
        ),
        migrations.AddConstraint(
            model_name='editorseat',
            constraint=models.UniqueConstraint(fields=('plan', 'user', 'tab'), name='one_seat_a_tab'),
        ),
        migrations.AddConstraint(
            model_name='editstep',
            constraint=models.UniqueConstraint(fields=('plan', 'key'), name='edit_step_once'),
        ),
        migrations.AddConstraint(
            model_name='settledproblem',
            constraint=models.UniqueConstraint(fields=('plan', 'code', 'place'), name='problem_settled_once'),
        ),
    ]
