"""What the pages of the editor show and post: fields that follow from the classes of the definition."""
