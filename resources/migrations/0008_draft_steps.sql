CREATE TABLE draft_steps (
  session_id TEXT NOT NULL REFERENCES draft_sessions (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, step TEXT NOT NULL, size INTEGER NOT NULL, undone INTEGER NOT NULL,
  PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;
