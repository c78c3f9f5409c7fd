"""Reading rosters as offices keep them: files, headings, cells, likely duplicates. Pure: no database, no request."""

from youth_groups.rosters.columns import Column
from youth_groups.rosters.parsing import Problem, Roster, RosterRow, read_roster

__all__ = ["Column", "Problem", "Roster", "RosterRow", "read_roster"]
