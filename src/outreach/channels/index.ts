export { CHANNEL_KINDS, ChannelKind, TOUCH_CLASSES, TouchClass } from './schema.ts';
export { parseDsn } from './smtp/index.ts';
export type {
  CallbackEvent,
  CallbackRequest,
  Kind,
  Message,
  Outcome,
  Sender,
  Suppress,
  Vendor,
  World,
} from './types.ts';
export { VENDORS } from './vendors.ts';
