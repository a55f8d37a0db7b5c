"""An invented township: the same people for the same seed, as the workbooks the national system would export.

Nobody in it exists: ID numbers carry the fictional area 99, phones an unassigned prefix.
"""

from app.operations.samples.offices import MadeOffice, make_sample_office
from app.operations.samples.townships import SampleTownship, Town, find_town, make_township
from app.operations.samples.workbooks import SampleFiles, write_sample

__all__ = [
    "MadeOffice",
    "SampleFiles",
    "SampleTownship",
    "Town",
    "find_town",
    "make_sample_office",
    "make_township",
    "write_sample",
]
