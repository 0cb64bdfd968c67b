from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_words_of_the_added_key")]

    operations = [
        migrations.AddField(
            model_name="plantask",
            name="copied_charge",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="phân công lúc sao chép"),
        ),
    ]
