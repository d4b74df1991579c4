-- Row level security is the second wall: every query filters by organisation on its own as well. FORCE binds the
-- owner of the tables too. Without a session (feltbok.org empty) every policy answers no rows.

GRANT SELECT ON meta TO feltbok_app;
GRANT SELECT ON orgs, users, user_units, org_units, activity_types, settings TO feltbok_app;
GRANT SELECT, INSERT, UPDATE ON devices, refresh_tokens, contacts, peer_mentors, activities TO feltbok_app;
GRANT SELECT, INSERT ON mutations, audit_log TO feltbok_app;

ALTER TABLE orgs ENABLE ROW LEVEL SECURITY;
ALTER TABLE orgs FORCE ROW LEVEL SECURITY;
CREATE POLICY own_org ON orgs FOR ALL USING (id = (SELECT app_org())) WITH CHECK (id = (SELECT app_org()));

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'users', 'user_units', 'devices', 'refresh_tokens', 'org_units', 'activity_types', 'settings', 'mutations', 'audit_log'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_org ON %I FOR ALL USING (org_id = (SELECT app_org())) WITH CHECK (org_id = (SELECT app_org()))', name);
  END LOOP;
  -- Reading spans the organisation (references, what has left a unit); writing is bound to the person's units.
  FOREACH name IN ARRAY ARRAY['contacts', 'peer_mentors', 'activities'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_org ON %I FOR SELECT USING (org_id = (SELECT app_org()))', name);
    EXECUTE format('CREATE POLICY own_units_insert ON %I FOR INSERT WITH CHECK (org_id = (SELECT app_org()) AND ((SELECT app_all_units()) OR unit_id = ANY ((SELECT app_units())::uuid[])))', name);
    EXECUTE format('CREATE POLICY own_units_update ON %I FOR UPDATE USING (org_id = (SELECT app_org()) AND ((SELECT app_all_units()) OR unit_id = ANY ((SELECT app_units())::uuid[]))) WITH CHECK (org_id = (SELECT app_org()) AND ((SELECT app_all_units()) OR unit_id = ANY ((SELECT app_units())::uuid[])))', name);
    EXECUTE format('CREATE POLICY own_units_delete ON %I FOR DELETE USING (org_id = (SELECT app_org()) AND ((SELECT app_all_units()) OR unit_id = ANY ((SELECT app_units())::uuid[])))', name);
  END LOOP;
END $$;

-- Signing in: the one row whose address was typed, before the organisation is known.
CREATE POLICY sign_in ON users FOR SELECT USING (email = (SELECT app_email()));
