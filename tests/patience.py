"""How long tests wait for what must come: no test is about speed, and a busy machine takes as long as it takes."""

# Seconds until something has gone wrong for good.
PATIENCE = 300
