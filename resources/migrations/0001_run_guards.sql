ALTER TABLE sync_state ADD COLUMN lease_owner TEXT;
--> statement-breakpoint
ALTER TABLE sync_state ADD COLUMN lease_expires_at INTEGER;
--> statement-breakpoint
ALTER TABLE sync_state ADD COLUMN held_deletes TEXT CHECK (held_deletes IS NULL OR json_valid(held_deletes));
--> statement-breakpoint
ALTER TABLE sync_state ADD COLUMN rewriting INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE sync_state ADD COLUMN checked_at INTEGER;
--> statement-breakpoint
ALTER TABLE sync_state ADD COLUMN drift TEXT CHECK (drift IS NULL OR json_valid(drift));
--> statement-breakpoint
ALTER TABLE sync_state ADD COLUMN stalls INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE outbox ADD COLUMN claimed_at INTEGER;
--> statement-breakpoint
UPDATE outbox SET claimed_at = made_at;
