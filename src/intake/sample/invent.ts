import { Temporal } from 'temporal-polyfill';
import { chance, pick } from './chance.ts';
import type { SliceLine } from './slice.ts';

/** Everything here is invented; reserved numbers and domains only. */
export type Row = Record<string, string>;

const GIVEN = [
  'Ada',
  'Amara',
  'Bea',
  'Carlos',
  'Dilys',
  'Edith',
  'Farah',
  'Gwen',
  'Hana',
  'Idris',
  'Jonas',
  'Kemi',
  'Lena',
  'Marek',
  'Nora',
  'Owen',
  'Priya',
  'Rosa',
  'Sven',
  'Tess',
  'Una',
  'Wen',
  'Yusuf',
  'Zora',
];
const FAMILY = [
  'Abbott',
  'Bell',
  'Castle',
  'Dunn',
  'Ellery',
  'Frost',
  'Garland',
  'Hollis',
  'Ingram',
  'Jessop',
  'Kerr',
  'Lacey',
  'Marsh',
  'Nield',
  'Orchard',
  'Penn',
  'Quill',
  'Rowan',
  'Sorrel',
  'Thorne',
  'Underhill',
  'Vale',
  'Wickham',
  'Yarrow',
];
/** Where a city of Britain lies, as shops there sort their parcels. */
const CITIES = {
  London: 'Greater London',
  Leeds: 'Yorkshire',
  Bristol: 'South West',
  York: 'Yorkshire',
  Bath: 'South West',
  Norwich: 'East of England',
  Cardiff: 'Wales',
  Glasgow: 'Scotland',
  Brighton: 'South East',
  Exeter: 'South West',
} as const;
const cityOf = (id: string): keyof typeof CITIES =>
  pick(Object.keys(CITIES) as (keyof typeof CITIES)[], id, 'city');

/** Empty abroad, and for guests. */
export const provinceOf = (id: string, country: string): string =>
  id !== '' && country === 'United Kingdom' ? CITIES[cityOf(id)] : '';
const COMPANIES = [
  'Paper Lantern Ltd',
  'Corner Gifts Ltd',
  'Willow & Pine Ltd',
  'The Tea Room Ltd',
];
const CARRIERS = ['Royal Mail', 'DPD', 'Evri'];
const PRAISE = [
  'Lovely, exactly as pictured.',
  'My sister adored it!',
  'Well wrapped and quick.',
  'Third order, never disappointed.',
];
const MIDDLING = [
  'Nice enough, but the packaging was crushed.',
  'A little expensive for what it is.',
  'The colours differ from the picture.',
  '',
];
const GRUMBLES = [
  'One arrived broken.',
  'Smaller than I thought.',
  'Came two days after the party.',
];

/** One profile a customer of the slice. */
export function inventCustomers(lines: SliceLine[]): Row[] {
  const countries = new Map(
    lines.filter((l) => l.CustomerID).map((l) => [l.CustomerID, l.Country]),
  );
  return [...countries].map(([id, country], index) => {
    const name = `${pick(GIVEN, id, 'given')} ${pick(FAMILY, id, 'family')}`;
    const company = chance(id, 'company') < 0.12 ? `${pick(COMPANIES, id)}, ` : '';
    return {
      customer_id: id,
      customer_name: name,
      email: `${name.toLowerCase().replace(' ', '.')}.${id}@example.com`,
      // Ofcom keeps 07700 900000 to 900999 for drama.
      phone:
        country === 'United Kingdom' && index < 1000
          ? `+447700900${String(index).padStart(3, '0')}`
          : '',
      country,
      province: provinceOf(id, country),
      city: country === 'United Kingdom' ? cityOf(id) : '',
      address:
        country === 'United Kingdom'
          ? `${company}${1 + Math.floor(chance(id, 'no') * 200)} Sample Street`
          : '',
      birthday:
        chance(id, 'has birthday') < 0.35
          ? `${1955 + Math.floor(chance(id, 'y') * 45)}-${two(1 + chance(id, 'm') * 12)}-${two(1 + chance(id, 'd') * 28)}`
          : '',
      consent_email: chance(id, 'consent') < 0.7 ? 'yes' : 'no',
    };
  });
}

const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');

interface Order {
  number: string;
  placed: Temporal.PlainDateTime;
  country: string;
}

function* shippedOrders(lines: SliceLine[]): Generator<Order> {
  const seen = new Set<string>();
  for (const line of lines) {
    if (seen.has(line.InvoiceNo) || line.InvoiceNo.startsWith('C') || !line.CustomerID) continue;
    seen.add(line.InvoiceNo);
    yield {
      number: line.InvoiceNo,
      placed: Temporal.PlainDateTime.from(line.InvoiceDate.replace(' ', 'T')),
      country: line.Country,
    };
  }
}

/** Nobody delivers at night. */
const byDay = (time: Temporal.PlainDateTime): Temporal.PlainDateTime =>
  time.with({ hour: 8 + (time.hour % 12) });

const written = (time: Temporal.PlainDateTime): string =>
  time.toString({ smallestUnit: 'second' }).replace('T', ' ');

/** About one parcel in twelve comes late. Delivered after `until`: still on its way. */
export function inventParcels(lines: SliceLine[], until: string): Row[] {
  return [...shippedOrders(lines)].map(({ number, placed, country }) => {
    const shipped = placed.add({ hours: 4 + Math.floor(chance(number, 'ship') * 40) });
    const promised = shipped.add({ days: country === 'United Kingdom' ? 3 : 7 });
    const late = chance(number, 'late') < 0.08;
    const delivered = byDay(
      promised.add({
        hours: late
          ? 20 + Math.floor(chance(number, 'how late') * 90)
          : -Math.floor(chance(number, 'early') * 48),
      }),
    );
    return {
      order_number: number,
      carrier: pick(CARRIERS, number),
      tracking_number: `SAMPLE${number}GB`,
      shipped_at: written(shipped),
      promised_at: written(promised),
      delivered_at: written(delivered).slice(0, 10) < until ? written(delivered) : '',
    };
  });
}

/** One delivered order in four is reviewed; a late one is liked less. */
export function inventReviews(parcels: Row[], lines: SliceLine[]): Row[] {
  const about = new Map(lines.toReversed().map((line) => [line.InvoiceNo, line.StockCode]));
  const delivered = parcels.filter(
    (p) => p['delivered_at'] && chance(p['order_number']!, 'review') < 0.25,
  );
  return delivered.map((parcel) => {
    const number = parcel['order_number']!;
    const late = parcel['delivered_at']! > parcel['promised_at']!;
    const score = late
      ? 1 + Math.floor(chance(number, 'score') * 4)
      : chance(number, 'score') < 0.9
        ? 5 - Math.floor(chance(number, 's') * 2)
        : 3;
    const text = score >= 4 ? pick(PRAISE, number) : pick(score <= 2 ? GRUMBLES : MIDDLING, number);
    return {
      order_number: number,
      sku: about.get(number) ?? '',
      review_score: String(score),
      review_text: text,
      reviewed_at: parcel['delivered_at']!,
    };
  });
}

/** A complaint beside each bad review's customer, now and then. */
export function inventConversations(reviews: Row[], lines: SliceLine[]): Row[] {
  const buyer = new Map(lines.map((l) => [l.InvoiceNo, l.CustomerID]));
  const bad = reviews.filter(
    (r) => Number(r['review_score']) <= 2 && chance(r['order_number']!, 'talk') < 0.5,
  );
  return bad.map((review) => ({
    customer_id: buyer.get(review['order_number']!) ?? '',
    order_number: review['order_number']!,
    channel: 'email',
    direction: 'in',
    said_at: review['reviewed_at']!,
    said_text: 'Hello, my order came late and one piece was broken. What can you do?',
  }));
}
