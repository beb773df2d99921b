import { z } from 'zod';

export const CHANNEL_KINDS = [
  'email',
  'sms',
  'wecom',
  'post',
  'platform',
  'webhook',
  'staff',
] as const;
export const ChannelKind = z.enum(CHANNEL_KINDS);
export const TOUCH_CLASSES = ['service', 'care', 'promotion'] as const;
export const TouchClass = z.enum(TOUCH_CLASSES);
