-- Organisations, people and their sessions. org_id stands first in every key, so that the tables can be spread
-- over a cluster by organisation. The one exception is the index that makes an e-mail address unique: signing in
-- is the only question asked before the organisation is known.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'feltbok_app') THEN
    CREATE ROLE feltbok_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  EXECUTE format('GRANT feltbok_app TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO feltbok_app;

CREATE TABLE meta (
  key text PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE orgs (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL
);

CREATE TABLE users (
  org_id uuid NOT NULL REFERENCES orgs (id),
  id uuid NOT NULL,
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('coordinator', 'org_admin')),
  password_hash text NOT NULL,
  disabled_at timestamptz,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX users_email ON users (email);

CREATE TABLE devices (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  disabled_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

-- A token is stored as its hash. `successor_sealed` is the token that replaced it, readable only with the replaced
-- token itself, for the device whose answer was lost on the way.
CREATE TABLE refresh_tokens (
  org_id uuid NOT NULL,
  hash text NOT NULL,
  family uuid NOT NULL,
  parent_hash text,
  user_id uuid NOT NULL,
  device_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  rotated_at timestamptz,
  successor_sealed text,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (org_id, family);
CREATE INDEX refresh_tokens_device ON refresh_tokens (org_id, device_id);

CREATE TABLE org_units (
  org_id uuid NOT NULL REFERENCES orgs (id),
  id uuid NOT NULL,
  parent_id uuid,
  kind text NOT NULL CHECK (kind IN ('national', 'region', 'local')),
  name text NOT NULL,
  municipality_code text,
  active boolean NOT NULL DEFAULT true,
  revision bigint NOT NULL DEFAULT 1,
  changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  deleted_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, parent_id) REFERENCES org_units (org_id, id)
);

CREATE TABLE user_units (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  PRIMARY KEY (org_id, user_id, unit_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id),
  FOREIGN KEY (org_id, unit_id) REFERENCES org_units (org_id, id)
);
