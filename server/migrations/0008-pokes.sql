-- Who listens is told that something was stored, and that a session may have ended: of what and by whom, nothing.
-- `feltbok_changes` says "organisation device", the device being empty when no session wrote;
-- `feltbok_sessions` says "organisation id", the id being that of a family of tokens, a device or a person.
-- PostgreSQL refuses to prepare a transaction that has notified: one that is to be prepared sets feltbok.unannounced.

CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('feltbok_changes', concat(orgs.org_id, ' ', app_device()))
    FROM (SELECT DISTINCT org_id FROM changed) AS orgs;
  RETURN NULL;
END $$;

CREATE FUNCTION tell_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('feltbok_sessions', concat(NEW.org_id, ' ', to_jsonb(NEW) ->> TG_ARGV[0]));
  RETURN NULL;
END $$;

DO $$
DECLARE
  name text;
  verb text;
BEGIN
  FOREACH name IN ARRAY ARRAY['org_units', 'activity_types', 'settings', 'contacts', 'peer_mentors', 'activities'] LOOP
    FOREACH verb IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
      EXECUTE format(
        'CREATE TRIGGER tell_%s AFTER %s ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT '
        'WHEN (coalesce(current_setting(''feltbok.unannounced'', true), '''') = '''') EXECUTE FUNCTION tell_change()',
        lower(verb), verb, name);
    END LOOP;
  END LOOP;
END $$;

CREATE TRIGGER tell_session AFTER UPDATE ON refresh_tokens FOR EACH ROW
  WHEN (NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) EXECUTE FUNCTION tell_session('family');
CREATE TRIGGER tell_session AFTER UPDATE ON devices FOR EACH ROW
  WHEN (NEW.disabled_at IS DISTINCT FROM OLD.disabled_at) EXECUTE FUNCTION tell_session('id');
CREATE TRIGGER tell_session AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.disabled_at IS DISTINCT FROM OLD.disabled_at) EXECUTE FUNCTION tell_session('id');
