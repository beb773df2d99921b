import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useGet, type List } from '../../app/index.ts';
import { Chip, Row, Soft, useFormats, type Formats } from '../../ui/index.ts';
import type { Reports } from '../insight/model.ts';
import { reportAsked, useCounted } from './counted.ts';

/** What a link from a figure narrows a list to; written in the address as the API takes it. */
const KEYS = [
  ...(['report', 'key', 'since', 'until', 'region', 'category', 'segment'] as const),
  ...(['min_orders', 'visit', 'refunded', 'buyer', 'reason', 'from', 'to', 'as_of'] as const),
];
type Key = (typeof KEYS)[number];
type Search = Record<string, string | undefined>;

const isOf = (search: Search) => (name: string) =>
  // A report's choices have names of their own.
  search['report'] ? name !== 'sort' : (KEYS as readonly string[]).includes(name);

export const narrowing = (search: Search): Partial<Record<Key, string>> =>
  Object.fromEntries(Object.entries(search).filter(([name, value]) => value && isOf(search)(name)));

const nothing = (keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, undefined]));

interface Narrowing {
  /** What goes when this is taken away. */
  keys: readonly string[];
  text: string;
}

function days(t: TFunction<'customers'>, format: Formats, { from, to }: Search): Narrowing[] {
  const words = { from: from && format.day(from), to: to && format.day(to) };
  if (!from && !to) return [];
  const text = t(
    from && to ? 'narrowed.between' : from ? 'narrowed.since' : 'narrowed.until',
    words,
  );
  return [{ keys: ['from', 'to'], text }];
}

function one(key: Key, text: string | false | undefined): Narrowing[] {
  return text ? [{ keys: [key], text }] : [];
}

/** A segment by its name; one that was typed, as it was. */
function useSegmentName(segment: string | undefined): string | undefined {
  const options = { enabled: segment !== undefined };
  const { data } = useGet<Pick<Reports, 'segments'>>('/v1/reports', {}, options);
  return data?.segments.find((one) => one.segment === segment)?.name ?? segment;
}

function useNarrowings(): Narrowing[] {
  const { t } = useTranslation('customers');
  const format = useFormats();
  const { search } = useAddress();
  const { min_orders: least, visit, buyer, reason, as_of: asOf, since, until } = search;
  const counted = useCounted(search);
  const segment = useSegmentName(search['segment']);
  const theirs = ['report', 'key', ...Object.keys(reportAsked(search))];
  const within = since || until ? days(t, format, { from: since, to: until }) : [];
  return [
    ...(counted === undefined ? [] : [{ keys: theirs, text: counted }]),
    ...within.map((one) => ({ ...one, keys: ['since', 'until'] })),
    ...(['region', 'category'] as const).flatMap((key) => one(key, search[key])),
    ...one('segment', segment),
    ...one('min_orders', least && t('narrowed.min_orders', { count: Number(least) })),
    ...one('visit', visit && t(`narrowed.visit.${visit}`)),
    ...one('refunded', search['refunded'] && t('narrowed.refunded')),
    ...one('buyer', !visit && buyer && t(`narrowed.buyer.${buyer}`)),
    ...one('reason', reason && t(`unknown.reason.${reason}`, t('unknown.reason.other'))),
    ...days(t, format, search),
    ...one('as_of', asOf && t('narrowed.as_of', { day: format.day(asOf) })),
  ];
}

/** A list that has no choice of shops of its own still says which one it shows. */
function useShop(): Narrowing[] {
  const { search } = useAddress();
  const shops = useGet<List<{ id: string; name: string }>>('/v1/shops');
  const shop = shops.data?.data.find(({ id }) => id === search['shop']);
  return shop ? [{ keys: ['shop'], text: shop.name }] : [];
}

/** What this list is narrowed to, each with a way back, and how many rows that leaves. */
export function Narrowed(props: { count: string | false; shop?: boolean; note?: ReactNode }) {
  const { t } = useTranslation('customers');
  const { set } = useAddress();
  const shop = useShop();
  const narrowings = [...useNarrowings(), ...(props.shop ? shop : [])];
  if (narrowings.length === 0 && !props.count) return null;
  return (
    <div role="group" aria-label={t('narrowed.label')}>
      <Row gap={1}>
        {props.count && <strong>{props.count}</strong>}
        {narrowings.map(({ keys, text }) => (
          <Chip key={text} onRemove={() => set(nothing(keys))}>
            {text}
          </Chip>
        ))}
        {props.note && <Soft small>{props.note}</Soft>}
      </Row>
    </div>
  );
}
