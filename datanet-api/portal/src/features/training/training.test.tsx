import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation, TrainingRun } from '../../api/types';
import { startTexts } from '../../i18n/start';
import { ComparePage } from './ComparePage';
import { NewRunPage } from './NewRunPage';
import { RunPage } from './RunPage';
import { linesOf, lowest } from './runs';

// The drawing needs a browser; what is drawn is in its attributes.
vi.mock('./LossChart', () => ({ LossChart: ({ lines }: { lines: unknown[] }) => <div data-testid="loss-chart" data-lines={lines.length} /> }));

const run = (over: Partial<TrainingRun> = {}): TrainingRun => ({
  id: 'r1',
  name: 'first',
  state: 'DONE',
  step: 20,
  steps: 20,
  loss: 1.5,
  lossCurve: [{ step: 1, loss: 4 }, { step: 20, loss: 1.5 }],
  heldOutCurve: [{ step: 0, loss: 4.2 }, { step: 10, loss: 2.1 }, { step: 20, loss: 2.4 }],
  work: { tokens: 12_000, totalTokens: 12_000, tokensPerSecond: 800, millis: 900_000 },
  datasetVersionIds: ['v1'],
  ...over,
});
const scores = (perplexity: number, exact: number) => ({ perplexity, exact, tokenAccuracy: 0.5 });
const evaluation: Evaluation = {
  learnt: { texts: 32, base: scores(120.5, 0), adapter: scores(1.25, 17) },
  heldOut: null,
  answers: { judge: 'words', first: 9, second: 1, ties: 2 },
  basePersonalData: { answers: 12, fromTexts: {}, invented: 3 },
  personalData: { answers: 12, fromTexts: { EMAIL: 2 }, invented: 1 },
};
let answers: Record<string, unknown>;
const asked = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

beforeAll(() => {
  configure({ asyncUtilTimeout: 5000 });
  return startTexts('en');
});
beforeEach(() => {
  answers = {
    '/api/training-runs/r1': run(),
    '/api/training-runs/r1/evaluation': evaluation,
    '/api/training-runs': [run(), run({ id: 'r2', name: 'second' })],
    '/api/training-runs/r1/compare?with=r2': { first: run(), second: run({ id: 'r2', name: 'second', heldOutCurve: [] }), differences: [{ field: 'settings/rank', first: '16', second: '8' }] },
    '/api/base-model': { name: 'datanet-nano', licence: 'CC0-1.0', parameters: 3_000_000, contextTokens: 1024, fingerprint: '0x1', reason: '' },
    '/api/datanets': [{ id: 'd1', name: 'Lighthouses', state: 'REGISTERED' }],
    '/api/datanets/d1/versions': [{ id: 'v1', number: 1, state: 'REGISTERED', recordCount: 4 }],
    '/api/access-requests': [{ datanetId: 'd1', purpose: 'train', state: 'GRANTED' }],
    '/api/training-runs/estimate': { records: 4, tokens: 900, totalTokens: 36_000, updates: 40, tokensPerSecond: 50, seconds: 720 },
  };
  asked.mockReset().mockImplementation(async (path) => (path in answers ? Response.json(answers[path]) : Response.json({ title: 'Not found' }, { status: 404 })));
  vi.stubGlobal('fetch', asked);
});
afterEach(() => vi.unstubAllGlobals());

function open(path: string) {
  const root = createRootRoute();
  const route = (at: string, component?: () => React.ReactNode) => createRoute({ getParentRoute: () => root, path: at, component });
  const routes = [route('/training/new', NewRunPage), route('/training/$id', RunPage), route('/training/$id/compare', ComparePage), route('/versions/$id'), route('/adapters'), route('/access')];
  const router = createRouter({ routeTree: root.addChildren(routes), history: createMemoryHistory({ initialEntries: [path] }) });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const bodyOf = (path: string) => JSON.parse(String(asked.mock.calls.find(([asked_]) => asked_ === path)?.[1].body)) as unknown;

describe('a training run', () => {
  it('shows what was measured, with personal data counted only', async () => {
    open('/training/r1');
    const table = within(await screen.findByTestId('measured'));
    expect(table.getByText('Perplexity (learnt records: 32)').closest('tr')).toHaveTextContent('120.51.25');
    expect(table.getByText(/^Personal data of the records/).closest('tr')).toHaveTextContent('noneEMAIL 2');
    expect(table.queryByText(/kept back/)).toBeNull();
    expect(await screen.findByText(/adapter 9, base model 1, equal 2/)).toBeVisible();
    expect(await screen.findByTestId('loss-chart')).toHaveAttribute('data-lines', '2');
    expect(screen.getByText('15 min')).toBeVisible();
    expect(screen.getByTestId('publish-run')).toBeVisible();
    expect(screen.queryByTestId('stop-run')).toBeNull();
  });

  it('of older times has no measurements and says nothing of them', async () => {
    delete answers['/api/training-runs/r1/evaluation'];
    open('/training/r1');
    await screen.findByTestId('download-manifest');
    await waitFor(() => expect(asked.mock.calls.some(([path]) => path.endsWith('/evaluation'))).toBe(true));
    await waitFor(() => expect(screen.queryByText('What was measured')).toBeNull());
  });

  it('is stopped while it runs, and goes on afterwards', async () => {
    answers['/api/training-runs/r1'] = run({ state: 'STOPPED', contentHash: null });
    answers['/api/training-runs/r1/resume'] = run({ state: 'QUEUED' });
    open('/training/r1');
    await userEvent.click(await screen.findByTestId('resume-run'));
    expect(asked.mock.calls.map(([path, init]) => `${init.method} ${path}`)).toContain('POST /api/training-runs/r1/resume');
    expect(screen.queryByTestId('publish-run')).toBeNull();
  });

  it('is drawn beside another, with what differs', async () => {
    open('/training/r1/compare?with=r2');
    expect(await screen.findByTestId('loss-chart')).toHaveAttribute('data-lines', '3');
    expect(await screen.findByTestId('differences')).toHaveTextContent('settings/rank168');
    expect(screen.getByText('2.1000 at step 10')).toBeVisible();
  });

  it('gives a line each to what it learnt and what it kept back', () => {
    expect(linesOf(run(), 'learnt', 'kept').map((line) => line.name)).toEqual(['learnt', 'kept']);
    expect(linesOf(run({ heldOutCurve: null }), 'learnt', 'kept')).toHaveLength(1);
    expect(lowest(run().heldOutCurve)).toEqual({ step: 10, loss: 2.1 });
    expect(lowest([])).toBeUndefined();
  });
});

describe('a new run', () => {
  it('shows the base model, estimates, and sends only what was chosen', async () => {
    answers['/api/training-runs'] = run({ id: 'r9' });
    open('/training/new');
    expect(await screen.findByTestId('base-model')).toHaveTextContent('datanet-nano · 3,000,000 parameters · context of 1,024 tokensLicence: CC0-1.0');
    await userEvent.click(await screen.findByTestId('run-version'));
    await userEvent.click(screen.getByTestId('estimate-run'));
    expect(await screen.findByTestId('estimate')).toHaveTextContent('Records: 4, about 900 tokens; about 36,000 in all passes, in 40 updatesAbout 12 min of machine time');
    fireEvent.change(screen.getByTestId('run-name'), { target: { value: 'mine' } });
    await userEvent.click(screen.getByTestId('run-heldout'));
    await userEvent.click(screen.getByTestId('run-auto'));
    fireEvent.change(screen.getByTestId('run-epochs'), { target: { value: '3' } });
    await userEvent.click(screen.getByTestId('run-bf16'));
    await userEvent.click(screen.getByTestId('start-run'));
    await waitFor(() => expect(asked.mock.calls.some(([path, init]) => path === '/api/training-runs' && init.method === 'POST')).toBe(true));
    expect(bodyOf('/api/training-runs')).toEqual({ name: 'mine', datasetVersionIds: ['v1'], epochs: 3, bf16: true, heldOut: { share: 0.1 } });
  }, 20_000);
});
