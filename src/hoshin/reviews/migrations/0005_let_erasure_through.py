"""What was computed of a review does not change, but for words that go with a person who is erased."""

from django.db import migrations

_HOLD = """
DROP TRIGGER reviews_computed_holds ON reviews_reviewresult;
CREATE TRIGGER reviews_computed_holds BEFORE UPDATE ON reviews_reviewresult FOR EACH ROW
    WHEN ((OLD.cycle_id, OLD.person_id, OLD.raw, OLD.error, OLD.adjusted, OLD.reason, OLD.potential, OLD.sources, OLD.flags)
        IS DISTINCT FROM
        (NEW.cycle_id, NEW.person_id, NEW.raw, NEW.error, NEW.adjusted, NEW.reason, NEW.potential, NEW.sources, NEW.flags)
        OR OLD.voices IS DISTINCT FROM NEW.voices AND current_setting('hoshin.erasing', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION reviews_computed_holds();
"""
_HELD = """
DROP TRIGGER reviews_computed_holds ON reviews_reviewresult;
CREATE TRIGGER reviews_computed_holds BEFORE UPDATE ON reviews_reviewresult FOR EACH ROW
    WHEN ((OLD.cycle_id, OLD.person_id, OLD.raw, OLD.error, OLD.adjusted, OLD.reason, OLD.potential,
        OLD.sources, OLD.voices, OLD.flags)
        IS DISTINCT FROM
        (NEW.cycle_id, NEW.person_id, NEW.raw, NEW.error, NEW.adjusted, NEW.reason, NEW.potential,
        NEW.sources, NEW.voices, NEW.flags))
    EXECUTE FUNCTION reviews_computed_holds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_ask_people_outside"),
    ]

    operations = [migrations.RunSQL(_HOLD, _HELD)]
