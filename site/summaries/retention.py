"""The class of each field of donor summaries: figures only."""

from core.retention import declare

declare("summaries.Snapshot", not_personal="number first_day last_day as_of payload sha256 state reason")
declare("summaries.SnapshotFile", not_personal="language template_version file")
