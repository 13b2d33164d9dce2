"""Who judged a version is asked of every page: an index for the few decisions that lead further."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0014_said_of_papers")]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=["round"],
                condition=models.Q(move__in=("correct", "accept_as_corrected")),
                name="decision_of_a_correction",
            ),
        ),
    ]
