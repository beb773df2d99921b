import type { Block, Class, MailVariant, Param } from '../schema.ts';

/** What one occasion says in one language, as a mail and as a short text. */
export interface Said {
  name: string;
  /** When it is for. */
  hint: string;
  subject: string;
  preheader: string;
  blocks: Block[];
  short: string;
}

export interface Occasioned {
  key: string;
  class: Class;
  params: Param[];
}

export const param = (name: string, type: Param['type'], label: string, sample: string): Param => ({
  ...{ name, type, label, sample, required: true },
});

export const heading = (text: string): Block => ({ type: 'heading', text });
export const text = (...paragraphs: string[]): Block => ({
  type: 'text',
  text: paragraphs.join('\n\n'),
});
export const button = (label: string, url: string, when?: string): Block => ({
  ...{ type: 'button', label, url },
  ...(when !== undefined && { when }),
});

export const mailOf = ({ subject, preheader, blocks }: Said): MailVariant => ({
  ...{ subject, preheader, blocks },
});
