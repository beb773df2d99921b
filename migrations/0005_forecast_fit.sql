-- scope: business
-- What was chosen to foresee purchases with, dated: traits and reports of a day use the newest row of
-- that day or before, so they give the same answer whenever they are asked.

CREATE TABLE forecast_fit (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shops           text NOT NULL,               -- shop ids, ascending, with commas; '' for all
  as_of           date NOT NULL,
  model           text NOT NULL CHECK (model IN ('bgnbd', 'mbgnbd', 'pnbd', 'mbgcnbd')),
  k               smallint NOT NULL,           -- regularity; 1 unless mbgcnbd
  params          jsonb NOT NULL,              -- r, alpha, and a, b (pnbd: s, beta); weeks
  standard_errors jsonb NOT NULL,              -- null where the likelihood is flat
  covariance      jsonb,                       -- of the logarithms of the parameters
  log_likelihood  double precision NOT NULL,
  customers       bigint NOT NULL,
  repeaters       bigint NOT NULL,
  repeats         bigint NOT NULL,             -- repeat transactions: a twentieth more or less asks for a new fit
  limit_reached   text,                        -- a fit that ran away, and whereto
  currency        text,                        -- of the amounts; null: counts only
  spend           jsonb,                       -- the Gamma-Gamma fit
  holdouts        jsonb NOT NULL,              -- model -> bias, rmse, calibration on the held-back weeks
  fitted_at       timestamptz NOT NULL
);
CREATE INDEX forecast_fit_newest ON forecast_fit (shops, as_of DESC, id DESC);
