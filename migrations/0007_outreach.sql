-- scope: business
-- The one road. Everything that wants to reach a customer proposes a touch; one gate decides; one
-- dispatcher sends. A touch is outbox and decision log in one row (docs/adr/0009-the-one-road.md).

-- The rules of the gate. A decision names the number it was made under.
CREATE TABLE outreach_policy (
  number  integer PRIMARY KEY,
  policy  jsonb NOT NULL,
  at      timestamptz NOT NULL,
  by_user bigint
);

-- An account at a vendor, through which messages of one kind go out.
CREATE TABLE channel (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('email', 'sms', 'wecom', 'post', 'platform', 'webhook', 'staff')),
  vendor       text NOT NULL,                  -- mailbox, smtp, aliyun, tencent, twilio, wecom, …
  config       jsonb NOT NULL DEFAULT '{}',    -- nothing secret
  secrets      bytea,                          -- sealed with the installation's key, never in clear
  enabled      boolean NOT NULL DEFAULT true,
  is_default   boolean NOT NULL DEFAULT false, -- of its kind
  per_second   numeric,                        -- null: as fast as it takes them
  concurrency  integer NOT NULL DEFAULT 4,
  failures     integer NOT NULL DEFAULT 0,     -- in a row; a success clears it
  paused_at    timestamptz,
  pause_reason jsonb,                          -- a problem: code and params
  retry_at     timestamptz,                    -- the vendor asked us to wait
  tested_at    timestamptz,
  created_at   timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  removed_at   timestamptz                     -- touches still name it
);
CREATE UNIQUE INDEX channel_default ON channel (kind) WHERE is_default AND removed_at IS NULL;

CREATE TABLE template (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL,
  kind        text NOT NULL,                   -- as channel.kind
  class       text NOT NULL CHECK (class IN ('service', 'care', 'promotion')),
  topic       text,                            -- the preference page's word for it, if not the class
  version     integer NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  created_by  bigint,
  archived_at timestamptz
);
CREATE UNIQUE INDEX template_name ON template (lower(name)) WHERE archived_at IS NULL;

CREATE TABLE template_version (
  template_id bigint NOT NULL REFERENCES template ON DELETE CASCADE,
  number      integer NOT NULL,
  name        text NOT NULL,
  variants    jsonb NOT NULL,                  -- {zh: {subject, body}, en: …}: any BCP 47 language
  at          timestamptz NOT NULL,
  by_user     bigint,
  PRIMARY KEY (template_id, number)
);

-- What a vendor approved: it sends nothing but this code with these parameters.
CREATE TABLE template_approval (
  template_id bigint NOT NULL REFERENCES template ON DELETE CASCADE,
  vendor      text NOT NULL,
  language    text NOT NULL,
  code        text NOT NULL,                   -- the vendor's template code
  sign        text NOT NULL DEFAULT '',        -- the approved signature
  params      jsonb NOT NULL DEFAULT '[]',     -- [{name, value}]: the vendor's name, our Liquid
  state       text NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected')),
  note        text,
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (template_id, vendor, language)
);

CREATE TABLE touch (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source          text NOT NULL CHECK (source ~ '^[a-z_]+(:[0-9]+)?$'),  -- hand, campaign:7, …
  customer_id     bigint NOT NULL,             -- the profile it was proposed for; never re-keyed
  occurrence      text NOT NULL,
  -- The same everywhere and for ever: the idempotency key at the vendor, the Message-ID.
  key             uuid NOT NULL GENERATED ALWAYS AS (md5(source || '|' || customer_id::text || '|' || occurrence)::uuid) STORED UNIQUE,
  class           text NOT NULL CHECK (class IN ('service', 'care', 'promotion')),
  topic           text,
  kind            text NOT NULL,               -- as channel.kind
  channel_id      bigint,                      -- null: the default of its kind, looked up when it goes out
  shop_id         bigint,                      -- for whom we write
  template_id     bigint,
  template_number integer,
  content         jsonb,                       -- written by hand: {subject, body}
  params          jsonb NOT NULL DEFAULT '{}', -- what the proposer adds for the template
  why             jsonb NOT NULL DEFAULT '{}', -- why it was proposed: code and params
  valid_from      timestamptz NOT NULL,
  valid_until     timestamptz NOT NULL,
  value           bigint NOT NULL DEFAULT 0,   -- expected, minor units, after cost
  cost            bigint NOT NULL DEFAULT 0,   -- minor units of the reporting currency
  holdout         real NOT NULL DEFAULT 0,     -- share of persons this source holds out
  proposed_at     timestamptz NOT NULL,
  by_user         bigint,

  state           text NOT NULL DEFAULT 'proposed' CHECK (state IN
    ('proposed', 'blocked', 'held_out', 'expired', 'cancelled', 'scheduled', 'sending', 'sent', 'failed', 'unknown')),
  reason          text,                        -- the rule that decided, a code
  decision        jsonb,                       -- every rule with its verdict and evidence
  policy_number   integer,
  decided_at      timestamptz,
  planned_at      timestamptz,
  planned_day     date,                        -- in the customer's zone: what caps count
  zone            text,

  attempts        integer NOT NULL DEFAULT 0,
  worker          text,
  lease_until     timestamptz,
  sent_at         timestamptz,
  provider_id     text,
  problem         jsonb,                       -- the last failure: code and params
  delivered_at    timestamptz,
  opened_at       timestamptz,
  clicked_at      timestamptz,
  replied_at      timestamptz,
  bounced_at      timestamptz,
  complained_at   timestamptz,
  CHECK (valid_until > valid_from)
);
CREATE INDEX touch_customer ON touch (customer_id, planned_day);
CREATE INDEX touch_proposed ON touch (valid_from, id) WHERE state = 'proposed';
CREATE INDEX touch_scheduled ON touch (planned_at, id) WHERE state = 'scheduled';
CREATE INDEX touch_sending ON touch (lease_until) WHERE state = 'sending';
-- A touch's own story.
CREATE INDEX event_touch ON event (subject_id) WHERE type LIKE 'touch.%';
CREATE INDEX touch_provider ON touch (provider_id) WHERE provider_id IS NOT NULL;

-- What went out, as it was rendered: what the buyer saw.
CREATE TABLE touch_body (
  touch_id bigint PRIMARY KEY,
  address  text,
  language text NOT NULL,
  subject  text,
  body     text NOT NULL,
  html     text,
  at       timestamptz NOT NULL
);

-- Where a short link leads; the link itself names touch and target, signed.
CREATE TABLE link_target (
  id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url text NOT NULL UNIQUE
);

-- What may be spent on touches of one source, or of all ('*'), in a span of days.
CREATE TABLE outreach_budget (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source   text NOT NULL,
  from_day date NOT NULL,
  to_day   date NOT NULL,
  amount   bigint NOT NULL CHECK (amount >= 0),
  CHECK (to_day >= from_day)
);

-- What a buyer wishes besides yes and no: fewer messages, a language, a channel they prefer.
CREATE TABLE preference (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  key         text NOT NULL,                   -- fewer, language, channel
  value       jsonb NOT NULL,
  source      text NOT NULL,
  occurred_at timestamptz NOT NULL,
  known_at    timestamptz NOT NULL
);
CREATE INDEX preference_customer ON preference (customer_id, key, occurred_at);

-- Callbacks already obeyed, so that a replay changes nothing.
CREATE TABLE callback_seen (
  channel_id bigint NOT NULL,
  digest     bytea NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (channel_id, digest)
);
