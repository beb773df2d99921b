import type { Class, MailVariant } from '../schema.ts';

/** What stands at the foot of a mail, in Liquid like everything else. */
interface Foot {
  why: string;
  unsubscribe: string;
  preferences: string;
}

const FEET: Record<
  'zh' | 'en',
  Record<'about' | 'bought' | 'unsubscribe' | 'preferences', string>
> = {
  zh: {
    about: '这封邮件与您在{{ shop.name }}的订单{{ last_order.number | default: "" }}有关。',
    bought: '您收到这封邮件，是因为您在{{ shop.name }}购买过商品。',
    unsubscribe: '退订',
    preferences: '选择接收哪些消息',
  },
  en: {
    about:
      'This mail is about your order {{ last_order.number | default: "" }} at {{ shop.name }}.',
    bought: 'You receive this mail because you have bought from {{ shop.name }}.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Choose what you receive',
  },
};

export function footOf(variant: MailVariant, language: string, touchClass: Class): Foot {
  if (variant.footer) return variant.footer;
  const words = FEET[language.toLowerCase().startsWith('zh') ? 'zh' : 'en'];
  const { about, bought, unsubscribe, preferences } = words;
  return { why: touchClass === 'service' ? about : bought, unsubscribe, preferences };
}
