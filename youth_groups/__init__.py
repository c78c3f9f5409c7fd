"""Floor 3: groups, people, memberships, consents."""
