import type { Tx } from '../../platform/postgres/index.ts';

/** What a spreadsheet of customers shows beside the list's own columns; all of it can be brought back. */
export interface ExportDetails {
  id: number;
  gender: string | null;
  birth_year: number | null;
  address: string | null;
  note: string | null;
  birthday: string | null;
  attributes: Record<string, string>;
  consent_email: string | null;
  consent_sms: string | null;
}

const shown = (column: string): string =>
  `(array_agg(c.${column} ORDER BY c.id <> c.person_id, c.id) FILTER (WHERE c.${column} IS NOT NULL))[1] AS ${column}`;

const consent = (channel: string): string => `(
  SELECT k.state FROM consent k WHERE k.customer_id = ANY(p.profiles) AND k.channel = '${channel}' AND k.purpose = 'promotion'
  ORDER BY k.occurred_at DESC, k.id DESC LIMIT 1) AS consent_${channel}`;

const DETAILS = `
  SELECT p.*, ${consent('email')}, ${consent('sms')},
    (SELECT CASE WHEN o.lunar THEN 'lunar ' ELSE '' END || CASE WHEN o.year IS NULL THEN '' ELSE to_char(o.year, 'FM0000-') END || to_char(o.month, 'FM00-') || to_char(o.day, 'FM00')
     FROM occasion o WHERE o.customer_id = ANY(p.profiles) AND o.kind = 'birthday' AND o.valid_to IS NULL
     ORDER BY o.customer_id <> p.id, o.valid_from DESC LIMIT 1) AS birthday,
    (SELECT coalesce(jsonb_object_agg(a.key, a.value ORDER BY a.customer_id = p.id, a.valid_from), '{}') FROM customer_attribute a
     WHERE a.customer_id = ANY(p.profiles) AND a.valid_to IS NULL) AS attributes
  FROM (SELECT c.person_id AS id, array_agg(c.id) AS profiles, ${['gender', 'birth_year', 'address', 'note'].map(shown).join(', ')}
        FROM customer c WHERE c.person_id = ANY($1) GROUP BY c.person_id) p`;

/** One statement for a whole page of persons. */
export async function exportDetails(
  tx: Pick<Tx, 'query'>,
  persons: number[],
): Promise<Map<number, ExportDetails>> {
  const rows = await tx.query<ExportDetails>(DETAILS, [persons]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which attributes there are; a spreadsheet gets a column for each. */
export async function attributeKeys(tx: Pick<Tx, 'query'>): Promise<string[]> {
  const rows = await tx.query<{ key: string }>(
    'SELECT DISTINCT key FROM customer_attribute WHERE valid_to IS NULL ORDER BY key LIMIT 200',
  );
  return rows.map((row) => row.key);
}
