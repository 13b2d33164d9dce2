"""What PostgreSQL is to know of facets: which values go with which role, and how often.

Without it roles and values count as independent, every filter looks rare, and a page of a list is
made by finding all that matches instead of walking along the list until the page is full.
"""

from django.db import migrations

CREATE = """
    CREATE STATISTICS evidence_choices_by_role (mcv, dependencies)
        ON role, value FROM evidence_version_choice;
    CREATE STATISTICS evidence_terms_by_role (mcv, dependencies)
        ON role, term_id FROM evidence_version_term;
    """
DROP = """
    DROP STATISTICS evidence_choices_by_role;
    DROP STATISTICS evidence_terms_by_role;
    """


class Migration(migrations.Migration):
    dependencies = [("evidence", "0005_draft_reviewers")]

    operations = [migrations.RunSQL(CREATE, DROP)]
