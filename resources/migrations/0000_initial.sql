CREATE TABLE org_units (
  id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  parent_id TEXT, kind TEXT NOT NULL, name TEXT NOT NULL, municipality_code TEXT, active INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE activity_types (
  id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  label TEXT NOT NULL, code TEXT, grant_category TEXT NOT NULL, default_mode TEXT NOT NULL, default_duration_min INTEGER,
  allows_zero_participants INTEGER NOT NULL, sort INTEGER NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT
) STRICT;
--> statement-breakpoint
CREATE TABLE settings (
  id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  key TEXT NOT NULL, value TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE contacts (
  id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  unit_id TEXT NOT NULL, pseudonym TEXT NOT NULL, relation TEXT NOT NULL, age_band TEXT NOT NULL,
  consent_state TEXT NOT NULL, consent_on TEXT, expires_on TEXT
) STRICT;
--> statement-breakpoint
CREATE TABLE peer_mentors (
  id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  home_unit_id TEXT NOT NULL, display_name TEXT NOT NULL, short_code TEXT NOT NULL,
  approval TEXT NOT NULL, approved_from TEXT, approved_to TEXT, active INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE activities (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  unit_id TEXT NOT NULL, batch_id TEXT, occurred_on TEXT NOT NULL, activity_type_id TEXT NOT NULL, mode TEXT NOT NULL, setting TEXT,
  duration_min INTEGER NOT NULL, participants_count INTEGER NOT NULL, new_participants INTEGER, municipality_code TEXT,
  contact_id TEXT, travel_km REAL, toll_nok INTEGER, outlay_nok INTEGER, note TEXT NOT NULL,
  countable INTEGER NOT NULL, countable_reasons TEXT NOT NULL, rules_version INTEGER NOT NULL, reporting_year INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX activities_newest ON activities (occurred_on DESC, id DESC);
--> statement-breakpoint
CREATE TABLE activity_mentors (
  activity_id TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
  peer_mentor_id TEXT NOT NULL, role TEXT NOT NULL,
  PRIMARY KEY (activity_id, peer_mentor_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX activity_mentors_by_mentor ON activity_mentors (peer_mentor_id, activity_id);
--> statement-breakpoint
CREATE VIRTUAL TABLE activity_search USING fts5 (words, content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 2");
--> statement-breakpoint
CREATE VIRTUAL TABLE people_search USING fts5 (entity UNINDEXED, id UNINDEXED, words, prefix='2 3', tokenize="unicode61 remove_diacritics 2");
--> statement-breakpoint
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
  entity TEXT NOT NULL, record_id TEXT NOT NULL, endpoint TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  base_revision INTEGER, schema_version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'in_flight', 'settled', 'conflicted', 'parked')),
  outcome TEXT, attempts INTEGER NOT NULL DEFAULT 0, first_failed_at INTEGER, retry_at INTEGER, problem TEXT,
  made_at INTEGER NOT NULL, actor TEXT NOT NULL, settled_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX outbox_open ON outbox (sequence) WHERE state IN ('pending', 'in_flight', 'parked');
--> statement-breakpoint
CREATE INDEX outbox_by_record ON outbox (record_id, sequence);
--> statement-breakpoint
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE shadows (
  entity TEXT NOT NULL, record_id TEXT NOT NULL, revision INTEGER NOT NULL,
  row TEXT, PRIMARY KEY (entity, record_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE conflicts (
  id TEXT PRIMARY KEY NOT NULL, mutation_id TEXT NOT NULL, entity TEXT NOT NULL, record_id TEXT NOT NULL, title TEXT NOT NULL,
  field_group TEXT NOT NULL, base TEXT NOT NULL, mine TEXT NOT NULL, theirs TEXT, gone TEXT, made_by TEXT, at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'applied_again'))
) STRICT;
--> statement-breakpoint
CREATE INDEX conflicts_open ON conflicts (record_id) WHERE state = 'open';
--> statement-breakpoint
CREATE TABLE audit_log (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  entity TEXT NOT NULL, record_id TEXT NOT NULL, fields TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER audit_log_keeps_rows BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_log_loses_none BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
CREATE TABLE sync_state (
  only INTEGER PRIMARY KEY CHECK (only = 1), device_id TEXT NOT NULL,
  cursor TEXT, epoch TEXT, snapshot INTEGER NOT NULL DEFAULT 1, initialised INTEGER NOT NULL DEFAULT 0,
  download_done INTEGER, download_total INTEGER, last_synced_at INTEGER,
  paused_until INTEGER, run_failures INTEGER NOT NULL DEFAULT 0, retry_at INTEGER, not_before INTEGER,
  server_failing INTEGER NOT NULL DEFAULT 0, update_needed INTEGER NOT NULL DEFAULT 0, auth_needed INTEGER NOT NULL DEFAULT 0
) STRICT;
--> statement-breakpoint
CREATE TABLE session (only INTEGER PRIMARY KEY CHECK (only = 1), person TEXT NOT NULL, refresh_token TEXT) STRICT;
--> statement-breakpoint
CREATE TABLE sync_runs (
  id TEXT PRIMARY KEY NOT NULL, cause TEXT NOT NULL, started_at INTEGER NOT NULL, duration_ms INTEGER NOT NULL,
  pushed INTEGER NOT NULL, pulled INTEGER NOT NULL, conflicts INTEGER NOT NULL, parked INTEGER NOT NULL,
  failure TEXT, bytes INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX sync_runs_newest ON sync_runs (started_at DESC);
--> statement-breakpoint
CREATE TABLE notices (id TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, dismissed INTEGER NOT NULL DEFAULT 0) STRICT;
--> statement-breakpoint
CREATE TABLE draft_sessions (
  id TEXT PRIMARY KEY NOT NULL, header TEXT NOT NULL, focus TEXT, opened_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, finished_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE TABLE drafts (
  id TEXT PRIMARY KEY NOT NULL, session_id TEXT NOT NULL REFERENCES draft_sessions (id) ON DELETE CASCADE,
  position REAL NOT NULL, origin TEXT NOT NULL, cells TEXT NOT NULL, server_problem TEXT, updated_at INTEGER NOT NULL, removed_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX drafts_of_session ON drafts (session_id, position);
