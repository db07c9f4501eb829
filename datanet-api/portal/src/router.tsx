import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { HomePage } from './features/home/HomePage';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';
import { SignedIn } from './shell/SignedIn';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn });
const settlement = createRoute({ getParentRoute: () => root, path: '/settlement', component: lazyRouteComponent(() => import('./features/settlement/SettlementPage'), 'SettlementPage') });
const parent = { getParentRoute: () => signedIn };

/** Which Datanet a page starts with, when it was opened from one. */
const datanetSearch = (search: Record<string, unknown>): { datanet?: string } => (typeof search.datanet === 'string' ? { datanet: search.datanet } : {});
/** What a licence is asked for, when the page was opened by somebody who lacked it. */
const accessSearch = (search: Record<string, unknown>): { datanet?: string; purpose?: 'query' } => ({ ...datanetSearch(search), ...(search.purpose === 'query' ? { purpose: 'query' } : {}) });
const modelSearch = (search: Record<string, unknown>): { model?: string } => (typeof search.model === 'string' ? { model: search.model } : {});
const withSearch = (search: Record<string, unknown>): { with?: string } => (typeof search.with === 'string' ? { with: search.with } : {});
const runSearch = (search: Record<string, unknown>): { run?: string } => (typeof search.run === 'string' ? { run: search.run } : {});

const routes = [
  createRoute({ ...parent, path: '/datanets', component: lazyRouteComponent(() => import('./features/datanets/DatanetsPage'), 'DatanetsPage') }),
  createRoute({ ...parent, path: '/datanets/new', component: lazyRouteComponent(() => import('./features/datanets/CreateDatanetPage'), 'CreateDatanetPage') }),
  createRoute({ ...parent, path: '/datanets/$id', component: lazyRouteComponent(() => import('./features/datanets/DatanetPage'), 'DatanetPage') }),
  createRoute({ ...parent, path: '/versions/$id', component: lazyRouteComponent(() => import('./features/datanets/VersionPage'), 'VersionPage') }),
  createRoute({ ...parent, path: '/upload', validateSearch: datanetSearch, component: lazyRouteComponent(() => import('./features/contribute/UploadPage'), 'UploadPage') }),
  createRoute({ ...parent, path: '/contributions', component: lazyRouteComponent(() => import('./features/contribute/ContributionsPage'), 'ContributionsPage') }),
  createRoute({ ...parent, path: '/contributions/$id', component: lazyRouteComponent(() => import('./features/contribute/ContributionPage'), 'ContributionPage') }),
  createRoute({ ...parent, path: '/reviews', component: lazyRouteComponent(() => import('./features/review/QueuePage'), 'QueuePage') }),
  createRoute({ ...parent, path: '/reviews/$id', component: lazyRouteComponent(() => import('./features/review/ReviewPage'), 'ReviewPage') }),
  createRoute({ ...parent, path: '/access', validateSearch: accessSearch, component: lazyRouteComponent(() => import('./features/access/AccessPage'), 'AccessPage') }),
  createRoute({ ...parent, path: '/inspector', validateSearch: datanetSearch, component: lazyRouteComponent(() => import('./features/inspect/InspectPage'), 'InspectPage') }),
  createRoute({ ...parent, path: '/training', component: lazyRouteComponent(() => import('./features/training/RunsPage'), 'RunsPage') }),
  createRoute({ ...parent, path: '/training/new', component: lazyRouteComponent(() => import('./features/training/NewRunPage'), 'NewRunPage') }),
  createRoute({ ...parent, path: '/training/$id', component: lazyRouteComponent(() => import('./features/training/RunPage'), 'RunPage') }),
  createRoute({ ...parent, path: '/training/$id/compare', validateSearch: withSearch, component: lazyRouteComponent(() => import('./features/training/ComparePage'), 'ComparePage') }),
  createRoute({ ...parent, path: '/adapters', validateSearch: runSearch, component: lazyRouteComponent(() => import('./features/adapters/AdaptersPage'), 'AdaptersPage') }),
  createRoute({ ...parent, path: '/chat', validateSearch: modelSearch, component: lazyRouteComponent(() => import('./features/chat/ChatPage'), 'ChatPage') }),
  createRoute({ ...parent, path: '/wallet', component: lazyRouteComponent(() => import('./features/wallet/WalletPage'), 'WalletPage') }),
  createRoute({ ...parent, path: '/calls', component: lazyRouteComponent(() => import('./features/calls/CallsPage'), 'CallsPage') }),
  createRoute({ ...parent, path: '/engine', component: lazyRouteComponent(() => import('./features/engine/EnginePage'), 'EnginePage') }),
  createRoute({ ...parent, path: '/audit', component: lazyRouteComponent(() => import('./features/audit/AuditPage'), 'AuditPage') }),
] as const;

export function makeRouter() {
  return createRouter({ routeTree: root.addChildren([home, settlement, signedIn.addChildren(routes)]), defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
