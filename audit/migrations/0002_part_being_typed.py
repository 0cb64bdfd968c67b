from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='part',
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
    ]
