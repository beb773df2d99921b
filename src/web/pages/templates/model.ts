import type { z } from 'zod';
import type {
  ApprovalAnswer,
  LibraryAnswer,
  ListedAnswer,
  MannerAnswer,
  MannersAnswer,
  NoteAnswer,
  PreviewAnswer,
  TemplateAnswer,
  TemplateVersionAnswer,
  VariablesAnswer,
} from '../../../api/templates/schema.ts';
import type {
  Block,
  Draft,
  MailVariant,
  Param,
  Variants,
} from '../../../outreach/templates/schema.ts';

export type { Block, Draft, MailVariant, Param, Variants };
export type Kind = Draft['kind'];
export type Class = Draft['class'];
export type Note = z.output<typeof NoteAnswer>;
export type Template = z.output<typeof TemplateAnswer>;
export type Listed = z.output<typeof ListedAnswer>;
export type Version = z.output<typeof TemplateVersionAnswer>;
export type Ready = z.output<typeof LibraryAnswer>;
export type Approval = z.output<typeof ApprovalAnswer>;
export type Preview = z.output<typeof PreviewAnswer>;
export type Manner = z.output<typeof MannerAnswer>;
export type Manners = z.output<typeof MannersAnswer>;
export type MannerRule = Manners['rules'][number];
export type Variables = z.output<typeof VariablesAnswer>;

export const PATH = '/v1/templates';

/** What somebody writes, before it is saved. */
export interface Writing {
  name: string;
  topic: string;
  kind: Kind;
  class: Class;
  params: Param[];
  variants: Variants;
}

export const CLASSES: readonly Class[] = ['service', 'care', 'promotion'];

const EMPTY = {
  mail: { subject: '', preheader: '', blocks: [{ type: 'text' as const, text: '' }] },
  text: { body: '' },
};
export const emptyVariant = (kind: Kind) => (kind === 'email' ? EMPTY.mail : EMPTY.text);

/** Optional fields that were emptied are not there; the rest goes as it is. */
function tidyBlock(block: Block): Block {
  const needed: Record<Block['type'], string[]> = {
    ...{ heading: ['text'], text: ['text'], button: ['label', 'url'], image: ['url', 'alt'] },
    ...{ product: ['title'], divider: [], coupon: ['code'] },
  };
  return Object.fromEntries(
    Object.entries(block).filter(
      ([key, value]) => value !== '' || needed[block.type].includes(key),
    ),
  ) as Block;
}

function tidyVariant(variant: Variants[string]): Variants[string] {
  if (!('blocks' in variant)) return variant;
  const { footer, ...rest } = variant;
  const said = footer && Object.values(footer).some((text) => text.trim() !== '');
  return { ...rest, blocks: rest.blocks.map(tidyBlock), ...(said && { footer }) };
}

export const draftOf = ({ kind, class: of, params, variants }: Writing): Draft => ({
  ...{ kind, class: of, params },
  variants: Object.fromEntries(
    Object.entries(variants).map(([language, one]) => [language, tidyVariant(one)]),
  ),
});

export const bodyOf = (writing: Writing) => ({
  ...draftOf(writing),
  ...{ name: writing.name.trim(), topic: writing.topic.trim() || null },
});

/** Where something is still missing without which nothing can be asked of it: pointers. */
export function unfinished({ variants, params }: Writing): string[] {
  const names = params.flatMap(({ name }, n) =>
    /^[a-z][a-z0-9_]{0,39}$/.test(name) ? [] : [`/params/${n}/name`],
  );
  const texts = Object.entries(variants).flatMap(([language, variant]) => {
    const at = `/variants/${language}`;
    if (!('blocks' in variant)) return variant.body.trim() === '' ? [`${at}/body`] : [];
    return [
      ...(variant.subject.trim() === '' ? [`${at}/subject`] : []),
      ...(variant.blocks.length === 0 ? [`${at}/blocks`] : []),
    ];
  });
  return [...names, ...texts];
}
