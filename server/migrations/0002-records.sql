-- What devices mirror. Each row carries `revision` (grows by one with each change), `changed_xid` (the transaction of
-- its last change: the order of the feed) and `deleted_at`. `left_units` remembers every unit a record has left, so
-- that a person of any of them is told that it is gone.

CREATE TABLE activity_types (
  org_id uuid NOT NULL REFERENCES orgs (id),
  id uuid NOT NULL,
  label jsonb NOT NULL,
  code text,
  grant_category text NOT NULL CHECK (grant_category IN ('outreach', 'group', 'course', 'other')),
  default_mode text NOT NULL,
  default_duration_min integer,
  allows_zero_participants boolean NOT NULL,
  sort integer NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  revision bigint NOT NULL DEFAULT 1,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  deleted_at timestamptz,
  PRIMARY KEY (org_id, id)
);

CREATE TABLE settings (
  org_id uuid NOT NULL REFERENCES orgs (id),
  id uuid NOT NULL,
  key text NOT NULL,
  value jsonb NOT NULL,
  revision bigint NOT NULL DEFAULT 1,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  deleted_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, key)
);

CREATE TABLE contacts (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  pseudonym text NOT NULL,
  relation text NOT NULL,
  age_band text NOT NULL,
  consent_state text NOT NULL,
  consent_on date,
  expires_on date,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  revision bigint NOT NULL DEFAULT 1,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  deleted_at timestamptz,
  left_units uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, unit_id) REFERENCES org_units (org_id, id)
);

CREATE TABLE peer_mentors (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  display_name text NOT NULL,
  short_code text NOT NULL,
  approval text NOT NULL DEFAULT 'proposed' CHECK (approval IN ('proposed', 'approved')),
  approved_from date,
  approved_to date,
  active boolean NOT NULL DEFAULT true,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  revision bigint NOT NULL DEFAULT 1,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  deleted_at timestamptz,
  left_units uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, unit_id) REFERENCES org_units (org_id, id)
);

-- `mentors` is one value of one field group: it changes, conflicts and travels as a whole, so it is stored as one.
CREATE TABLE activities (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  batch_id uuid,
  occurred_on date NOT NULL,
  activity_type_id uuid NOT NULL,
  mode text NOT NULL,
  setting text,
  duration_min integer NOT NULL CHECK (duration_min BETWEEN 1 AND 720),
  participants_count integer NOT NULL CHECK (participants_count BETWEEN 0 AND 200),
  new_participants boolean,
  municipality_code text,
  mentors jsonb NOT NULL CHECK (jsonb_typeof(mentors) = 'array'),
  contact_id uuid,
  travel_km double precision,
  toll_nok integer,
  outlay_nok integer,
  note text NOT NULL,
  countable boolean NOT NULL,
  countable_reasons jsonb NOT NULL,
  rules_version integer NOT NULL,
  reporting_year integer NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  revision bigint NOT NULL DEFAULT 1,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  deleted_at timestamptz,
  left_units uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, unit_id) REFERENCES org_units (org_id, id),
  FOREIGN KEY (org_id, activity_type_id) REFERENCES activity_types (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
);

-- The idempotency ledger: what was answered to a mutation, for ever. Names are separate per device.
CREATE TABLE mutations (
  org_id uuid NOT NULL REFERENCES orgs (id),
  device_id uuid NOT NULL,
  id uuid NOT NULL,
  body_hash text NOT NULL,
  -- json, not jsonb: an answer is given again letter by letter.
  result json NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, device_id, id)
);

-- Names of the columns that changed, never their values.
CREATE TABLE audit_log (
  org_id uuid NOT NULL REFERENCES orgs (id),
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor uuid,
  device_id uuid,
  action text NOT NULL,
  entity text NOT NULL,
  record_id uuid NOT NULL,
  revision bigint NOT NULL,
  columns text[] NOT NULL,
  PRIMARY KEY (org_id, sequence)
);
CREATE INDEX audit_log_record ON audit_log (org_id, entity, record_id, revision);

CREATE INDEX org_units_feed ON org_units (org_id, changed_xid);
CREATE INDEX activity_types_feed ON activity_types (org_id, changed_xid);
CREATE INDEX settings_feed ON settings (org_id, changed_xid);
CREATE INDEX contacts_feed ON contacts (org_id, changed_xid);
CREATE INDEX peer_mentors_feed ON peer_mentors (org_id, changed_xid);
CREATE INDEX activities_feed ON activities (org_id, changed_xid);
