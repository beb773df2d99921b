-- scope: business
-- Saved segments. What one meant on a day is told by its versions; how large it was, by a row a day.

CREATE TABLE segment (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL,
  text        text NOT NULL,                   -- as we write it: insight/segments
  version     integer NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  created_by  bigint,
  archived_at timestamptz                      -- put away, not deleted: journeys may have used it
);
CREATE UNIQUE INDEX segment_name ON segment (lower(name)) WHERE archived_at IS NULL;

CREATE TABLE segment_version (
  segment_id bigint NOT NULL REFERENCES segment ON DELETE CASCADE,
  number     integer NOT NULL,
  name       text NOT NULL,
  text       text NOT NULL,
  at         timestamptz NOT NULL,
  by_user    bigint,
  PRIMARY KEY (segment_id, number)
);

-- The last count of a day stands; of a day on which nobody asked there is no row.
CREATE TABLE segment_size (
  segment_id bigint NOT NULL REFERENCES segment ON DELETE CASCADE,
  day        date NOT NULL,
  customers  bigint NOT NULL,
  value      bigint,                           -- net, minor units; null: in several currencies
  currency   text,
  version    integer NOT NULL,
  PRIMARY KEY (segment_id, day)
);
