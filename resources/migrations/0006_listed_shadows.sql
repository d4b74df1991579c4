ALTER TABLE shadows ADD COLUMN snapshot INTEGER NOT NULL DEFAULT 1;
--> statement-breakpoint
UPDATE shadows SET snapshot = coalesce((SELECT snapshot FROM sync_state), 1);
