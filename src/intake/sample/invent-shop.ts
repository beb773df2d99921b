import { Temporal } from 'temporal-polyfill';
import { chance, pick } from './chance.ts';
import type { Row } from './invent.ts';
import type { SliceLine } from './slice.ts';

/** By the words of a title, the first that fits: the data set names no categories. */
const CATEGORIES: [string, RegExp][] = [
  ['Christmas', /CHRISTMAS|XMAS|ADVENT|SANTA|REINDEER/],
  ['Bags', /\bBAGS?\b|PURSE|SHOPPER|WALLET/],
  [
    'Kitchen',
    /CAKE|BAKING|TEA ?TOWEL|MUG|CUP\b|CUPS|TEAPOT|PLATE|BOWL|JAR|KITCHEN|SPOON|RECIPE|LUNCH|BOTTLE/,
  ],
  ['Candles and lights', /CANDLE|T-LIGHT|LIGHT|LANTERN|LAMP/],
  ['Stationery', /CARD|PENCIL|PEN\b|NOTEBOOK|WRAP|STICKER|PAPER|RIBBON|CHALK|RUBBER/],
  ['Toys', /TOY|DOLL|GAME|PLAYHOUSE|SKITTLES|JIGSAW|CHILDRENS|SPACEBOY|DOLLY/],
  ['Garden', /GARDEN|FLOWER|PLANT|BIRD|HERB|WATERING/],
  ['Jewellery', /NECKLACE|BRACELET|EARRING|RING\b|BROOCH/],
];
export const categoryOf = ({ Description }: SliceLine): string =>
  CATEGORIES.find(([, words]) => words.test(Description))?.[0] ?? 'Home';

const SOURCES = ['search', 'search', 'newsletter', 'instagram', 'friend', 'market stall'];
const OFFERS = ['SPRING10', 'FREEPOST', 'THANKYOU'];

/** Where an order came from: a customer mostly comes the way they first came. */
export const sourceOf = ({ CustomerID, InvoiceNo }: SliceLine): string =>
  chance(InvoiceNo, 'another way') < 0.25
    ? pick(SOURCES, InvoiceNo, 'source')
    : pick(SOURCES, CustomerID || InvoiceNo, 'source');

export const offerOf = ({ InvoiceNo }: SliceLine): string =>
  chance(InvoiceNo, 'offer') < 0.18 ? pick(OFFERS, InvoiceNo, 'which offer') : '';

/** What each product is of and costs the shop: a third to two thirds of its usual price. */
export function inventProducts(lines: SliceLine[]): Row[] {
  const first = new Map<string, SliceLine>();
  for (const line of lines)
    if (Number(line.UnitPrice) > 0 && !first.has(line.StockCode)) first.set(line.StockCode, line);
  return [...first.values()].map((line) => ({
    sku: line.StockCode,
    title: line.Description,
    category: categoryOf(line),
    cost: (Number(line.UnitPrice) * (0.33 + chance(line.StockCode, 'cost') / 3)).toFixed(2),
  }));
}

function* weeks(lines: SliceLine[], until: string): Generator<string> {
  const first = lines.reduce((min, { InvoiceDate: at }) => (at < min ? at : min), '9999');
  let day = Temporal.PlainDate.from(first.slice(0, 10));
  for (; day.toString() < until; day = day.add({ weeks: 1 })) yield day.toString();
}

/** The platform's three scores, once a week. */
export const inventDsr = (lines: SliceLine[], until: string): Row[] =>
  [...weeks(lines, until)].map((day) => {
    const score = (of: string): string => (4.68 + chance(day, of) * 0.2).toFixed(2);
    return {
      ...{ day, dsr_description: score('description') },
      ...{ dsr_service: score('service'), dsr_logistics: score('logistics') },
    };
  });

/** Bought clicks, a bill a week. */
export const inventAdSpend = (lines: SliceLine[], until: string): Row[] =>
  [...weeks(lines, until)].flatMap((day) =>
    ['search', 'instagram'].map((source) => {
      const clicks = 40 + Math.floor(chance(day, source, 'clicks') * 60);
      const spend = (clicks * (0.2 + chance(day, source, 'price') * 0.2)).toFixed(2);
      return { day, source, clicks: String(clicks), spend };
    }),
  );
