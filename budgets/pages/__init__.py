"""Pages of taking part: villagers' and the village's."""
