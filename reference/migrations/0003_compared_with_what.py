from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reference", "0002_who_checked_and_where_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="legaltext",
            name="checked_with",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="đối chiếu với"),
        ),
    ]
