"""A demonstration of full size: 193 States answer 150 questions of every kind, from a seeded chance."""
