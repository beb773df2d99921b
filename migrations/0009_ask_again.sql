-- scope: business
-- Touches whose fate is not known and whose vendor can be asked: `lease_until` says when to ask next.
CREATE INDEX touch_unknown ON touch (lease_until) WHERE state = 'unknown';

-- When it was given to a vendor that knows no keys, committed just before. What a dead worker had claimed and not
-- yet given away was surely not sent.
ALTER TABLE touch ADD COLUMN handed_at timestamptz;
