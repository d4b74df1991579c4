ALTER TABLE session ADD COLUMN features TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(features));
--> statement-breakpoint
ALTER TABLE session ADD COLUMN ended TEXT CHECK (ended IN ('expired', 'device_copied', 'device_refused', 'account_closed'));
