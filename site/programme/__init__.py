"""Floor 2: organisations, roles held in them, places, donors, agreements, projects, budget lines."""
