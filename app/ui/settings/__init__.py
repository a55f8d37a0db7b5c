"""设置: the office, its users, passwords, backups, batches, years, fonts, the look, and what the program is made of."""
