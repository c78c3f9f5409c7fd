"""What of donor summaries goes into a partner's archive."""

from core.takeout import declare

declare("summaries.Snapshot", "agreement__organisation")
declare("summaries.SnapshotFile", "snapshot__agreement__organisation")
