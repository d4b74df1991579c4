-- When the access token that came with a refresh token was first used: its answer has arrived, so the parent has no
-- more reason to ask for it again.
ALTER TABLE refresh_tokens ADD COLUMN used_at timestamptz;
CREATE INDEX refresh_tokens_parent ON refresh_tokens (org_id, parent_hash);

-- An organisation that has ended, what its people may use of the app (names of flags and whether they are on), and
-- who vouches for them.
ALTER TABLE orgs ADD COLUMN closed_at timestamptz;
ALTER TABLE orgs ADD COLUMN features jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(features) = 'object');
ALTER TABLE orgs ADD COLUMN provider_issuer text;
ALTER TABLE orgs ADD COLUMN provider_client_id text;
ALTER TABLE orgs ADD CONSTRAINT provider_whole CHECK ((provider_issuer IS NULL) = (provider_client_id IS NULL));

-- Who a person is to the identity provider. A subject is never reused there; an e-mail address may be.
CREATE TABLE identities (
  org_id uuid NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (org_id, issuer, subject),
  FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
GRANT SELECT ON identities TO feltbok_app;
ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE identities FORCE ROW LEVEL SECURITY;
CREATE POLICY own_org ON identities FOR ALL USING (org_id = (SELECT app_org())) WITH CHECK (org_id = (SELECT app_org()));

-- Signing in through a provider: the one organisation that was named, before anybody is known.
CREATE FUNCTION app_org_slug() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('feltbok.org_slug', true), '') $$;
CREATE POLICY sign_in ON orgs FOR SELECT USING (slug = (SELECT app_org_slug()));
