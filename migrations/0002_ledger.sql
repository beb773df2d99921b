-- scope: business
-- The ledger: what happened. Why each table looks the way it does: docs/adr/0001-data-model.md.
-- Money is bigint minor units beside a currency; times are UTC; *_day is the shop's local day.
-- Every fact has two times: when it occurred and when we came to know it (known_at).

CREATE TABLE setting (
  key   text PRIMARY KEY,
  value jsonb NOT NULL
);
-- ledger_id makes the lens's epoch; a restore writes a new one.
INSERT INTO setting VALUES ('ledger_id', to_jsonb(gen_random_uuid()::text));

CREATE TABLE shop (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL,
  platform     text NOT NULL DEFAULT 'other',  -- taobao, tmall, jd, pinduoduo, douyin, shopify, woocommerce, other
  currency     text NOT NULL,                  -- ISO 4217
  time_zone    text NOT NULL,                  -- IANA
  tax_included boolean NOT NULL DEFAULT true,
  is_sample    boolean NOT NULL DEFAULT false,
  created_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX shop_name ON shop (lower(name));

CREATE TABLE exchange_rate (
  id       bigint GENERATED ALWAYS AS IDENTITY,
  currency text NOT NULL,
  day      date NOT NULL,
  rate     numeric NOT NULL,                   -- reporting currency per one unit of currency
  PRIMARY KEY (currency, day)
);

-- One import is one batch: whole or absent, and it can be undone.
CREATE TABLE import_batch (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id           bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
  source            text NOT NULL,             -- e.g. taobao_orders, generic_orders
  source_version    text NOT NULL DEFAULT '',
  file_name         text NOT NULL,
  file_sha256       text NOT NULL DEFAULT '',
  mapping           jsonb NOT NULL DEFAULT '{}',
  state             text NOT NULL CHECK (state IN ('ready', 'running', 'done', 'cancelled', 'failed', 'undone')),
  problem           jsonb,                     -- {code, params} when failed
  read              bigint NOT NULL DEFAULT 0, -- rows; read = accepted + unchanged + rejected
  accepted          bigint NOT NULL DEFAULT 0,
  unchanged         bigint NOT NULL DEFAULT 0,
  rejected          bigint NOT NULL DEFAULT 0,
  customers_new     bigint NOT NULL DEFAULT 0,
  customers_matched bigint NOT NULL DEFAULT 0,
  orders_new        bigint NOT NULL DEFAULT 0,
  orders_updated    bigint NOT NULL DEFAULT 0,
  orders_tied       bigint NOT NULL DEFAULT 0, -- orders of the file that have a person
  untied_reasons    jsonb NOT NULL DEFAULT '{}', -- reason code -> orders of the file without a person
  seconds           double precision,
  started_by        bigint,
  started_at        timestamptz NOT NULL,
  finished_at       timestamptz,
  undone_at         timestamptz
);
CREATE INDEX import_batch_shop ON import_batch (shop_id, id);

CREATE TABLE import_reject (
  batch_id    bigint NOT NULL REFERENCES import_batch ON DELETE CASCADE,
  line_number bigint NOT NULL,                 -- of the file, header = 1
  reason      text NOT NULL,                   -- a code; words are made at the edge
  params      jsonb NOT NULL DEFAULT '{}',
  raw         text NOT NULL,                   -- the record as one CSV line with the file's own columns
  PRIMARY KEY (batch_id, line_number)
);

-- What a row was before a batch changed it. A row a batch created needs no image: its batch_id says so.
CREATE TABLE import_undo (
  batch_id bigint NOT NULL REFERENCES import_batch ON DELETE CASCADE,
  entity   text NOT NULL,                      -- table name; order_line images hold the order's whole set of lines
  key      bigint NOT NULL,                    -- id of the row (order id for order_line)
  before   jsonb,                              -- null: the row did not exist
  said     jsonb,                              -- what this batch stated (orders, their lines, customers): replayed when an earlier batch is undone
  seq      bigint GENERATED ALWAYS AS IDENTITY, -- batches need not be applied in the order of their ids
  PRIMARY KEY (batch_id, entity, key)
);
CREATE INDEX import_undo_key ON import_undo (entity, key, batch_id);

CREATE TABLE import_mapping (
  shop_id     bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
  header_hash text NOT NULL,
  source      text NOT NULL,
  mapping     jsonb NOT NULL,
  used_at     timestamptz NOT NULL,
  PRIMARY KEY (shop_id, header_hash)
);

-- One row is one profile: what one platform shows of a buyer. person_id says whose profile it is
-- (its own id unless merged). Facts hang on the profile and are never re-keyed by a merge.
CREATE TABLE customer (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id    bigint NOT NULL,                -- current person; its history is person_link
  key_kind     text NOT NULL CHECK (key_kind IN ('platform_id', 'nick', 'email', 'phone', 'manual', 'erased')),
  key_scope    text NOT NULL,                  -- platform, or shop:<id>, or '' for email and phone
  key_value    text NOT NULL,                  -- normalised
  shop_id      bigint,                         -- where first seen
  name         text,
  nick         text,
  gender       text CHECK (gender IN ('female', 'male', 'other')),
  birth_year   smallint,
  phone        text,                           -- E.164, never masked
  phone_masked text,                           -- as the platform shows it, e.g. 138****0001
  email        text,                           -- lower-cased
  country      text,                           -- ISO 3166 alpha-2 where it can be known
  province     text,
  city         text,
  district     text,
  address      text,
  address_kind text CHECK (address_kind IN ('home', 'company')),
  climate_zone text,
  language     text,
  note         text,
  batch_id     bigint,
  known_at     timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  erased_at    timestamptz,
  UNIQUE (key_kind, key_scope, key_value)
);
CREATE INDEX customer_person ON customer (person_id);
CREATE INDEX customer_batch ON customer (batch_id);
CREATE INDEX customer_name ON customer (lower(name) text_pattern_ops);

CREATE TABLE person_link (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customer ON DELETE CASCADE,
  person_id   bigint NOT NULL,
  valid_from  timestamptz NOT NULL,
  valid_to    timestamptz,
  reason      text NOT NULL,                   -- rule code or 'by_hand'
  by_user     bigint,
  batch_id    bigint
);
CREATE INDEX person_link_customer ON person_link (customer_id);

-- Every way to recognise or reach a profile.
CREATE TABLE customer_identity (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  kind        text NOT NULL,                   -- platform_id, nick, email, phone, receiver_phone, receiver_name
  scope       text NOT NULL DEFAULT '',
  value       text NOT NULL,
  batch_id    bigint,
  known_at    timestamptz NOT NULL,
  UNIQUE (kind, scope, value, customer_id)
);
CREATE INDEX customer_identity_customer ON customer_identity (customer_id);
CREATE INDEX customer_identity_value ON customer_identity (value text_pattern_ops);
CREATE INDEX customer_identity_tail ON customer_identity (right(value, 4)) WHERE kind IN ('phone', 'receiver_phone');
CREATE INDEX customer_identity_batch ON customer_identity (batch_id);

CREATE TABLE merge_suggestion (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_a bigint NOT NULL,
  customer_b bigint NOT NULL,
  reason     text NOT NULL,                    -- same_receiver_phone, same_masked_pattern, …
  evidence   jsonb NOT NULL DEFAULT '{}',
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
  batch_id   bigint,
  known_at   timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by bigint,
  CHECK (customer_a < customer_b),
  UNIQUE (customer_a, customer_b)
);
CREATE INDEX merge_suggestion_b ON merge_suggestion (customer_b);

CREATE TABLE tie_suggestion (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id    bigint NOT NULL,                 -- an order of an unknown buyer
  customer_id bigint NOT NULL,                 -- who it might be
  evidence    jsonb NOT NULL DEFAULT '{}',
  state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
  batch_id    bigint,
  known_at    timestamptz NOT NULL,
  UNIQUE (order_id, customer_id)
);
CREATE INDEX tie_suggestion_customer ON tie_suggestion (customer_id);

CREATE TABLE customer_tag (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  tag         text NOT NULL,
  valid_from  timestamptz NOT NULL,
  valid_to    timestamptz,
  by_user     bigint,
  batch_id    bigint
);
CREATE INDEX customer_tag_customer ON customer_tag (customer_id);
CREATE INDEX customer_tag_batch ON customer_tag (batch_id) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX customer_tag_now ON customer_tag (customer_id, tag) WHERE valid_to IS NULL;

CREATE TABLE customer_attribute (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  key         text NOT NULL,
  type        text NOT NULL CHECK (type IN ('text', 'number', 'date', 'boolean')),
  value       text NOT NULL,
  valid_from  timestamptz NOT NULL,
  valid_to    timestamptz,
  by_user     bigint,
  batch_id    bigint
);
CREATE INDEX customer_attribute_customer ON customer_attribute (customer_id);
CREATE UNIQUE INDEX customer_attribute_now ON customer_attribute (customer_id, key) WHERE valid_to IS NULL;

-- A birthday without a year is kept as month and day; a lunar one keeps its lunar month and day.
CREATE TABLE occasion (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  kind        text NOT NULL,                   -- birthday, anniversary, child_due, child_birthday, …
  year        smallint,
  month       smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
  day         smallint NOT NULL CHECK (day BETWEEN 1 AND 31),
  lunar       boolean NOT NULL DEFAULT false,
  valid_from  timestamptz NOT NULL,
  valid_to    timestamptz,
  by_user     bigint,
  batch_id    bigint
);
CREATE INDEX occasion_customer ON occasion (customer_id);
CREATE UNIQUE INDEX occasion_now ON occasion (customer_id, kind) WHERE valid_to IS NULL;

CREATE TABLE consent (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  channel     text NOT NULL,                   -- email, sms, wecom, phone, post
  purpose     text NOT NULL DEFAULT 'promotion',
  state       text NOT NULL CHECK (state IN ('granted', 'refused', 'withdrawn')),
  address     text,                            -- the phone or email it was given for
  source      text NOT NULL,                   -- import, form, reply, staff, …
  proof       jsonb NOT NULL DEFAULT '{}',     -- where, when, which words
  occurred_at timestamptz NOT NULL,
  known_at    timestamptz NOT NULL,
  batch_id    bigint
);
CREATE INDEX consent_customer ON consent (customer_id, channel, purpose, occurred_at);

CREATE TABLE suppression (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel     text NOT NULL,
  address     text NOT NULL,
  reason      text NOT NULL,                   -- bounced, complained, invalid, do_not_contact, unsubscribed
  occurred_at timestamptz NOT NULL,
  known_at    timestamptz NOT NULL,
  lifted_at   timestamptz,
  batch_id    bigint,
  UNIQUE (channel, address)
);

-- Every change a person makes to a customer, so that it can be undone and as_of stays honest.
CREATE TABLE customer_change (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  at          timestamptz NOT NULL,
  by_user     bigint,
  batch_id    bigint,
  changes     jsonb NOT NULL,                  -- {field: [before, after]}
  undone_at   timestamptz
);
CREATE INDEX customer_change_customer ON customer_change (customer_id);

-- sku is the source's own code, or the title where it gives none.
CREATE TABLE product (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id    bigint NOT NULL,
  sku        text NOT NULL,
  title      text NOT NULL DEFAULT '',
  category   text,
  lasts_days integer,
  batch_id   bigint,
  known_at   timestamptz NOT NULL,
  UNIQUE (shop_id, sku)
);

CREATE TABLE product_price (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id bigint NOT NULL,
  price      bigint,                           -- minor units of the shop's currency
  cost       bigint,
  valid_from timestamptz NOT NULL,
  valid_to   timestamptz,
  batch_id   bigint
);
CREATE INDEX product_price_product ON product_price (product_id);

-- Lines whose goods are really shipping, fees or adjustments in this shop; suggested, never done silently.
CREATE TABLE line_kind_rule (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
  sku     text,
  title   text,                                -- lower-cased, contained in the line's title
  kind    text NOT NULL CHECK (kind IN ('goods', 'shipping', 'fee', 'adjustment')),
  CHECK (num_nonnulls(sku, title) = 1)
);

-- "order" is a reserved word, hence the plural. kind, purchased_at, void_at, gross and units are
-- derived once, when the order is written (ledger/orders), so that every reader agrees:
-- it is a purchase as of t when kind = 'order' AND purchased_at <= t AND (void_at IS NULL OR void_at > t).
CREATE TABLE orders (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id           bigint NOT NULL,
  number            text NOT NULL,
  customer_id       bigint,                    -- null: an unknown buyer
  untied_reason     text,                      -- why: no_buyer, masked, encrypted
  kind              text NOT NULL CHECK (kind IN ('order', 'credit_note', 'gift')),
  status            text CHECK (status IN ('unpaid', 'paid', 'part_shipped', 'shipped', 'received', 'completed', 'closed')),
  placed_at         timestamptz NOT NULL,
  paid_at           timestamptz,
  shipped_at        timestamptz,
  received_at       timestamptz,               -- 签收, the carrier's delivery
  confirmed_at      timestamptz,               -- 确认收货, the buyer's or the platform's click
  closed_at         timestamptz,
  purchased_at      timestamptz,               -- null: never paid
  void_at           timestamptz,               -- closed or wholly refunded from then on
  placed_day        date NOT NULL,             -- shop-local
  purchased_day     date,
  currency          text NOT NULL,
  goods             bigint NOT NULL DEFAULT 0, -- sum of positive goods amounts
  discount          bigint NOT NULL DEFAULT 0, -- the shop's own, on the whole order
  platform_discount bigint NOT NULL DEFAULT 0, -- paid by the platform: the shop's income
  gross             bigint NOT NULL DEFAULT 0, -- goods - discount
  shipping          bigint NOT NULL DEFAULT 0,
  paid              bigint,
  refunded          bigint NOT NULL DEFAULT 0, -- sum of its refund rows
  units             numeric NOT NULL DEFAULT 0,
  line_count        integer NOT NULL DEFAULT 0,
  promotion_code    text,
  source            text,                      -- where the buyer came from
  buyer_note        text,
  note              text,
  ship_name         text,
  ship_phone        text,
  ship_country      text,
  ship_province     text,
  ship_city         text,
  ship_district     text,
  ship_address      text,
  address_kind      text,
  lines_rank        smallint NOT NULL DEFAULT 0, -- 0 none, 1 a summary line, 2 real lines: a summary never replaces real ones
  head_hash         text,                      -- of what the source said, to know an unchanged order at once
  lines_hash        text,
  batch_id          bigint,
  known_at          timestamptz NOT NULL,
  changed_at        timestamptz NOT NULL,
  UNIQUE (shop_id, number)
);
CREATE INDEX orders_customer ON orders (customer_id, placed_at);
CREATE INDEX orders_number ON orders (number text_pattern_ops);
CREATE INDEX orders_batch ON orders (batch_id);
CREATE INDEX orders_untied ON orders (id) WHERE customer_id IS NULL;

CREATE TABLE order_status (
  order_id    bigint NOT NULL,                 -- statuses an order had before its present one
  status      text NOT NULL,
  known_from  timestamptz NOT NULL,
  known_to    timestamptz NOT NULL,
  batch_id    bigint                           -- the batch that replaced it
);
CREATE INDEX order_status_order ON order_status (order_id);

-- No foreign key to orders: its per-row trigger costs more than the COPY itself; lines are only ever
-- written as an order's whole set, beside the order, in one transaction.
CREATE TABLE order_line (
  order_id      bigint NOT NULL,
  position      integer NOT NULL,              -- no identity: the set is replaced as a whole
  kind          text NOT NULL,                 -- goods, shipping, fee, adjustment
  product_id    bigint,
  title         text,                          -- null: as the product's
  quantity      numeric NOT NULL,
  unit_price    numeric,                       -- keeps its decimals, in major units
  line_discount bigint NOT NULL DEFAULT 0,
  amount        bigint NOT NULL,               -- round(quantity * unit_price) - line_discount, half away from zero
  variant       text,
  PRIMARY KEY (order_id, position)
);

CREATE TABLE refund (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id     bigint NOT NULL,                -- the refunded order, or the credit note itself
  amount       bigint NOT NULL,                -- positive
  occurred_at  timestamptz NOT NULL,
  occurred_day date NOT NULL,
  time_assumed boolean NOT NULL DEFAULT false,
  reason       text,
  origin       text NOT NULL,                  -- stated (the source's refund amount), line (a negative line), credit_note
  batch_id     bigint,
  known_at     timestamptz NOT NULL
);
CREATE INDEX refund_order ON refund (order_id);
CREATE INDEX refund_batch ON refund (batch_id);

CREATE TABLE parcel (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id        bigint NOT NULL,
  carrier         text,
  tracking_number text NOT NULL,
  state           text NOT NULL DEFAULT 'shipped', -- shipped, in_transit, out_for_delivery, delivered, attempt_failed, refused, returned, exception
  province        text,
  shipped_at      timestamptz,
  promised_at     timestamptz,
  delivered_at    timestamptz,
  batch_id        bigint,
  known_at        timestamptz NOT NULL,
  UNIQUE (order_id, tracking_number)
);
CREATE INDEX parcel_tracking ON parcel (tracking_number text_pattern_ops);
CREATE INDEX parcel_batch ON parcel (batch_id);

CREATE TABLE parcel_scan (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parcel_id  bigint NOT NULL,
  scanned_at timestamptz NOT NULL,
  status     text NOT NULL DEFAULT '',
  text       text NOT NULL DEFAULT '',
  batch_id   bigint,
  known_at   timestamptz NOT NULL,
  UNIQUE (parcel_id, scanned_at, status, text)
);

CREATE TABLE review (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id        bigint NOT NULL,
  product_id      bigint,
  score           smallint CHECK (score BETWEEN 1 AND 5),
  dsr_description numeric,
  dsr_service     numeric,
  dsr_logistics   numeric,
  text            text NOT NULL DEFAULT '',
  has_picture     boolean NOT NULL DEFAULT false,
  reviewed_at     timestamptz NOT NULL,
  batch_id        bigint,
  known_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX review_once ON review (order_id, coalesce(product_id, 0), reviewed_at, md5(text));
CREATE INDEX review_batch ON review (batch_id);

CREATE TABLE conversation (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_id    bigint,
  kind        text NOT NULL DEFAULT 'chat',    -- note, call, chat, complaint
  channel     text,
  direction   text CHECK (direction IN ('in', 'out')),
  said_at     timestamptz NOT NULL,
  text        text NOT NULL,
  staff       text,
  resolved_at timestamptz,                     -- complaints
  by_user     bigint,
  batch_id    bigint,
  known_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX conversation_once ON conversation (customer_id, said_at, md5(text), coalesce(direction, ''));
CREATE INDEX conversation_batch ON conversation (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE ad_spend (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id  bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
  day      date NOT NULL,
  source   text NOT NULL,
  kind     text NOT NULL DEFAULT 'click',      -- click, view, commission, fee
  amount   bigint NOT NULL,
  clicks   bigint,
  views    bigint,
  batch_id bigint,
  known_at timestamptz NOT NULL,
  UNIQUE (shop_id, day, source, kind)
);

CREATE TABLE dsr (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id     bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
  day         date NOT NULL,
  description numeric,
  service     numeric,
  logistics   numeric,
  batch_id    bigint,
  known_at    timestamptz NOT NULL,
  UNIQUE (shop_id, day)
);

-- Append-only; consumers follow it by the lens's snapshot rule (txid), never by id.
CREATE TABLE event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  txid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  type        text NOT NULL,
  customer_id bigint,
  order_id    bigint,
  subject_id  bigint,                          -- parcel, review, … as the type says
  data        jsonb,
  occurred_at timestamptz NOT NULL,
  known_at    timestamptz NOT NULL,
  batch_id    bigint
);
CREATE INDEX event_txid ON event (txid);
CREATE INDEX event_batch ON event (batch_id);

-- Whom we promised to forget: hashes of their keys, obeyed by every import and restore.
CREATE TABLE erasure (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key_hash    bytea NOT NULL UNIQUE,           -- sha256(ledger salt || kind || scope || value)
  customer_id bigint NOT NULL,                 -- the nameless stub
  erased_at   timestamptz NOT NULL
);
INSERT INTO setting VALUES ('erasure_salt', to_jsonb(gen_random_uuid()::text));

CREATE TABLE audit (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  user_id  bigint,
  token_id bigint,
  action   text NOT NULL,                      -- customer.updated, customers.exported, import.undone, …
  object   text,                               -- public id where there is one
  details  jsonb NOT NULL DEFAULT '{}'         -- codes and counts, never personal data
);
CREATE INDEX audit_at ON audit (at DESC, id DESC);

CREATE TABLE idempotency_key (
  actor        text NOT NULL,
  key          text NOT NULL,
  request_hash text NOT NULL,
  status       integer,                        -- null while the first request is still running
  body         text,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
