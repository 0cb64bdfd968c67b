import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_who_mends_in_words")]

    operations = [
        migrations.AlterField(
            model_name="uptake",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="uptakes", to="inspections.finding"
            ),
        ),
        migrations.AlterField(
            model_name="findingstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("given", "Giao việc khắc phục"),
                    ("withdrawn", "Rút lại việc khắc phục"),
                    ("mended", "Kiểm tra lại: đã khắc phục"),
                    ("not_mended", "Kiểm tra lại: chưa khắc phục"),
                ],
                max_length=12,
                verbose_name="việc",
            ),
        ),
    ]
