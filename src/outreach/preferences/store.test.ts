import { expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { addCustomer, DAY_ONE } from '../../../test/support/people.ts';
import { choose, stop } from './index.ts';

const said = { source: 'page', proof: { where: 'p' } };

test('a box that was ticked for somebody and left alone is no consent; what they change is, with its proof', async () => {
  const { db } = await testDb();
  await db.tx(async (tx) => {
    const customer = await addCustomer(tx, { email: 'ann@example.com' });
    const save = (promotion: boolean, care: boolean) =>
      choose(
        tx,
        { customer, ...said },
        { ways: [{ kind: 'email', promotion, care }], fewer: false },
        DAY_ONE,
      );
    const words = () =>
      tx.query('SELECT purpose, state, proof FROM consent WHERE customer_id = $1 ORDER BY id', [
        customer,
      ]);
    const { proof } = said;
    await save(false, true);
    expect(await words()).toEqual([]);
    await save(true, false);
    const changed = [
      { purpose: 'promotion', state: 'granted', proof },
      { purpose: 'care', state: 'withdrawn', proof },
    ];
    expect(await words()).toEqual(changed);
    await save(true, false);
    expect(await words()).toEqual(changed);
    await stop(tx, { customer, ...said }, 'email', null, DAY_ONE);
    expect(await words()).toEqual([
      ...changed,
      { purpose: 'promotion', state: 'withdrawn', proof },
    ]);
  });
});
