/** Every page of the app, one line each. A page is loaded when somebody goes there. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { parseSearch, writeSearch } from './address-bar.ts';
import { Failed, Missing, Waiting } from './boundaries.tsx';
import { Layout } from './layout.tsx';
import { queryClient } from './queries.ts';
import { sessionQuery, setupQuery } from './session.ts';

const root = createRootRoute({ notFoundComponent: Missing });

/** Outside: no account needed. */
const outside = createRoute({ getParentRoute: () => root, id: 'outside' });

/** Inside: whoever is not signed in goes to the door that fits, and comes back here after. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Layout,
  beforeLoad: async ({ location }) => {
    if (await queryClient.query({ ...sessionQuery, staleTime: 'static' })) return undefined;
    const { needs_owner } = await queryClient.query(setupQuery);
    if (needs_owner) return redirect({ to: '/setup', throw: true });
    const next = location.href === '/' ? {} : { next: location.href };
    return redirect({ to: '/sign-in', search: next as never, throw: true });
  },
});

const out = <Path extends string>(path: Path, load: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => outside, path, component: lazyRouteComponent(load, 'Page') });

const page = <Path extends string>(path: Path, load: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load, 'Page') });

// Each of these modules exports its component as `Page`.
const tree = root.addChildren([
  outside.addChildren([
    out('/setup', () => import('../pages/setup/index.tsx')),
    out('/sign-in', () => import('../pages/sign-in/index.tsx')),
    out('/invite/$token', () => import('../pages/invite/index.tsx')),
  ]),
  inside.addChildren([
    page('/', () => import('../pages/today/index.tsx')),
    page('/welcome', () => import('../pages/welcome/index.tsx')),
    page('/imports', () => import('../pages/imports/index.tsx')),
    page('/imports/$id', () => import('../pages/imports/one.tsx')),
    page('/customers', () => import('../pages/customers/index.tsx')),
    page('/customers/purchases', () => import('../pages/customers/purchases.tsx')),
    page('/customers/same', () => import('../pages/customers/same.tsx')),
    page('/customers/unknown', () => import('../pages/customers/unknown.tsx')),
    page('/customers/segments', () => import('../pages/segments/index.tsx')),
    page('/customers/segments/new', () => import('../pages/segments/one.tsx')),
    page('/customers/segments/$id', () => import('../pages/segments/one.tsx')),
    page('/customers/$id', () => import('../pages/customers/one.tsx')),
    page('/insight', () => import('../pages/insight/index.tsx')),
    page('/insight/$report', () => import('../pages/insight/one.tsx')),
    page('/messages', () => import('../pages/messages/index.tsx')),
    page('/messages/templates', () => import('../pages/templates/index.tsx')),
    page('/messages/templates/new', () => import('../pages/templates/one.tsx')),
    page('/messages/templates/manners', () => import('../pages/templates/manners-page.tsx')),
    page('/messages/templates/$id', () => import('../pages/templates/one.tsx')),
    page('/messages/rules', () => import('../pages/rules/index.tsx')),
    page('/messages/print', () => import('../pages/messages/print.tsx')),
    page('/messages/$id', () => import('../pages/messages/one.tsx')),
    page('/settings', () => import('../pages/settings/index.tsx')),
    page('/settings/$part', () => import('../pages/settings/index.tsx')),
    // Last: an address we do not know, shown inside the frame.
    createRoute({ getParentRoute: () => inside, path: '/$', component: Missing }),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: Missing,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
