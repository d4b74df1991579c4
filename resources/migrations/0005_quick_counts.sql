-- Taking for sending and giving back change neither count, and are most of what happens to a queue: they fire nothing.
-- Whatever opens, parks or closes a mutation writes its outcome or the time it was settled.
DROP TRIGGER outbox_counts_update;
--> statement-breakpoint
CREATE TRIGGER outbox_counts_update AFTER UPDATE OF outcome, settled_at ON outbox
  WHEN (OLD.state IN ('pending', 'in_flight')) <> (NEW.state IN ('pending', 'in_flight')) OR (OLD.state = 'parked') <> (NEW.state = 'parked')
BEGIN
  UPDATE outbox_counts SET
    waiting = waiting + (NEW.state IN ('pending', 'in_flight')) - (OLD.state IN ('pending', 'in_flight')),
    parked = parked + (NEW.state = 'parked') - (OLD.state = 'parked');
END;
