"""Where files live, and what is in the ones a person may edit."""
