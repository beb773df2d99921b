import { isMail, type Block, type Variant } from './schema.ts';

/** A piece of text that somebody wrote, and where it stands. */
export interface Field {
  pointer: string;
  text: string;
  /** `link` goes into an address, `image` is loaded, `when` is the name of a variable. */
  as: 'text' | 'link' | 'image' | 'when';
  /** A variable that has something to say whenever this is shown. */
  when?: string | undefined;
}

const AS: Record<string, Field['as']> = { url: 'link', link: 'link', image: 'image', when: 'when' };

const blockFields = (block: Block, at: string): Field[] =>
  Object.entries(block).flatMap(([key, text]) => {
    if (key === 'type' || text === undefined || text === '') return [];
    const as = block.type === 'image' && key === 'url' ? 'image' : (AS[key] ?? 'text');
    return [{ pointer: `${at}/${key}`, text, as, when: block.when }];
  });

export function fieldsOf(variant: Variant, at: string): Field[] {
  const text = (key: string, value: string): Field => ({
    pointer: `${at}/${key}`,
    text: value,
    as: 'text',
  });
  if (!isMail(variant)) return [text('body', variant.body)];
  const { subject, preheader, blocks, footer } = variant;
  return [
    text('subject', subject),
    text('preheader', preheader),
    ...blocks.flatMap((block, n) => blockFields(block, `${at}/blocks/${n}`)),
    ...Object.entries(footer ?? {}).map(([key, value]) => text(`footer/${key}`, value)),
  ];
}
