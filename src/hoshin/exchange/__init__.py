"""Ways in and out: workbooks, and published series with their mappings."""
