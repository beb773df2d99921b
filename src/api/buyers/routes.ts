import type { Context } from 'hono';
import { VENDORS } from '../../outreach/channels/index.ts';
import { findAccount, secretsOf } from '../../outreach/accounts/index.ts';
import {
  birthdayOf,
  choose,
  chooseTopics,
  preferencesOf,
  sayBirthday,
  stop,
  topicsOf,
  waysShown,
  type Birthday,
  type ReadAt,
  type Said,
  type TopicWish,
} from '../../outreach/preferences/index.ts';
import {
  countOpen,
  firstTime,
  follow,
  obey,
  shortLinkOf,
  touchOfOpen,
  touchOfToken,
} from '../../outreach/tracking/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { languageOf, type App } from '../endpoint.ts';
import { bodyBytes } from '../input.ts';
import { problemResponse } from '../problems.ts';
import { roadOf } from '../outreach/index.ts';
import { DAYS, gonePage, MONTHS, preferencePage, type Done } from './page.ts';

const MOST_FORM = 10_000;
const MOST_CALLBACK = 1_000_000;

interface Addressee {
  customer: number;
  kind: string;
  shop: string;
  address: string | null;
}

const WHO = `
  SELECT t.customer_id AS customer, t.kind, coalesce(s.name, $2) AS shop, b.address FROM touch t JOIN customer c ON c.id = t.customer_id AND c.erased_at IS NULL
  LEFT JOIN touch_body b ON b.touch_id = t.id LEFT JOIN shop s ON s.id = coalesce(t.shop_id, c.shop_id) WHERE t.id = $1`;

const readAtOf = ({ kind, address }: Addressee): ReadAt | null =>
  address === null ? null : { channel: kind, address };

/** Whom the link in a message was for; only links of this business that we made ourselves. */
async function addressee(ctx: AppContext, tx: Tx, c: Context): Promise<Addressee | undefined> {
  if (c.req.param('business') !== ctx.business.key) return undefined;
  const touch = touchOfToken(ctx.business.idKey, c.req.param('token') ?? '');
  if (touch === undefined) return undefined;
  return tx.maybe<Addressee>(WHO, [touch, ctx.business.name]);
}

const wishesOf = async (tx: Tx, { customer, shop }: Addressee) => ({
  shop,
  preferences: await preferencesOf(tx, customer),
  topics: await topicsOf(tx, customer),
  birthday: (await birthdayOf(tx, customer)) ?? null,
});

const wanted = (form: URLSearchParams, kinds: string[]) => ({
  ways: kinds.map((kind) => ({
    kind,
    promotion: form.has(`${kind}_promotion`),
    care: form.has(`${kind}_care`),
  })),
  fewer: form.has('fewer'),
});

/** Of the topics that the page showed: one that came meanwhile was neither wanted nor refused. */
const topicsWanted = (form: URLSearchParams): TopicWish[] =>
  form.getAll('asked').map((topic) => ({ topic, wanted: form.getAll('topic').includes(topic) }));

/** Undefined: the page did not ask. A month without its day is no day, and is told. */
function birthdayWanted(form: URLSearchParams): Omit<Birthday, 'year'> | null | undefined {
  const [month, day] = [form.get('month'), form.get('day')];
  if (month === null || day === null) return undefined;
  if (month === '' && day === '') return null;
  return { month: Number(month), day: Number(day), lunar: form.has('lunar') };
}

async function act(
  tx: Tx,
  who: Addressee,
  form: URLSearchParams,
  proof: Said['proof'],
  now: Date,
): Promise<Done> {
  const page: Said = { customer: who.customer, source: 'page', proof };
  if (form.get('do') === 'stop') {
    await stop(tx, page, null, readAtOf(who), now);
    return 'stopped';
  }
  const shown = waysShown(await preferencesOf(tx, who.customer));
  const kinds = shown.map(({ kind }) => kind);
  await choose(tx, page, wanted(form, kinds), now);
  await chooseTopics(tx, page, topicsWanted(form), now);
  const birthday = birthdayWanted(form);
  if (birthday === undefined) return 'saved';
  const said = isOnCalendar(birthday) && (await sayBirthday(tx, who.customer, birthday, now)).ok;
  return said ? 'saved' : 'no_day';
}

const isOnCalendar = (day: Omit<Birthday, 'year'> | null): boolean =>
  day === null || (MONTHS.includes(day.month) && DAYS.includes(day.day));

/** The proof of a wish: which page, when, in which words. */
const proofOf = (c: Context, form: URLSearchParams): Said['proof'] => ({
  where: new URL(c.req.url).pathname.split('/')[1] ?? '',
  words: form.toString().slice(0, 500),
});

function preferenceRoutes(app: App, ctx: AppContext): void {
  const show = async (c: Context) => {
    const language = languageOf(c);
    const page = await ctx.db.tx(async (tx) => {
      const who = await addressee(ctx, tx, c);
      return who && preferencePage(language, { ...(await wishesOf(tx, who)), done: null });
    });
    return page ? c.html(page) : c.html(gonePage(language), 404);
  };
  const change = async (c: Context) => {
    const language = languageOf(c);
    const body = await bodyBytes(c, MOST_FORM);
    const form = new URLSearchParams(body.ok ? body.value.toString('utf8') : '');
    const page = await ctx.db.tx(async (tx) => {
      const who = await addressee(ctx, tx, c);
      if (!who) return undefined;
      const now = ctx.now();
      const proof = proofOf(c, form);
      const oneClick = form.get('List-Unsubscribe') === 'One-Click';
      if (oneClick)
        await stop(
          tx,
          { customer: who.customer, source: 'unsubscribe', proof },
          who.kind,
          readAtOf(who),
          now,
        );
      const done = oneClick ? 'stopped' : await act(tx, who, form, proof, now);
      return preferencePage(language, { ...(await wishesOf(tx, who)), done });
    });
    return page ? c.html(page) : c.html(gonePage(language), 404);
  };
  // A GET never unsubscribes: mail scanners follow links (RFC 8058).
  for (const path of ['/u/:business/:token', '/p/:business/:token']) {
    app.get(path, show);
    app.post(path, change);
  }
}

function clickRoute(app: App, ctx: AppContext): void {
  app.get('/l/:business/:token', async (c) => {
    const link =
      c.req.param('business') === ctx.business.key
        ? shortLinkOf(ctx.business.idKey, c.req.param('token'))
        : undefined;
    const url = link && (await ctx.db.tx((tx) => follow(tx, link, ctx.now())));
    return url ? c.redirect(url, 302) : c.html(gonePage(languageOf(c)), 404);
  });
}

/** One point nobody sees. */
const POINT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

function openRoute(app: App, ctx: AppContext): void {
  app.get('/o/:business/:token', async (c) => {
    const touch =
      c.req.param('business') === ctx.business.key
        ? touchOfOpen(ctx.business.idKey, c.req.param('token'))
        : undefined;
    if (touch === undefined) return c.body(null, 404);
    // Asked only whether it is there, it was not looked at.
    if (c.req.method === 'GET') await ctx.db.tx((tx) => countOpen(tx, touch, ctx.now()));
    return c.body(new Uint8Array(POINT), 200, {
      'content-type': 'image/gif',
      'cache-control': 'no-store',
    });
  });
}

/** What vendors tell: receipts, bounces, replies. The address holds a secret; vendors that sign are checked as well. */
function hookRoute(app: App, ctx: AppContext): void {
  app.on(['POST', 'GET'], ['/hooks/:business/:token'], async (c) => {
    const language = languageOf(c);
    const id =
      c.req.param('business') === ctx.business.key
        ? innerId(ctx, 'hook', `hook_${c.req.param('token')}`)
        : undefined;
    const read = await bodyBytes(c, MOST_CALLBACK);
    if (id === undefined || !read.ok) return problemResponse(c, { code: 'not_found' }, language);
    const body = read.value;
    const account = await ctx.db.tx((tx) => findAccount(tx, id));
    const vendor = account && VENDORS[account.vendor];
    const secrets = account && secretsOf(roadOf(ctx).sealKey(), account);
    if (!account || !vendor?.parseCallback || !secrets)
      return problemResponse(c, { code: 'not_found' }, language);
    const now = ctx.now();
    const { pathname, search } = new URL(c.req.url);
    const request = {
      ...{ method: c.req.method, headers: c.req.raw.headers, body },
      url: `${ctx.publicUrl ?? new URL(c.req.url).origin}${pathname}${search}`,
    };
    const said = vendor.parseCallback(request, account.config, secrets, now);
    if (!said.ok) return problemResponse(c, said.problem, language);
    await ctx.db.tx(async (tx) => {
      if (await firstTime(tx, id, Buffer.concat([Buffer.from(search), body]), now))
        await obey(tx, said.value.events, { id, kind: account.kind }, now);
    });
    const answer = said.value.answer ?? { body: '', type: 'text/plain' };
    return c.newResponse(answer.body, 200, { 'content-type': answer.type });
  });
}

/** What buyers and vendors meet: no sign-in, no script, links that only we can make. */
export function buyerRoutes(app: App, ctx: AppContext): void {
  preferenceRoutes(app, ctx);
  clickRoute(app, ctx);
  openRoute(app, ctx);
  hookRoute(app, ctx);
}
