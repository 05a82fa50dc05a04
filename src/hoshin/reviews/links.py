"""The secret link with which somebody outside writes: made of the form and the secret key, and kept nowhere."""

from django.utils.crypto import constant_time_compare, salted_hmac

from hoshin.reviews.models import OutsideForm

# What stands in the address of the page for the secret of a link that is yet to be made.
PLACE = "secret-part"


def secret_of(form: OutsideForm) -> str:
    """The secret of a form: whoever reads the database alone cannot make it."""
    mac = salted_hmac("hoshin.reviews.outside", f"{form.pk} {form.grain}", algorithm="sha256").hexdigest()
    return f"{form.pk}-{mac}"


def form_of_secret(secret: str) -> OutsideForm | None:
    """The form of a link that was made; else None."""
    number, _dash, _mac = secret.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    form = OutsideForm.objects.select_related("cycle", "about").filter(pk=int(number)).first()
    return form if form is not None and constant_time_compare(secret_of(form), secret) else None
