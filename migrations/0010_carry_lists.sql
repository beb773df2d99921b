-- scope: business
-- What a person took to carry: a file for a platform, a print. Taken again it is the same list, and a message
-- stands in one list only, so that two people never carry it both.
CREATE TABLE carry_list (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind    text NOT NULL,                       -- as channel.kind
  shop_id bigint,                              -- null: of all shops
  at      timestamptz NOT NULL,
  by_user bigint
);

CREATE TABLE carry_list_touch (
  touch_id bigint PRIMARY KEY,
  list_id  bigint NOT NULL REFERENCES carry_list ON DELETE CASCADE
);
CREATE INDEX carry_list_touch_list ON carry_list_touch (list_id);
