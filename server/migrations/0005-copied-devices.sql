-- A device numbers its mutations. Two mutations under one number come from two copies of one profile: the device is
-- marked, its sessions end, and each copy signs in under a number of its own.
ALTER TABLE mutations ADD COLUMN sequence bigint;
CREATE INDEX mutations_sequence ON mutations (org_id, device_id, sequence);
ALTER TABLE devices ADD COLUMN copied_at timestamptz;
