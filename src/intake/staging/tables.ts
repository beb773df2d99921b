import type { DuckConnection } from '../../platform/duckdb/index.ts';

const PERSON = `name VARCHAR, nick VARCHAR, gender VARCHAR, birth_year INTEGER, phone VARCHAR, phone_masked VARCHAR,
  phone_is_receiver BOOLEAN, email VARCHAR, language VARCHAR`;
const BUYER = 'buyer_kind VARCHAR, buyer_scope VARCHAR, buyer_value VARCHAR';

/**
 * What a read file becomes, whatever its source. The columns are the contract with apply/. Each row
 * says how many rows of the file it stands for, so that every row of a file is accounted for.
 */
const TABLES = `
CREATE OR REPLACE TABLE stage_order (
  ord BIGINT, number VARCHAR, first_line BIGINT, file_rows BIGINT, has_head BOOLEAN,
  ${BUYER}, untied_reason VARCHAR, ${PERSON},
  status VARCHAR, placed_at TIMESTAMP, paid_at TIMESTAMP, shipped_at TIMESTAMP, received_at TIMESTAMP,
  confirmed_at TIMESTAMP, closed_at TIMESTAMP, placed_day DATE, currency VARCHAR, credit_mark BOOLEAN,
  goods BIGINT, negative_goods BIGINT, all_negative BOOLEAN, units DECIMAL(18, 4), line_count BIGINT,
  discount BIGINT, goods_stated BIGINT, platform_discount BIGINT, shipping BIGINT, paid BIGINT,
  refunded_stated BIGINT, refunded_at TIMESTAMP, refund_reason VARCHAR, promotion_code VARCHAR, source VARCHAR,
  buyer_note VARCHAR, note VARCHAR, ship_name VARCHAR, ship_phone VARCHAR, ship_country VARCHAR,
  ship_province VARCHAR, ship_city VARCHAR, ship_district VARCHAR, ship_address VARCHAR, address_kind VARCHAR,
  climate_zone VARCHAR, lines_rank INTEGER, lines_hash VARCHAR, head_hash VARCHAR, has_status BOOLEAN);
CREATE OR REPLACE TABLE stage_line (
  ord BIGINT, position INTEGER, kind VARCHAR, sku VARCHAR, title VARCHAR, variant VARCHAR, quantity DECIMAL(18, 4),
  unit_price DECIMAL(18, 6), line_discount BIGINT, amount BIGINT, category VARCHAR, cost BIGINT);
CREATE OR REPLACE TABLE stage_parcel (
  number VARCHAR, ord BIGINT, tracking_number VARCHAR, carrier VARCHAR, shipped_at TIMESTAMP, promised_at TIMESTAMP,
  delivered_at TIMESTAMP, state VARCHAR, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_scan (
  number VARCHAR, tracking_number VARCHAR, scanned_at TIMESTAMP, status VARCHAR, text VARCHAR, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_customer (
  ${BUYER}, ${PERSON}, country VARCHAR, province VARCHAR, city VARCHAR, district VARCHAR, address VARCHAR,
  address_kind VARCHAR, climate_zone VARCHAR, birthday_year INTEGER, birthday_month INTEGER, birthday_day INTEGER,
  lunar BOOLEAN, note VARCHAR, tags VARCHAR, tags_replace BOOLEAN, attributes VARCHAR, consent_email VARCHAR,
  consent_sms VARCHAR, public_id VARCHAR, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_product (
  sku VARCHAR, title VARCHAR, category VARCHAR, price BIGINT, cost BIGINT, lasts_days INTEGER, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_review (
  number VARCHAR, sku VARCHAR, score INTEGER, dsr_description DECIMAL(4, 2), dsr_service DECIMAL(4, 2),
  dsr_logistics DECIMAL(4, 2), text VARCHAR, has_picture BOOLEAN, reviewed_at TIMESTAMP, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_conversation (
  ${BUYER}, ${PERSON}, number VARCHAR, channel VARCHAR, direction VARCHAR, kind VARCHAR, said_at TIMESTAMP,
  text VARCHAR, staff VARCHAR, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_consent (
  ${BUYER}, ${PERSON}, channel VARCHAR, purpose VARCHAR, state VARCHAR, occurred_at TIMESTAMP, proof VARCHAR,
  file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_suppression (
  channel VARCHAR, address VARCHAR, reason VARCHAR, occurred_at TIMESTAMP, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_ad_spend (
  day DATE, source VARCHAR, kind VARCHAR, amount BIGINT, clicks BIGINT, views BIGINT, file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_dsr (
  day DATE, description DECIMAL(4, 2), service DECIMAL(4, 2), logistics DECIMAL(4, 2), file_rows BIGINT, first_line BIGINT);
CREATE OR REPLACE TABLE stage_reject (line_number BIGINT, reason VARCHAR, params VARCHAR, raw VARCHAR);
`;

export const createStaging = (duck: DuckConnection): Promise<number> => duck.run(TABLES);
