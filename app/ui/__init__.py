"""The township's door: the window. The only place that knows Qt; it never touches the database itself."""
