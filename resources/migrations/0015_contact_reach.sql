ALTER TABLE contacts ADD COLUMN phone TEXT;
--> statement-breakpoint
ALTER TABLE contacts ADD COLUMN email TEXT;
--> statement-breakpoint
-- What an older version fetched lacks these two, and nothing later would tell: everything is listed anew, where people have names.
UPDATE sync_state SET cursor = NULL, snapshot = snapshot + 1, held_deletes = NULL, rewriting = 1
WHERE EXISTS (SELECT 1 FROM settings WHERE key = 'contact_identity' AND value = '"named"');
