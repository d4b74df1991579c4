CREATE TABLE templates (
  id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, name TEXT NOT NULL, header TEXT NOT NULL, mentor_ids TEXT NOT NULL,
  updated_at INTEGER NOT NULL, removed_at INTEGER
) STRICT;
--> statement-breakpoint
-- Sessions are listed newest first: their ids grow with time.
CREATE INDEX activities_of_batch ON activities (batch_id) WHERE batch_id IS NOT NULL;
