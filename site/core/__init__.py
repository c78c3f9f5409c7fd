"""Floor 0: what every other room stands on. Knows the user only by settings.AUTH_USER_MODEL."""
