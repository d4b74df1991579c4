CREATE INDEX outbox_in_flight ON outbox (sequence) WHERE state = 'in_flight';
--> statement-breakpoint
CREATE INDEX outbox_parked ON outbox (sequence) WHERE state = 'parked';
--> statement-breakpoint
CREATE INDEX outbox_retries ON outbox (retry_at) WHERE state = 'pending' AND retry_at IS NOT NULL;
--> statement-breakpoint
-- Kept by the triggers below, so that the status need not count a long queue on every save.
CREATE TABLE outbox_counts (only INTEGER PRIMARY KEY CHECK (only = 1), waiting INTEGER NOT NULL, parked INTEGER NOT NULL) STRICT;
--> statement-breakpoint
INSERT INTO outbox_counts (only, waiting, parked)
  SELECT 1, count(*) FILTER (WHERE state IN ('pending', 'in_flight')), count(*) FILTER (WHERE state = 'parked') FROM outbox;
--> statement-breakpoint
CREATE TRIGGER outbox_counts_insert AFTER INSERT ON outbox WHEN NEW.state IN ('pending', 'in_flight', 'parked') BEGIN
  UPDATE outbox_counts SET waiting = waiting + (NEW.state <> 'parked'), parked = parked + (NEW.state = 'parked');
END;
--> statement-breakpoint
CREATE TRIGGER outbox_counts_update AFTER UPDATE OF state ON outbox
  WHEN (OLD.state IN ('pending', 'in_flight')) <> (NEW.state IN ('pending', 'in_flight')) OR (OLD.state = 'parked') <> (NEW.state = 'parked')
BEGIN
  UPDATE outbox_counts SET
    waiting = waiting + (NEW.state IN ('pending', 'in_flight')) - (OLD.state IN ('pending', 'in_flight')),
    parked = parked + (NEW.state = 'parked') - (OLD.state = 'parked');
END;
--> statement-breakpoint
CREATE TRIGGER outbox_counts_delete AFTER DELETE ON outbox WHEN OLD.state IN ('pending', 'in_flight', 'parked') BEGIN
  UPDATE outbox_counts SET waiting = waiting - (OLD.state <> 'parked'), parked = parked - (OLD.state = 'parked');
END;
