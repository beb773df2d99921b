import type { Block } from '../schema.ts';
import type { Holder } from './hold.ts';

/** One block in MJML, and in plain text. */
type Written = (hold: Holder) => string;

const attributes = (hold: Holder, all: Record<string, string | undefined>): string =>
  Object.entries(all)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => ` ${name}="${hold.field(value)}"`)
    .join('');

const text = (css: string, inner: string): string =>
  `<mj-text css-class="${css}">${inner}</mj-text>`;

function mjmlOf(block: Block): Written {
  switch (block.type) {
    case 'heading':
      return (hold) =>
        `<mj-text css-class="ink" font-size="22px" font-weight="600">${hold.field(block.text)}</mj-text>`;
    case 'text':
      return (hold) => text('ink', hold.field(block.text.trim(), true));
    case 'button':
      return (hold) =>
        `<mj-button css-class="button"${attributes(hold, { href: block.url })}>${hold.field(block.label)}</mj-button>`;
    case 'image':
      return (hold) =>
        `<mj-image${attributes(hold, { src: block.url, href: block.link })} alt="${hold.field(block.alt)}" />`;
    case 'product':
      return (hold) =>
        [
          block.image &&
            `<mj-image${attributes(hold, { src: block.image, href: block.url })} alt="${hold.field(block.title)}" />`,
          `<mj-text css-class="ink" font-weight="600">${hold.field(block.title)}</mj-text>`,
          block.text && text('ink', hold.field(block.text, true)),
          block.price && text('ink', hold.field(block.price)),
          block.url &&
            text(
              'ink',
              `<a class="link"${attributes(hold, { href: block.url })}>${hold.field(block.title)}</a>`,
            ),
        ]
          .filter(Boolean)
          .join('');
    case 'divider':
      return () => '<mj-divider css-class="line" />';
    case 'coupon':
      return (hold) =>
        [
          block.text && text('ink', hold.field(block.text, true)),
          `<mj-text css-class="code" align="center" font-size="22px" font-weight="600" letter-spacing="2px" container-background-color="#f1f3f5">${hold.field(block.code)}</mj-text>`,
          block.until && text('faint', hold.field(block.until)),
        ]
          .filter(Boolean)
          .join('');
  }
}

function linesOf(block: Block): string {
  switch (block.type) {
    case 'heading':
    case 'text':
      return block.text.trim();
    case 'button':
      return `${block.label}: ${block.url}`;
    case 'image':
      return [block.alt, block.link].filter(Boolean).join(': ');
    case 'product':
      return [block.title, block.text, block.price, block.url].filter(Boolean).join('\n');
    case 'divider':
      return '----------';
    case 'coupon':
      return [block.text, block.code, block.until].filter(Boolean).join('\n');
  }
}

/** Around a block that speaks only when a variable does. */
const asked = (block: Block): [open: string, close: string] =>
  block.when ? [`{% if ${block.when} %}`, '{% endif %}'] : ['', ''];

const raw = (hold: Holder, liquid: string): string =>
  liquid && `<mj-raw>${hold.mark(liquid)}</mj-raw>`;

export function blockMjml(block: Block, hold: Holder): string {
  const [open, close] = asked(block);
  return `${raw(hold, open)}${mjmlOf(block)(hold)}${raw(hold, close)}`;
}

export function blockText(block: Block): string {
  const [open, close] = asked(block);
  return `${open}${linesOf(block)}\n\n${close}`;
}
