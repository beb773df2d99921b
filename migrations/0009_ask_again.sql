-- scope: business
-- Touches whose fate is not known and whose vendor can be asked: `lease_until` says when to ask next.
CREATE INDEX touch_unknown ON touch (lease_until) WHERE state = 'unknown';
