"""Help of an invented township: who helps whom, what is planned and done, who came, what was found and checked.

Written over the households an import brought in, the same for the same seed and day. Nobody in it exists.
"""

from app.operations.samples.helping.townships import add_help

__all__ = ["add_help"]
