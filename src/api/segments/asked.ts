import type { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { Many } from '../../insight/forecast/index.ts';
import { detailsOf } from '../../insight/customers/index.ts';
import {
  ANY_DAY,
  clicksOf,
  readSegment,
  rowsOf,
  textOf,
  withPeople,
  type Asked,
  type Builder,
  type People,
  type Segment,
} from '../../insight/segments/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { maskFor } from '../customers/index.ts';
import { asking, forecastsFor } from '../forecasts.ts';
import { can, type Actor } from '../permissions.ts';
import { dayOfBusiness, reportShops } from '../reported.ts';
import type { FormatAnswer } from './schema.ts';

export interface Written {
  text?: string | undefined;
  builder?: Builder | undefined;
}

/** The text asked, or that of what was built. */
export const writtenText = ({ text, builder }: Written): string =>
  text ?? (builder ? textOf(builder) : '');

/** Understood, for saving and showing; not yet asked of anybody. */
export const understood = (written: Written): Result<Segment> =>
  readSegment(writtenText(written), ANY_DAY);

/** A saved text may be of an older release; it is shown even where it is no longer understood. */
export function shownText(text: string): z.input<typeof FormatAnswer> {
  const read = readSegment(text, ANY_DAY);
  if (!read.ok) return { text, builder: null, rewritten: false };
  return { text: read.value.text, ...clicksOf(read.value.expression) };
}

/** Whom one may ask about, and as of when. */
export async function askedBy(
  ctx: AppContext,
  actor: Actor,
  now: Date,
  asOf?: string,
): Promise<Result<Asked>> {
  const reported = await reportShops(ctx, actor, undefined);
  if (!reported.ok) return reported;
  const today = await dayOfBusiness(ctx, now);
  return ok({ asOf: asOf ?? today, today, shops: reported.value.shops });
}

/** Understood and asked, in one state of the lens. */
export async function askSegment<T>(
  ctx: AppContext,
  asked: Asked,
  text: string,
  ask: (people: People, segment: Segment, many: Many | undefined) => Promise<Result<T>>,
): Promise<Result<T>> {
  // A mistake in the text is said without waking the lens.
  const first = readSegment(text, ANY_DAY);
  if (!first.ok) return first;
  const many = await forecastsFor(ctx, asked, [text]);
  return withPeople(await ctx.lens(), asking(asked, many), async (people) => {
    const segment = readSegment(text, people.settings);
    return segment.ok ? ask(people, segment.value, many) : segment;
  });
}

/** People of a sample, as this actor may see them. */
export async function presentPeople(ctx: AppContext, actor: Actor, people: People, ids: number[]) {
  const details = await detailsOf(ctx.db, ids);
  const mask = maskFor(can(actor, 'contacts.read'));
  return (await rowsOf(people, ids)).flatMap((row) => {
    const who = details.get(row.id);
    // Erased between the two looks.
    if (who === undefined) return [];
    const { province: region, city } = who;
    const phone = mask(who.phone ?? who.phone_masked);
    return [
      {
        ...row,
        id: publicId(ctx, 'cus', row.id),
        name: who.name,
        nick: who.nick,
        phone,
        region,
        city,
      },
    ];
  });
}
