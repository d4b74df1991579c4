-- Each line of the trail holds the hash of the line before it and its own; older lines are covered by the first one that does.
ALTER TABLE audit_log ADD COLUMN previous_hash TEXT;
--> statement-breakpoint
ALTER TABLE audit_log ADD COLUMN hash TEXT;
--> statement-breakpoint
-- Names this trail, so that a head kept elsewhere is never held against another one.
CREATE TABLE audit_chain (only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL) STRICT;
--> statement-breakpoint
INSERT INTO audit_chain (only, id) VALUES (1, lower(hex(randomblob(16))));
--> statement-breakpoint
CREATE TRIGGER audit_chain_stays BEFORE UPDATE ON audit_chain BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_chain_is_kept BEFORE DELETE ON audit_chain BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
-- What a person saved, so that she can take it back: one row is one step, however many records it changed.
CREATE TABLE undo_steps (
  id TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
  entity TEXT NOT NULL, operation TEXT NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
  records TEXT NOT NULL CHECK (json_valid(records)),
  state TEXT NOT NULL CHECK (state IN ('open', 'wanted', 'done'))
) STRICT;
--> statement-breakpoint
CREATE INDEX undo_steps_wanted ON undo_steps (at) WHERE state = 'wanted';
