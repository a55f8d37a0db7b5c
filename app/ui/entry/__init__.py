"""Coming in: signing in, the first run, the recovery sheet, putting a backup back."""
