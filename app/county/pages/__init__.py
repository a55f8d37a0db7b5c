"""The county in the browser: pages made on the server, in Chinese, for the people of the county office.

`pages.PAGES` lists them with the roles that may open each; a page reads within its visitor's scope and gives `Shown`
or `Went`. Words stand in `resources/messages/county_pages.toml`, looks in `static/`; no script runs in the browser.
"""
