-- Who asks: set for one transaction by the server, empty otherwise.
CREATE FUNCTION app_org() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('feltbok.org', true), '')::uuid $$;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('feltbok.user', true), '')::uuid $$;
CREATE FUNCTION app_device() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('feltbok.device', true), '')::uuid $$;
CREATE FUNCTION app_email() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('feltbok.email', true), '') $$;
CREATE FUNCTION app_all_units() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('feltbok.all_units', true), '') = 'on' $$;
CREATE FUNCTION app_units() RETURNS uuid[] LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('feltbok.units', true), ''), '{}')::uuid[] $$;

CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_xid := pg_current_xact_id();
  NEW.revision := CASE WHEN TG_OP = 'UPDATE' THEN OLD.revision + 1 ELSE 1 END;
  RETURN NEW;
END $$;

CREATE FUNCTION remember_left_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.unit_id <> OLD.unit_id AND NOT OLD.unit_id = ANY (OLD.left_units) THEN
    NEW.left_units := OLD.left_units || OLD.unit_id;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed text[] := '{}';
  verb text := 'create';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    verb := CASE WHEN NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL THEN 'delete' ELSE 'update' END;
    SELECT coalesce(array_agg(n.key), '{}') INTO changed
      FROM jsonb_each(to_jsonb(NEW)) n
      WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key
        AND n.key NOT IN ('revision', 'changed_xid', 'left_units');
  END IF;
  INSERT INTO audit_log (org_id, actor, device_id, action, entity, record_id, revision, columns)
    VALUES (NEW.org_id, app_user(), app_device(), verb, TG_TABLE_NAME, NEW.id, NEW.revision, changed);
  RETURN NULL;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['org_units', 'activity_types', 'settings', 'contacts', 'peer_mentors', 'activities'] LOOP
    EXECUTE format('CREATE TRIGGER stamp_change BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION stamp_change()', name);
    EXECUTE format('CREATE TRIGGER zz_note_change AFTER INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION note_change()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['contacts', 'peer_mentors', 'activities'] LOOP
    EXECUTE format('CREATE TRIGGER remember_left_unit BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION remember_left_unit()', name);
  END LOOP;
END $$;
