"""Goals of people and units: how well one is put, cycles, key results."""
