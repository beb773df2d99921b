import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { addCustomer, addOrder, addShop, DAY_ONE } from '../../../test/support/people.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import { undoChange } from './change.ts';
import * as edit from './edit.ts';
import { mergeCustomers, unmergeProfile } from './merge.ts';
import { acceptSuggestion, listSuggestions } from './suggestions.ts';
import { tieOrder } from './tie.ts';

let db: Db;
beforeAll(async () => {
  ({ db } = await testDb());
});

const after = (minutes: number): Date => new Date(DAY_ONE.getTime() + minutes * 60_000);
const value = <T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

/** All that a page could show of these profiles, without the times of the changes themselves. */
async function picture(tx: Tx, ids: number[]): Promise<unknown> {
  const all = [ids];
  return {
    rows: await tx.query(
      `SELECT to_jsonb(c) - 'changed_at' AS c FROM customer c WHERE id = ANY($1) ORDER BY id`,
      all,
    ),
    identities: await tx.query(
      'SELECT customer_id, kind, scope, value FROM customer_identity WHERE customer_id = ANY($1) ORDER BY 1, 2, 4',
      all,
    ),
    tags: await tx.query(
      'SELECT customer_id, tag FROM customer_tag WHERE customer_id = ANY($1) AND valid_to IS NULL ORDER BY 1, 2',
      all,
    ),
    attributes: await tx.query(
      'SELECT customer_id, key, type, value FROM customer_attribute WHERE customer_id = ANY($1) AND valid_to IS NULL ORDER BY 1, 2',
      all,
    ),
    occasions: await tx.query(
      'SELECT customer_id, kind, year, month, day, lunar FROM occasion WHERE customer_id = ANY($1) AND valid_to IS NULL ORDER BY 1, 2',
      all,
    ),
    orders: await tx.query(
      'SELECT id, customer_id, untied_reason FROM orders WHERE customer_id = ANY($1) OR customer_id IS NULL ORDER BY id',
      all,
    ),
    links: await tx.query(
      'SELECT customer_id, person_id FROM person_link WHERE customer_id = ANY($1) AND valid_to IS NULL ORDER BY 1',
      all,
    ),
  };
}

type Step = (tx: Tx, ids: number[], order: number, now: Date) => Promise<edit.Changed>;

const nullable = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });
const tags = fc.constantFrom('vip', 'tea', 'owes@12', 'a:b');
const day = fc.record({
  year: nullable(fc.constantFrom(1990, 2000)),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  lunar: fc.boolean(),
});
const patch = fc.record(
  {
    name: nullable(fc.constantFrom('Ann', 'Bo', '李雷', '')),
    phone: nullable(fc.constantFrom('13800000001', '+8613800000002', '138 0000 0003')),
    email: nullable(fc.constantFrom('ann@example.com', 'Bo@Example.com')),
    birth_year: nullable(fc.constantFrom(1980, 1990)),
    birthday: nullable(day),
    province: nullable(fc.constantFrom('广东省', '黑龙江省')),
    address: nullable(fc.constantFrom('1 Tea Lane', '东大厦 5 楼')),
    note: nullable(fc.string({ maxLength: 20, unit: 'grapheme-ascii' })),
  },
  { requiredKeys: [] },
);
const who = (ids: number[], i: number): edit.Editor => ({
  profile: ids[i % ids.length] ?? 0,
  byUser: 7,
});
const steps: fc.Arbitrary<Step> = fc.nat(2).chain((i) =>
  fc.oneof(
    patch.map(
      (p): Step =>
        (tx, ids, _o, now) =>
          edit.editCustomer(tx, who(ids, i), p, now),
    ),
    tags.map(
      (t): Step =>
        (tx, ids, _o, now) =>
          edit.addTag(tx, who(ids, i), t, now),
    ),
    tags.map(
      (t): Step =>
        (tx, ids, _o, now) =>
          edit.removeTag(tx, who(ids, i), t, now),
    ),
    fc.tuple(fc.constantFrom('size', 'no@3'), fc.constantFrom('41', '42')).map(
      ([key, v]): Step =>
        (tx, ids, _o, now) =>
          edit.setAttribute(tx, who(ids, i), { key, type: 'number', value: v }, now),
    ),
    fc.constant<Step>((tx, ids, _o, now) => edit.removeAttribute(tx, who(ids, i), 'size', now)),
    day.map(
      (d): Step =>
        (tx, ids, _o, now) =>
          edit.setOccasion(tx, who(ids, i), 'wedding', d, now),
    ),
    fc.constant<Step>((tx, ids, _o, now) => edit.removeOccasion(tx, who(ids, i), 'birthday', now)),
    fc.nat(2).map(
      (j): Step =>
        (tx, ids, _o, now) =>
          mergeCustomers(tx, who(ids, i), who(ids, j).profile, now),
    ),
    fc.nat(2).map(
      (j): Step =>
        (tx, ids, _o, now) =>
          unmergeProfile(tx, who(ids, i), who(ids, j).profile, now),
    ),
    fc.constant<Step>((tx, ids, o, now) => tieOrder(tx, who(ids, i), o, now)),
  ),
);

test('any edits, merges and ties, undone in reverse order, leave everything as it was', async () => {
  let shop = 0;
  await db.tx(async (tx) => void (shop = await addShop(tx, 'Undo')));
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 12 }), (sequence) =>
      db.tx(async (tx) => {
        const ids = [
          await addCustomer(tx, { name: 'Zoe', email: 'z@example.com' }),
          await addCustomer(tx),
          await addCustomer(tx, { phone: '+8613800000009', note: 'old' }),
        ];
        const order = await addOrder(tx, shop, null, { untied_reason: 'masked' });
        const before = await picture(tx, ids);
        const made: number[] = [];
        for (const [i, step] of sequence.entries()) {
          const result = await step(tx, ids, order, after(i));
          if (result.ok && result.value.change_id !== null) made.push(result.value.change_id);
        }
        for (const [i, changeId] of made.toReversed().entries()) {
          const { customer_id: profile } = await tx.one<{ customer_id: number }>(
            'SELECT customer_id FROM customer_change WHERE id = $1',
            [changeId],
          );
          value(await undoChange(tx, { profile, changeId, byUser: 7 }, after(100 + i)));
        }
        expect(await picture(tx, ids)).toEqual(before);
        await tx.run('UPDATE orders SET customer_id = $2 WHERE id = $1', [order, ids[0]]);
      }),
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('an undo that would overwrite something newer says which field and changes nothing', () =>
  db.tx(async (tx) => {
    const profile = await addCustomer(tx, { name: 'Ann' });
    const first =
      value(
        await edit.editCustomer(tx, { profile, byUser: 1 }, { name: 'Bo', note: 'x' }, after(1)),
      ).change_id ?? 0;
    const second =
      value(await edit.editCustomer(tx, { profile, byUser: 1 }, { name: 'Cy' }, after(2)))
        .change_id ?? 0;
    const undo = (changeId: number) => undoChange(tx, { profile, changeId, byUser: 1 }, after(3));
    expect(await undo(first)).toMatchObject({
      ok: false,
      problem: { code: 'change_overwritten', params: { field: 'name' } },
    });
    expect((await undo(second)).ok).toBe(true);
    expect((await undo(first)).ok).toBe(true);
    expect(await undo(first)).toMatchObject({ ok: false, problem: { code: 'change_undone' } });
    expect(await tx.one('SELECT name, note FROM customer WHERE id = $1', [profile])).toEqual({
      name: 'Ann',
      note: null,
    });
  }));

test('of two editors who read the same page the second is told, not silently obeyed', () =>
  db.tx(async (tx) => {
    const profile = await addCustomer(tx, { name: 'Ann' });
    const read = { changed_at: DAY_ONE.toISOString() };
    value(await edit.editCustomer(tx, { profile, byUser: 1 }, { name: 'Bo', ...read }, DAY_ONE));
    expect(
      await edit.editCustomer(tx, { profile, byUser: 2 }, { name: 'Cy', ...read }, DAY_ONE),
    ).toMatchObject({ ok: false, problem: { code: 'customer_changed' } });
  }));

test('tags as of a day are those that were there then, whoever the profiles belong to now', () =>
  db.tx(async (tx) => {
    const [a, b] = [await addCustomer(tx), await addCustomer(tx)];
    value(await edit.addTag(tx, { profile: b, byUser: 1 }, 'vip', after(10)));
    value(await mergeCustomers(tx, { profile: a, byUser: 1 }, b, after(20)));
    value(await edit.removeTag(tx, { profile: a, byUser: 1 }, 'vip', after(30)));
    const at = (minutes: number) => edit.tagsAsOf(tx, [a, b], after(minutes));
    expect([await at(9), await at(10), await at(29), await at(30)]).toEqual([
      [],
      ['vip'],
      ['vip'],
      [],
    ]);
  }));

test('a merge undone gives back a customer who was several profiles, and an undo after a later merge is refused', () =>
  db.tx(async (tx) => {
    const [a, b, c, d] = [
      await addCustomer(tx),
      await addCustomer(tx),
      await addCustomer(tx),
      await addCustomer(tx),
    ];
    const me = { byUser: 1 };
    value(await mergeCustomers(tx, { profile: b, ...me }, c, after(1)));
    const merged =
      value(await mergeCustomers(tx, { profile: a, ...me }, c, after(2))).change_id ?? 0;
    value(await undoChange(tx, { profile: a, changeId: merged, byUser: 1 }, after(3)));
    const owner = async (id: number) =>
      (await tx.one<{ person_id: number }>('SELECT person_id FROM customer WHERE id = $1', [id]))
        .person_id;
    expect([await owner(a), await owner(b), await owner(c)]).toEqual([a, b, b]);
    const split =
      value(await unmergeProfile(tx, { profile: b, ...me }, c, after(4))).change_id ?? 0;
    value(await mergeCustomers(tx, { profile: d, ...me }, b, after(5)));
    expect(
      await undoChange(tx, { profile: b, changeId: split, byUser: 1 }, after(6)),
    ).toMatchObject({ ok: false, problem: { code: 'change_overwritten' } });
    expect([await owner(b), await owner(c), await owner(d)]).toEqual([d, c, d]);
  }));

test('an accepted suggestion is a merge whose undo opens it again', () =>
  db.tx(async (tx) => {
    const [a, b] = [await addCustomer(tx), await addCustomer(tx)];
    await tx.run(
      `INSERT INTO merge_suggestion (customer_a, customer_b, reason, known_at) VALUES ($1, $2, 'same_phone', $3)`,
      [a, b, DAY_ONE],
    );
    const open = () => listSuggestions(tx, { profiles: [a], limit: 10 });
    const [suggestion] = await open();
    const done = value(
      await acceptSuggestion(tx, { kind: 'merge', id: suggestion?.id ?? 0, byUser: 1 }, after(1)),
    );
    expect(await open()).toEqual([]);
    value(await undoChange(tx, { profile: a, changeId: done.change_id ?? 0, byUser: 1 }, after(2)));
    expect(await open()).toHaveLength(1);
  }));

test('what cannot be read as a phone, an email or a day is refused with its field', () =>
  db.tx(async (tx) => {
    const me = { profile: await addCustomer(tx), byUser: 1 };
    const code = async (patch: object) => {
      const result = await edit.editCustomer(tx, me, patch, after(1));
      return result.ok ? 'ok' : [result.problem.code, result.problem.pointer];
    };
    expect(await code({ phone: '138****0001' })).toEqual(['phone_masked', '/phone']);
    expect(await code({ phone: 'call me' })).toEqual(['phone_invalid', '/phone']);
    expect(await code({ email: 'ann at example' })).toEqual(['email_invalid', '/email']);
    expect(await code({ birthday: { year: 2001, month: 2, day: 29, lunar: false } })).toEqual([
      'day_invalid',
      '/birthday',
    ]);
  }));
