import type { TimelineItem } from '../model.ts';

export interface Entry {
  item: TimelineItem;
  /** A parcel's way, the latest first. */
  steps: TimelineItem[];
}

/** Said by the order itself, as a credit note's refund is: they would only repeat it. */
const SILENT = ['order.paid', 'order.confirmed', 'order.closed'];

const trackingOf = (item: TimelineItem): string | undefined =>
  item.type.startsWith('parcel.') ? String(item.data['tracking_number']) : undefined;

/**
 * The story as one tells it: an order once, a parcel once with its way below it. Items come latest
 * first, and a parcel stands where it was last heard of.
 */
export function fold(items: readonly TimelineItem[]): Entry[] {
  const entries: Entry[] = [];
  const parcels = new Map<string, Entry>();
  for (const item of items) {
    if (SILENT.includes(item.type) || item.data['origin'] === 'credit_note') continue;
    const tracking = trackingOf(item);
    const key = `${item.order_id} ${tracking}`;
    const known = tracking === undefined ? undefined : parcels.get(key);
    if (known) {
      known.steps.push(item);
      continue;
    }
    const entry = { item, steps: tracking === undefined ? [] : [item] };
    if (tracking !== undefined) parcels.set(key, entry);
    entries.push(entry);
  }
  return entries;
}

/** What is newest about a parcel: delivered beats scanned, whatever the order of equal times. */
export function parcelState({ steps }: Entry): string | undefined {
  if (steps.some(({ type }) => type === 'parcel.delivered')) return 'delivered';
  const shipped = steps.find(({ type }) => type === 'parcel.shipped');
  const state = shipped?.data['state'];
  return typeof state === 'string' ? state : undefined;
}
