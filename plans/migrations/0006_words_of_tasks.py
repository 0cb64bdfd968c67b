from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import core.indexes


class Migration(migrations.Migration):

    dependencies = [("plans", "0005_preparations_of_plans")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="plantask",
            index=core.indexes.WordsIndex(fields=["plan", "search"], name="task_words"),
        ),
        migrations.AddIndex(
            model_name="planimport",
            index=models.Index(fields=["organisation", "state"], name="import_waiting"),
        ),
    ]
