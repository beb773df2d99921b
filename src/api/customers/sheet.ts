import { toDecimal } from '../../kernel/index.ts';
import { attributeKeys, exportDetails, type ExportDetails } from '../../ledger/customers/index.ts';
import type { CustomerRow } from '../../insight/customers/index.ts';
import type { Cell } from '../../platform/xlsx/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { fileResponse, type Format } from '../sheet.ts';
import { maskFor } from './mask.ts';

/** Where the rows come from: page by page, so that no more than one is in memory. */
export type Pages = AsyncIterable<CustomerRow[]>;

/** The names under which importing recognises them, so that an edited sheet can be brought back. */
const COLUMNS = [
  ...[
    'public_id',
    'customer_name',
    'customer_nick',
    'phone',
    'email',
    'gender',
    'birth_year',
    'birthday',
    'country',
    'province',
    'city',
  ],
  ...[
    'district',
    'address',
    'note',
    'tags',
    'consent_email',
    'consent_sms',
    'orders',
    'total_spent',
    'currency',
    'first_order',
    'last_order',
  ],
];

const NONE: Omit<ExportDetails, 'id'> = {
  ...{ gender: null, birth_year: null, address: null, note: null, birthday: null },
  ...{ attributes: {}, consent_email: null, consent_sms: null },
};

interface Sheet {
  ctx: AppContext;
  seesContacts: boolean;
  attributes: string[];
}

function cells(
  { ctx, seesContacts, attributes }: Sheet,
  row: CustomerRow,
  more: Omit<ExportDetails, 'id'>,
): Cell[] {
  const mask = maskFor(seesContacts);
  const spent = row.currency === null ? null : Number(toDecimal(row.spend, row.currency));
  return [
    ...[
      publicId(ctx, 'cus', row.id),
      row.name,
      row.nick,
      mask(row.phone ?? row.phone_masked),
      mask(row.email),
    ],
    ...[
      more.gender,
      more.birth_year,
      more.birthday,
      row.country,
      row.province,
      row.city,
      row.district,
    ],
    ...[
      seesContacts ? more.address : null,
      more.note,
      row.tags.join(','),
      more.consent_email,
      more.consent_sms,
    ],
    ...[row.orders, spent, row.currency, row.first_order_day, row.last_order_day],
    ...attributes.map((key) => more.attributes[key] ?? null),
  ];
}

async function* rowsOf(sheet: Sheet, pages: Pages): AsyncGenerator<Cell[]> {
  for await (const rows of pages) {
    const details = await exportDetails(
      sheet.ctx.db,
      rows.map((row) => row.id),
    );
    for (const row of rows) yield cells(sheet, row, details.get(row.id) ?? NONE);
  }
}

/** The customers as a file to edit and bring back; cells that look like formulas stay text. */
export async function sheetResponse(
  ctx: AppContext,
  format: Format,
  pages: Pages,
  options: { seesContacts: boolean; day: string },
): Promise<Response> {
  const attributes = await attributeKeys(ctx.db);
  const rows = rowsOf({ ctx, seesContacts: options.seesContacts, attributes }, pages);
  const header = [...COLUMNS, ...attributes.map((key) => `attribute:${key}`)];
  return fileResponse(format, `customers-${options.day}`, { title: 'Customers', header, rows });
}
