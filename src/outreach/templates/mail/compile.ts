import { ok, type Result } from '../../../kernel/index.ts';
import { parseLiquid, type Parsed } from '../liquid.ts';
import type { Class, MailVariant } from '../schema.ts';
import { blockMjml, blockText } from './blocks.ts';
import { Holder } from './hold.ts';
import { footOf } from './words.ts';

/** A mail ready to be written to anybody. */
export interface CompiledMail {
  subject: Parsed;
  preheader: Parsed;
  html: Parsed;
  text: Parsed;
}

const FONTS =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans', Arial, sans-serif";

// Mailboxes that turn colours around by themselves leave these alone once the schemes are declared.
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > div, .card, .card > table { background: #16181b !important; background-color: #16181b !important; }
  .ink div, .ink a { color: #e9ecef !important; }
  .faint div, .faint a { color: #adb5bd !important; }
  .code > div, td.code { background: #25282c !important; color: #ffffff !important; }
  .line p { border-top-color: #495057 !important; }
  .button td, .button a { background: #e9ecef !important; color: #16181b !important; }
}
[data-ogsc] .ink div { color: #e9ecef !important; }`;

const RIGHT_TO_LEFT = /^(ar|he|fa|ur|ps|yi)(-|$)/i;

const IF_LINK = (name: string): [string, string] => [`{% if ${name} %}`, '{% endif %}'];

function footMjml(variant: MailVariant, language: string, touchClass: Class, hold: Holder): string {
  const foot = footOf(variant, language, touchClass);
  const link = (name: string, label: string): string => {
    const [open, close] = IF_LINK(name);
    const href = hold.mark(`{{ ${name} }}`);
    return `${hold.mark(open)}<a href="${href}" style="color:#495057">${hold.field(label)}</a> ${hold.mark(close)}`;
  };
  const who = `{{ shop.name }}{% if shop.address %} · {{ shop.address }}{% endif %}`;
  return `<mj-text css-class="faint" font-size="12px" color="#495057">${hold.field(who)}<br />${hold.field(foot.why)}<br />${link('preferences_url', foot.preferences)}${link('unsubscribe_url', foot.unsubscribe)}</mj-text>`;
}

function footText(variant: MailVariant, language: string, touchClass: Class): string {
  const foot = footOf(variant, language, touchClass);
  const link = (name: string, label: string) => {
    const [open, close] = IF_LINK(name);
    return `${open}\n${label}: {{ ${name} }}${close}`;
  };
  return `-- \n{{ shop.name }}{% if shop.address %} · {{ shop.address }}{% endif %}\n${foot.why}${link('preferences_url', foot.preferences)}${link('unsubscribe_url', foot.unsubscribe)}\n`;
}

function mjmlOf(variant: MailVariant, language: string, touchClass: Class, hold: Holder): string {
  const direction = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
  const align = direction === 'rtl' ? 'right' : 'left';
  return `<mjml lang="${language}" dir="${direction}">
<mj-head>
<mj-title>${hold.field(variant.subject)}</mj-title>
${variant.preheader ? `<mj-preview>${hold.field(variant.preheader)}</mj-preview>` : ''}
<mj-attributes>
<mj-all font-family="${FONTS}" />
<mj-text font-size="16px" line-height="1.6" color="#212529" align="${align}" />
<mj-button background-color="#212529" color="#ffffff" font-size="16px" inner-padding="12px 24px" border-radius="6px" align="${align}" />
<mj-divider border-color="#dee2e6" border-width="1px" />
</mj-attributes>
<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
<mj-style>${DARK}</mj-style>
</mj-head>
<mj-body css-class="page" background-color="#ffffff">
<mj-section css-class="card" padding="16px 0"><mj-column>
${variant.blocks.map((block) => blockMjml(block, hold)).join('\n')}
</mj-column></mj-section>
<mj-section css-class="card" padding="0 0 16px"><mj-column>
<mj-divider css-class="line" />
${footMjml(variant, language, touchClass, hold)}
</mj-column></mj-section>
</mj-body>
</mjml>`;
}

const textOf = (variant: MailVariant, language: string, touchClass: Class): string =>
  `${variant.blocks.map(blockText).join('')}${footText(variant, language, touchClass)}`;

/** MJML is loaded when the first mail is written: most of what the program does needs none. */
async function htmlOf(mjml: string): Promise<string> {
  const { default: compile } = await import('mjml');
  const { html, errors } = await compile(mjml, {
    ...{ validationLevel: 'strict', fonts: {}, keepComments: false, ignoreIncludes: true },
  });
  if (errors.length > 0) throw new Error(errors.map((one) => one.formattedMessage).join('\n'));
  return html.replaceAll(/\n\s*\n+/g, '\n');
}

/** Every field parses by itself (`checkDraft` saw to that), so the whole does. */
export async function compileMail(
  variant: MailVariant,
  language: string,
  touchClass: Class,
): Promise<Result<CompiledMail>> {
  const hold = new Holder();
  const html = hold.release(await htmlOf(mjmlOf(variant, language, touchClass, hold)));
  const parts = {
    subject: parseLiquid(variant.subject, 'text'),
    preheader: parseLiquid(variant.preheader, 'text'),
    html: parseLiquid(html, 'html'),
    text: parseLiquid(textOf(variant, language, touchClass), 'text'),
  };
  const { subject, preheader, html: page, text } = parts;
  if (!subject.ok) return subject;
  if (!preheader.ok) return preheader;
  if (!page.ok) return page;
  if (!text.ok) return text;
  return ok({
    subject: subject.value,
    preheader: preheader.value,
    html: page.value,
    text: text.value,
  });
}
