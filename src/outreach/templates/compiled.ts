import { ok, type Result } from '../../kernel/index.ts';
import { fieldsOf } from './fields.ts';
import { parseLiquid, type Parsed } from './liquid.ts';
import { compileMail, type CompiledMail } from './mail/compile.ts';
import { isMail, type Class, type Variant } from './schema.ts';

export type Compiled = { mail: CompiledMail } | { body: Parsed };

type Made = Promise<Result<Compiled>>;

const MOST_KEPT = 200;
/** By what it says, so that two businesses, or a template and its draft, can never be taken for one another. */
const byText = new Map<string, Made>();
/** The same by the very object: a batch asks a hundred times with one. */
const byObject = new WeakMap<Variant, Map<string, Made>>();

async function compile(variant: Variant, language: string, touchClass: Class): Made {
  if (isMail(variant)) {
    // What somebody wrote by hand was not checked on saving; in the whole page a fault would have no place.
    for (const { text, as } of fieldsOf(variant, '')) {
      const field = as === 'when' ? ok(undefined) : parseLiquid(text, 'text');
      if (!field.ok) return field;
    }
    const mail = await compileMail(variant, language, touchClass);
    return mail.ok ? ok({ mail: mail.value }) : mail;
  }
  const body = parseLiquid(variant.body, 'text');
  return body.ok ? ok({ body: body.value }) : body;
}

function keptText(variant: Variant, language: string, touchClass: Class): Made {
  const key = JSON.stringify([language, touchClass, variant]);
  const made = byText.get(key) ?? compile(variant, language, touchClass);
  byText.delete(key);
  byText.set(key, made);
  if (byText.size > MOST_KEPT) byText.delete(byText.keys().next().value ?? '');
  // What broke is tried anew.
  made.catch(() => byText.delete(key));
  return made;
}

/** Compiled once, for a million customers. */
export function compiled(variant: Variant, language: string, touchClass: Class): Made {
  const mine = byObject.get(variant) ?? new Map<string, Made>();
  byObject.set(variant, mine);
  const key = `${language} ${touchClass}`;
  const made = mine.get(key) ?? keptText(variant, language, touchClass);
  mine.set(key, made);
  made.catch(() => mine.delete(key));
  return made;
}
