from django.db import migrations

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        *track("accounts_user", secrets=("password",), traces_of_use=("last_login",)),
        *track("accounts_apitoken", secrets=("digest",), traces_of_use=("used_at",)),
    ]
