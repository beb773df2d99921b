import { expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import type { Role } from '../ledger/accounts/index.ts';
import { routesOf } from './openapi.ts';
import { PERMISSIONS } from './permissions.ts';

const api = testApi();
const ROLES: Role[] = ['owner', 'marketer', 'agent', 'viewer'];
/** Would end the very session that the matrix asks with. */
const ENDS_IT = 'DELETE /v1/session';

const routes = () =>
  routesOf(api().app).map((route) => ({
    ...route,
    method: route.method.toUpperCase(),
    url: route.path.replaceAll(/\{\w+\}/g, 'none'),
  }));

test('every route is closed to strangers unless it says it is public', async () => {
  const open: string[] = [];
  for (const { method, path, url } of routes()) {
    const reply = await api().anonymous.send(method, url, method === 'GET' ? undefined : {});
    if (reply.status !== 401 || reply.body.code !== 'not_signed_in') open.push(`${method} ${path}`);
  }
  expect(open.toSorted()).toEqual([
    'GET /v1/invites/{token}',
    'GET /v1/setup',
    'POST /v1/invites/{token}/accept',
    'POST /v1/session',
    'POST /v1/setup',
  ]);
});

test.each(ROLES)(
  '%s is refused exactly what the table of permissions does not give',
  async (role) => {
    const wrong: string[] = [];
    for (const { method, path, url, permission } of routes()) {
      if (permission === 'public' || `${method} ${path}` === ENDS_IT) continue;
      // Whoever may ask is then refused for the question: no report need be worked out for this.
      const reply = await (method === 'GET'
        ? api().as(role).get(`${url}?as_of=nonsense`)
        : api().as(role).send(method, url, { nonsense: true }));
      const refused = reply.status === 403 && reply.body.code === 'not_allowed';
      const may = (PERMISSIONS[permission] as readonly Role[]).includes(role);
      if (refused === may) wrong.push(`${method} ${path}`);
    }
    expect(wrong).toEqual([]);
  },
);

test('the table itself is what the owner was promised', () => {
  const of = (role: Role) =>
    Object.entries(PERMISSIONS)
      .filter(([, roles]) => (roles as readonly Role[]).includes(role))
      .map(([name]) => name);
  expect(of('owner')).toEqual(Object.keys(PERMISSIONS));
  expect(of('viewer')).toEqual([
    'own.account',
    'shops.read',
    'customers.read',
    'templates.read',
    'touches.read',
    'orders.read',
    'reports.read',
  ]);
  expect(of('marketer')).not.toContain('contacts.read');
  expect(of('agent')).toContain('contacts.read');
});
