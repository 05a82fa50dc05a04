"""From what is assumed to the scores that would follow: computed beside what stands, never written."""
