"""The sentences of the Commission's document that do not belong to one question."""
