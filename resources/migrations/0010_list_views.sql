-- Answers filters and sorting without reading the rows themselves.
DROP INDEX activities_newest;
--> statement-breakpoint
CREATE INDEX activities_newest ON activities (
  occurred_on DESC, id DESC, unit_id, activity_type_id, mode, duration_min, participants_count, countable
);
--> statement-breakpoint
-- Filters and sorting that a person has given a name.
CREATE TABLE saved_views (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, question TEXT NOT NULL CHECK (json_valid(question)), updated_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- What was done with one record stands on its page.
CREATE INDEX audit_log_by_record ON audit_log (record_id, number);
