"""打印: a paper, for whom, of which year; looked at page by page, then printed or saved."""
