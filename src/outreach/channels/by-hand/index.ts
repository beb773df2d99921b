import { z } from 'zod';
import type { Kind, Outcome, Vendor } from '../types.ts';

/**
 * Channels that a person carries: what they send is gathered in `touch_body` and waits, without a
 * lease, until that person marks it as sent or as not sent. Handing a message over twice gathers it once.
 */
const byHand = (name: string, kind: Kind): Vendor<object, object> => ({
  name,
  kind,
  idempotent: true,
  byHand: true,
  needsApproval: false,
  batch: 500,
  config: z.strictObject({}),
  secrets: z.strictObject({}),
  open: () => ({
    send: (messages) => Promise.resolve(messages.map((): Outcome => ({ state: 'waiting' }))),
    close: () => Promise.resolve(),
  }),
});

/** A file for a platform that can only be fed by hand. */
export const exportList = byHand('export_list', 'platform');
/** Cards and parcel inserts, to be printed and laid in. */
export const print = byHand('print', 'post');
