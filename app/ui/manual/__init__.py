"""The manual beside the window: F1 opens it at the chapter of the page in use."""
