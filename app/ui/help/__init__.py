"""帮扶计划: the page of help, its sections, and what is done in each of them."""
