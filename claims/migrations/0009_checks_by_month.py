"""Checks move into one table a month (docs/decisions: checks by month).

Existing rows are copied within the transaction: some fifteen seconds for a million on two cores, in which nothing
can be recorded. Leases outlive it, so nothing is lost by letting workers wait.
"""

import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = r"""
CREATE FUNCTION claims_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() LIKE 'test\_%' THEN  -- tests empty all tables
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'append-only: % cannot be truncated', TG_TABLE_NAME;
END $$;

-- The table of the month (UTC) that holds this moment; false if there is one. Rows that the default table holds of
-- the month move over. The locks are taken in the order in which recording takes them, and given up before
-- deadlock_timeout (1 s), so that it is never a recorder that has to yield.
CREATE FUNCTION claims_check_make_month(moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '900ms' AS $$
DECLARE
    starts timestamptz := date_trunc('month', moment, 'UTC');
    ends timestamptz := date_trunc('month', starts + interval '32 days', 'UTC');
    suffix text := to_char(starts AT TIME ZONE 'UTC', 'YYYY_MM');
    name text := 'claims_check_' || suffix;
BEGIN
    IF to_regclass(name) IS NOT NULL THEN
        RETURN false;
    END IF;
    LOCK TABLE claims_source, claims_snapshot IN SHARE ROW EXCLUSIVE MODE;
    LOCK TABLE claims_check IN ACCESS EXCLUSIVE MODE;
    EXECUTE format(
        'CREATE TABLE %I (LIKE claims_check INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', name);
    IF EXISTS (SELECT FROM claims_check_default WHERE checked_at >= starts AND checked_at < ends) THEN
        ALTER TABLE claims_check_default DISABLE TRIGGER pgtrigger_append_only_43d66;
        EXECUTE format(
            'WITH moved AS (DELETE FROM claims_check_default WHERE checked_at >= $1 AND checked_at < $2 RETURNING *)
            INSERT INTO %I SELECT * FROM moved', name) USING starts, ends;
        ALTER TABLE claims_check_default ENABLE TRIGGER pgtrigger_append_only_43d66;
    END IF;
    EXECUTE format('CREATE UNIQUE INDEX %I ON %I (source_id, lease)', 'check_once_per_lease_' || suffix, name);
    EXECUTE format('ALTER TABLE claims_check ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, starts, ends);
    EXECUTE format('CREATE TRIGGER keep_all BEFORE TRUNCATE ON %I EXECUTE FUNCTION claims_refuse_truncate()', name);
    RETURN true;
END $$;

-- Drop a month's table; how many of its checks were kept (they move to the default table): those that an alert was
-- found by, and those that a source's or a quote's "last seen", "last looked at" or "changed" rests on.
CREATE FUNCTION claims_check_drop_month(moment timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '900ms' AS $$
DECLARE
    starts timestamptz := date_trunc('month', moment, 'UTC');
    ends timestamptz := date_trunc('month', starts + interval '32 days', 'UTC');
    name text := 'claims_check_' || to_char(starts AT TIME ZONE 'UTC', 'YYYY_MM');
    kept bigint[];
BEGIN
    IF ends > now() - interval '60 days' THEN
        RAISE EXCEPTION 'append-only: the checks of % are not old enough to be dropped', starts;
    END IF;
    EXECUTE format('
        SELECT coalesce(array_agg(id), ''{}'') FROM (
            SELECT look.id FROM %1$I look JOIN claims_alert alert ON alert.found_by_id = look.id
            UNION
            SELECT look.id FROM claims_source source CROSS JOIN LATERAL (VALUES (checked_at), (read_at)) said (at)
            JOIN %1$I look ON look.source_id = source.id AND look.checked_at = said.at
            WHERE said.at >= $1 AND said.at < $2
            UNION
            SELECT look.id FROM claims_citation quote CROSS JOIN LATERAL (VALUES (seen_at), (changed_at)) said (at)
            JOIN %1$I look ON look.source_id = quote.source_id AND look.checked_at = said.at
            WHERE said.at >= $1 AND said.at < $2
        ) needed', name) INTO kept USING starts, ends;
    LOCK TABLE claims_source, claims_snapshot, claims_check IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('ALTER TABLE claims_check DETACH PARTITION %I', name);
    EXECUTE format('INSERT INTO claims_check SELECT * FROM %I WHERE id = ANY ($1)', name) USING kept;
    EXECUTE format('DROP TABLE %I', name);
    RETURN cardinality(kept);
END $$;

-- Whoever may call these may make checks disappear: the owner alone, until it grants them to a role of the workers.
REVOKE ALL ON FUNCTION claims_check_make_month(timestamptz), claims_check_drop_month(timestamptz) FROM PUBLIC;
"""

TO_MONTHS = """
-- Wait for recorders now, in the order of their own locks: later none is met half-way.
LOCK TABLE claims_source, claims_snapshot IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE claims_check IN ACCESS EXCLUSIVE MODE;
ALTER TABLE claims_check RENAME TO claims_check_whole;
ALTER TABLE claims_check_whole DROP CONSTRAINT claims_check_pkey;
ALTER TABLE claims_check_whole ALTER id DROP IDENTITY;
DROP TRIGGER pgtrigger_append_only_43d66 ON claims_check_whole;
DROP INDEX check_once_per_lease, check_by_source, check_by_time;

CREATE TABLE claims_check (LIKE claims_check_whole INCLUDING CONSTRAINTS INCLUDING STORAGE)
    PARTITION BY RANGE (checked_at);
-- A sequence, not an identity: PostgreSQL knows no identity of partitioned tables before 17.
CREATE SEQUENCE claims_check_id_seq OWNED BY claims_check.id;
SELECT setval('claims_check_id_seq', coalesce(max(id), 0) + 1, false) FROM claims_check_whole;
ALTER TABLE claims_check ALTER id SET DEFAULT nextval('claims_check_id_seq');
CREATE TABLE claims_check_default PARTITION OF claims_check DEFAULT;
ALTER TABLE claims_check ADD CONSTRAINT claims_check_pkey PRIMARY KEY (id, checked_at);
CREATE INDEX check_by_source ON claims_check (source_id, checked_at DESC);
CREATE INDEX check_by_time ON claims_check USING brin (checked_at) WITH (autosummarize = on);
CREATE UNIQUE INDEX check_once_per_lease_default ON claims_check_default (source_id, lease);
CREATE TRIGGER pgtrigger_append_only_43d66 BEFORE UPDATE OR DELETE ON claims_check
    FOR EACH ROW EXECUTE FUNCTION pgtrigger_append_only_43d66();
COMMENT ON TRIGGER pgtrigger_append_only_43d66 ON claims_check IS '0bf318cdca06f8d5ef4ee6aab1632cc8a640cbac';
CREATE TRIGGER keep_all BEFORE TRUNCATE ON claims_check EXECUTE FUNCTION claims_refuse_truncate();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON claims_check_default EXECUTE FUNCTION claims_refuse_truncate();

SELECT claims_check_make_month(month) FROM (
    SELECT DISTINCT date_trunc('month', checked_at, 'UTC') AS month FROM claims_check_whole
    UNION
    SELECT generate_series(date_trunc('month', now(), 'UTC'), now() + interval '3 months', interval '1 month')
) months ORDER BY month;
INSERT INTO claims_check SELECT * FROM claims_check_whole ORDER BY checked_at, id;
DROP TABLE claims_check_whole;
ALTER TABLE claims_check
    ADD CONSTRAINT claims_check_source_id_c59a08a0_fk_claims_source_id
        FOREIGN KEY (source_id) REFERENCES claims_source (id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT claims_check_snapshot_id_42c0f1a7_fk_claims_snapshot_id
        FOREIGN KEY (snapshot_id) REFERENCES claims_snapshot (id) DEFERRABLE INITIALLY DEFERRED;
"""

TO_ONE_TABLE = """
ALTER TABLE claims_check RENAME TO claims_check_months;
ALTER TABLE claims_check_months DROP CONSTRAINT claims_check_pkey;
DROP TRIGGER pgtrigger_append_only_43d66 ON claims_check_months;
DROP INDEX check_by_source, check_by_time;
ALTER SEQUENCE claims_check_id_seq RENAME TO claims_check_months_id_seq;
CREATE TABLE claims_check (LIKE claims_check_months INCLUDING CONSTRAINTS INCLUDING STORAGE);
INSERT INTO claims_check SELECT * FROM claims_check_months ORDER BY id;
DROP TABLE claims_check_months;
ALTER TABLE claims_check ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;
SELECT setval('claims_check_id_seq', coalesce(max(id), 0) + 1, false) FROM claims_check;
ALTER TABLE claims_check ADD CONSTRAINT claims_check_pkey PRIMARY KEY (id);
CREATE INDEX check_by_source ON claims_check (source_id, checked_at DESC);
CREATE INDEX check_by_time ON claims_check USING brin (checked_at) WITH (autosummarize = on);
CREATE UNIQUE INDEX check_once_per_lease ON claims_check (source_id, lease);
CREATE INDEX claims_check_snapshot_id_42c0f1a7 ON claims_check (snapshot_id);
CREATE INDEX claims_check_source_id_c59a08a0 ON claims_check (source_id);
ALTER TABLE claims_check
    ADD CONSTRAINT claims_check_source_id_c59a08a0_fk_claims_source_id
        FOREIGN KEY (source_id) REFERENCES claims_source (id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT claims_check_snapshot_id_42c0f1a7_fk_claims_snapshot_id
        FOREIGN KEY (snapshot_id) REFERENCES claims_snapshot (id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER pgtrigger_append_only_43d66 BEFORE UPDATE OR DELETE ON claims_check
    FOR EACH ROW EXECUTE FUNCTION pgtrigger_append_only_43d66();
COMMENT ON TRIGGER pgtrigger_append_only_43d66 ON claims_check IS '0bf318cdca06f8d5ef4ee6aab1632cc8a640cbac';
DROP FUNCTION claims_check_make_month(timestamptz), claims_check_drop_month(timestamptz);
DROP FUNCTION claims_refuse_truncate();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_schedule_and_notices")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            TO_MONTHS,
            TO_ONE_TABLE,
            state_operations=[
                migrations.AlterField(
                    model_name="check",
                    name="snapshot",
                    field=models.ForeignKey(
                        blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks", to="claims.snapshot",
                    ),
                ),
                migrations.AlterField(
                    model_name="check",
                    name="source",
                    field=models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="checks",
                        to="claims.source",
                    ),
                ),
            ],
        ),
    ]
