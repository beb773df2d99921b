import type { KeptName, Lens, Mark, Read } from '../../lens/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import type { AnyReport, Ask, Filters } from './contract.ts';
import { currencyFor } from './currency.ts';

interface Question {
  db: Db;
  now: Date;
  filters: Filters;
}

/** Whether it is about today and every shop: what the lens keeps is of that. */
const isOfToday = ({ asOf, today, shops }: Filters): boolean => asOf === today && shops === null;

/** Brings what the report reads of the kept to today, where it can answer. */
export async function readied(
  lens: Lens,
  { reads = [] }: AnyReport,
  filters: Filters,
): Promise<void> {
  if (!isOfToday(filters)) return;
  await Promise.all(reads.map((name) => lens.turnTo(filters.today, name)));
}

async function answers(
  read: Read,
  name: KeptName,
  { today }: Filters,
  currency: string | null,
): Promise<boolean> {
  const [mark] = await read<Mark>(`FROM lens.main.${name}_mark`);
  // Money that could not be brought into one currency stands in each one's own.
  return mark?.day === today && (mark.money_in ?? currency) === currency;
}

const GUESTS =
  'SELECT EXISTS (FROM lens.main.orders WHERE customer_id IS NULL AND purchased_at IS NOT NULL) AS guests';

async function someGuests(read: Read): Promise<boolean> {
  const [row] = await read<{ guests: boolean }>(GUESTS);
  return row!.guests;
}

/** The report's question over what `read` sees; `lens` was readied for it. */
export async function askOf(
  lens: Lens,
  read: Read,
  { reads = [] }: AnyReport,
  { db, now, filters }: Question,
): Promise<Ask> {
  const currency = await currencyFor(read, filters, lens.reportingCurrency);
  const kept = new Set<KeptName>();
  if (isOfToday(filters))
    for (const name of reads) if (await answers(read, name, filters, currency)) kept.add(name);
  const guests = kept.has('paid') && (await someGuests(read));
  return { db, now, read, later: lens.read, filters, currency, kept, guests };
}
