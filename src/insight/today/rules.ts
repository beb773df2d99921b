/** What was found; each fact may become one thing to do. */
export interface Facts {
  orders: number;
  untied: number;
  openSuggestions: number;
  openTies: number;
  lastImport: { batch: number; rejected: number; days: number } | undefined;
  /** Titles of goods that look like shipping or fees and have no rule yet. */
  likeShipping: string[];
  unratedCurrencies: string[];
  /** Undefined: never. */
  daysSinceBackup: number | undefined;
  daysOfUse: number;
}

export interface Task {
  code:
    | 'first_import'
    | 'rejects_waiting'
    | 'no_recent_import'
    | 'same_people'
    | 'ties_waiting'
    | 'unknown_buyers'
    | 'like_shipping'
    | 'rates_missing'
    | 'backup_due';
  params: Record<string, string | number>;
  /** The import to look at, where it is about one. */
  batch?: number;
}

const MOST = 5;
const IMPORT_EVERY_DAYS = 7;
const BACKUP_EVERY_DAYS = 30;
/** A few unknown buyers are normal; below this share nobody need look. */
const UNTIED_SHARE = 0.02;

function aboutImports({ lastImport }: Facts): Task[] {
  if (!lastImport) return [{ code: 'first_import', params: {} }];
  const { batch, rejected, days } = lastImport;
  return [
    ...(rejected > 0
      ? [{ code: 'rejects_waiting' as const, params: { rows: rejected }, batch }]
      : []),
    ...(days >= IMPORT_EVERY_DAYS ? [{ code: 'no_recent_import' as const, params: { days } }] : []),
  ];
}

function aboutPeople({ orders, untied, openSuggestions, openTies }: Facts): Task[] {
  return [
    ...(openSuggestions > 0
      ? [{ code: 'same_people' as const, params: { pairs: openSuggestions } }]
      : []),
    ...(openTies > 0 ? [{ code: 'ties_waiting' as const, params: { orders: openTies } }] : []),
    ...(openTies === 0 && untied > orders * UNTIED_SHARE
      ? [{ code: 'unknown_buyers' as const, params: { orders: untied } }]
      : []),
  ];
}

function aboutTheRest({
  likeShipping,
  unratedCurrencies,
  daysSinceBackup,
  daysOfUse,
}: Facts): Task[] {
  const [title] = likeShipping;
  const due = (daysSinceBackup ?? daysOfUse) >= BACKUP_EVERY_DAYS;
  return [
    ...(title !== undefined
      ? [{ code: 'like_shipping' as const, params: { title, products: likeShipping.length } }]
      : []),
    ...(unratedCurrencies.length > 0
      ? [{ code: 'rates_missing' as const, params: { currencies: unratedCurrencies.join(', ') } }]
      : []),
    ...(due
      ? [{ code: 'backup_due' as const, params: { days: daysSinceBackup ?? daysOfUse } }]
      : []),
  ];
}

/** At most five, the ones that make every other figure wrong first. */
export function pickTasks(facts: Facts): Task[] {
  return [...aboutImports(facts), ...aboutPeople(facts), ...aboutTheRest(facts)].slice(0, MOST);
}
