from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_same_as_index")]

    operations = [
        migrations.AlterField(
            model_name="plantask",
            name="added_key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name="mã lần gửi"),
        ),
    ]
