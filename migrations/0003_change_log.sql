-- scope: business
-- What changed, for the lens. Statement-level triggers write one row per touched key; a reader takes
-- the rows whose transaction was not visible in the full snapshot of its last catch-up. A sequence or
-- a time would miss rows of transactions that commit late.

CREATE TABLE change_log (
  txid  xid8 NOT NULL DEFAULT pg_current_xact_id(),
  tab   text NOT NULL,
  key   bigint NOT NULL
);
CREATE INDEX change_log_txid ON change_log (txid);

-- One row per lens file: entries every lens has seen are pruned.
CREATE TABLE lens_reader (
  id       text PRIMARY KEY,
  snapshot pg_snapshot NOT NULL,
  seen_at  timestamptz NOT NULL
);

CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- TG_ARGV[0]: the table's name in the lens; TG_ARGV[1]: the column the lens keys it by.
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    EXECUTE format('INSERT INTO %I.change_log (tab, key) SELECT DISTINCT %L, %I FROM new_rows',
                   TG_TABLE_SCHEMA, TG_ARGV[0], TG_ARGV[1]);
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    EXECUTE format('INSERT INTO %I.change_log (tab, key) SELECT DISTINCT %L, %I FROM old_rows',
                   TG_TABLE_SCHEMA, TG_ARGV[0], TG_ARGV[1]);
  END IF;
  RETURN NULL;
END $$;

-- watch_changes('orders', 'id') puts the three triggers on a table.
CREATE FUNCTION watch_changes(tab text, key_column text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER log_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_change(%L, %L)', tab, tab, key_column);
  EXECUTE format('CREATE TRIGGER log_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_change(%L, %L)', tab, tab, key_column);
  EXECUTE format('CREATE TRIGGER log_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION log_change(%L, %L)', tab, tab, key_column);
END $$;

SELECT watch_changes('shop', 'id'), watch_changes('customer', 'id'), watch_changes('orders', 'id'),
       watch_changes('order_line', 'order_id'), watch_changes('refund', 'id'), watch_changes('product', 'id'),
       watch_changes('parcel', 'id'), watch_changes('review', 'id'), watch_changes('customer_tag', 'id'),
       watch_changes('exchange_rate', 'id');
