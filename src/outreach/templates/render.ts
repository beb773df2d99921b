import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import { compiled } from './compiled.ts';
import { scopeOf, surroundings, type Facts, type Occasion, type Scope } from './facts.ts';
import { languageOfCountry, pickVariant } from './languages.ts';
import { runLiquid, type Parsed } from './liquid.ts';
import type { CompiledMail } from './mail/compile.ts';
import type { Draft, SmsRule } from './schema.ts';
import { REFUSAL, smsSize, type SmsSize } from './sms.ts';

/** How the channel sends texts: what it puts before and behind them. */
export interface SmsWays {
  rule?: SmsRule | undefined;
  sign?: string | undefined;
  /** Null: none. Undefined: 拒收请回复R behind promotions in China that do not say how to refuse. */
  suffix?: string | null | undefined;
}

export interface Rendered {
  language: string;
  subject: string | null;
  preheader: string | null;
  text: string;
  html: string | null;
  sms: (SmsSize & { rule: SmsRule }) | null;
}

export type Asked = Omit<Occasion, 'language' | 'declared'> & { language?: string | undefined };

/** What they asked for, what they speak, what is spoken where they live, what the shop speaks, what there is. */
export const languageFor = (draft: Pick<Draft, 'variants'>, { customer, sender }: Facts): string =>
  pickVariant(
    [
      ...[customer.wish, customer.language],
      ...[customer.country && languageOfCountry(customer.country), sender.language],
    ],
    Object.keys(draft.variants),
  );

/** Marketing mail says where its sender lives and how to be rid of it. */
export function marketingLacks(
  { kind, class: touchClass }: Pick<Draft, 'kind' | 'class'>,
  { address, name }: { address: string | null; name: string },
  unsubscribe: boolean,
): Problem | undefined {
  if (kind !== 'email' || touchClass !== 'promotion') return undefined;
  if (address === null) return { code: 'template_no_postal_address', params: { shop: name } };
  return unsubscribe ? undefined : { code: 'template_no_public_url' };
}

function lacking({ params: declared }: Draft, scope: Scope): Result<void> {
  const missing = declared.find(({ name, required }) => required && scope.params[name] === null);
  return missing ? fail('template_param_missing', { name: missing.name }) : ok(undefined);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const tidy = (text: string): string =>
  text
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

type Run = (parsed: Parsed) => Result<string>;

function mailOf(mail: CompiledMail, run: Run): Result<Omit<Rendered, 'language' | 'sms'>> {
  const subject = run(mail.subject);
  if (!subject.ok) return subject;
  const preheader = run(mail.preheader);
  if (!preheader.ok) return preheader;
  const html = run(mail.html);
  if (!html.ok) return html;
  const text = run(mail.text);
  if (!text.ok) return text;
  const line = oneLine(subject.value);
  if (line === '') return fail('template_empty_subject');
  return ok({
    ...{ subject: line, preheader: oneLine(preheader.value) || null },
    ...{ text: `${tidy(text.value)}\n`, html: html.value },
  });
}

const CHINA_REFUSAL = '拒收请回复R';

function smsOf(text: string, draft: Draft, facts: Facts, language: string, ways: SmsWays) {
  const inChina = facts.customer.country === 'CN' || facts.sender.currency === 'CNY';
  const rule = ways.rule ?? (inChina || language.startsWith('zh') ? 'china' : 'gsm');
  const usual = rule === 'china' && draft.class === 'promotion' ? CHINA_REFUSAL : '';
  const suffix = ways.suffix === undefined ? usual : (ways.suffix ?? '');
  const whole = REFUSAL.test(text) ? text : `${text}${suffix}`;
  return { text: whole, sms: { ...smsSize(whole, { rule, sign: ways.sign }), rule } };
}

/** One message to one customer, or in words why not. */
export async function renderMessage(
  draft: Draft,
  facts: Facts,
  asked: Asked,
  ways: SmsWays = {},
): Promise<Result<Rendered>> {
  const language = asked.language ?? languageFor(draft, facts);
  const variant = draft.variants[language];
  if (variant === undefined) return fail('template_no_language', { language });
  const occasion = { ...asked, language, declared: draft.params };
  const scope = scopeOf(facts, occasion);
  const complete = lacking(draft, scope);
  if (!complete.ok) return complete;
  const made = await compiled(variant, language, draft.class);
  if (!made.ok) return made;
  const around = surroundings(facts, occasion);
  const run: Run = (parsed) => runLiquid(parsed, scope, around);
  if ('mail' in made.value) {
    const mail = mailOf(made.value.mail, run);
    return mail.ok ? ok({ language, ...mail.value, sms: null }) : mail;
  }
  const body = run(made.value.body);
  if (!body.ok) return body;
  const text = tidy(body.value);
  if (text === '') return fail('template_empty_text');
  const plain = { language, subject: null, preheader: null, html: null };
  if (draft.kind !== 'sms') return ok({ ...plain, text, sms: null });
  return ok({ ...plain, ...smsOf(text, draft, facts, language, ways) });
}
