-- Two roles on PostgreSQL: the owner migrates, the service works. Run as the owner, in the service's database, after each
-- `migrate`; again and again without harm. Before the first time, as postgres:
--   CREATE ROLE rembuk_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
-- Whoever gets hold of the service's connection can then neither rewrite a ledger, a publication or what was done about a
-- person, nor take away the triggers that guard them.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO rembuk_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rembuk_service;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO rembuk_service;

-- What is written once: no update, no delete, of the parts of a split table neither.
DO $$
DECLARE part regclass;
BEGIN
    FOR part IN
        SELECT relid FROM pg_partition_tree('sync_ledgerentry')
        UNION SELECT 'sync_ledgerentry'::regclass
        UNION SELECT unnest(ARRAY['villages_personevent', 'villages_dailydigest', 'villages_publication', 'django_migrations']::regclass[])
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM rembuk_service', part);
    END LOOP;
END $$;
REVOKE INSERT ON django_migrations FROM rembuk_service;

-- Of a publication: that a newer one took its place, and that it was withdrawn, by whom and why.
GRANT UPDATE (current, withdrawn_at, withdrawn_by_id, withdrawn_reason) ON villages_publication TO rembuk_service;
