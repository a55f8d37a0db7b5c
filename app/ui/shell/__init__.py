"""The window's frame: navigation, top bar, status line."""
