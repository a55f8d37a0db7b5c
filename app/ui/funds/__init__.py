"""The page 项目资金: projects, subsidies paid to households, and by when each is to be announced."""
