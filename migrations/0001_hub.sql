-- scope: hub
-- Who may enter: users, sessions, invitations, tokens, and the businesses they belong to.
-- Everything a business knows lives in that business's own schema (0002 onwards).

CREATE TABLE business (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key         text NOT NULL UNIQUE,            -- stands in every public link, token and webhook
  schema_name text NOT NULL UNIQUE,
  name        text NOT NULL,
  id_key      bytea NOT NULL,                  -- encrypts public ids; part of every backup
  created_at  timestamptz NOT NULL
);

CREATE TABLE app_user (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email         text NOT NULL UNIQUE,          -- lower-cased
  name          text NOT NULL,
  password_hash text NOT NULL,                 -- argon2id
  language      text NOT NULL CHECK (language IN ('zh', 'en')),
  created_at    timestamptz NOT NULL,
  disabled_at   timestamptz
);

CREATE TABLE membership (
  user_id     bigint NOT NULL REFERENCES app_user ON DELETE CASCADE,
  business_id bigint NOT NULL REFERENCES business ON DELETE CASCADE,
  role        text NOT NULL CHECK (role IN ('owner', 'marketer', 'agent', 'viewer')),
  shop_ids    bigint[],                        -- null: every shop
  PRIMARY KEY (user_id, business_id)
);

CREATE TABLE session (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id      bigint NOT NULL REFERENCES app_user ON DELETE CASCADE,
  token_hash   bytea NOT NULL UNIQUE,          -- sha256 of the cookie's value
  user_agent   text NOT NULL DEFAULT '',
  ip           text NOT NULL DEFAULT '',
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  revoked_at   timestamptz
);
CREATE INDEX session_of_user ON session (user_id);

CREATE TABLE invite (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id bigint NOT NULL REFERENCES business ON DELETE CASCADE,
  token_hash  bytea NOT NULL UNIQUE,
  role        text NOT NULL CHECK (role IN ('owner', 'marketer', 'agent', 'viewer')),
  shop_ids    bigint[],
  email       text,
  created_by  bigint REFERENCES app_user ON DELETE SET NULL,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz,
  used_by     bigint REFERENCES app_user ON DELETE SET NULL,
  revoked_at  timestamptz
);

CREATE TABLE api_token (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id  bigint NOT NULL REFERENCES business ON DELETE CASCADE,
  name         text NOT NULL,
  token_hash   bytea NOT NULL UNIQUE,
  role         text NOT NULL CHECK (role IN ('owner', 'marketer', 'agent', 'viewer')),
  created_by   bigint REFERENCES app_user ON DELETE SET NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
