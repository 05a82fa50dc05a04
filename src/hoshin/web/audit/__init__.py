"""The audit trail: who changed what, and the way back."""
