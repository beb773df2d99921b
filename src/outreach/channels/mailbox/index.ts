import { z } from 'zod';
import { sent } from '../outcome.ts';
import type { Vendor } from '../types.ts';

/** The default of every kind: nothing leaves the house. What would have gone out stands in `touch_body`. */
export const mailbox: Vendor<object, object> = {
  name: 'mailbox',
  kind: 'any',
  idempotent: true,
  needsApproval: false,
  batch: 500,
  config: z.strictObject({}),
  secrets: z.strictObject({}),
  open: () => ({
    send: (messages) => Promise.resolve(messages.map(({ key }) => sent(key))),
    close: () => Promise.resolve(),
  }),
};
