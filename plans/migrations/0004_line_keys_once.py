import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("plans", "0003_fill_line_keys")]

    operations = [
        migrations.AlterField(
            model_name="block", name="key", field=models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AlterField(
            model_name="tablerow", name="key", field=models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AddConstraint(
            model_name="block", constraint=models.UniqueConstraint(fields=("plan", "key"), name="block_key_once")
        ),
        migrations.AddConstraint(
            model_name="tablerow", constraint=models.UniqueConstraint(fields=("block", "key"), name="row_key_once")
        ),
    ]
