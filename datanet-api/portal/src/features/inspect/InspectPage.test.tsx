import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../../i18n/start';
import { InspectPage } from './InspectPage';
import { ANA, BRUNO, holder, inspection, span } from '../../test/inspection';

const TEXT = 'Yesterday the keeper wrote every evening, and so on and so forth.';
const found = inspection(
  [
    span(10, 40, 6, { documents: 2, records: [holder('r1', ANA), holder('r2', BRUNO, 0)] }),
    span(46, 65, 6, { kind: 'BOILERPLATE', creditedMillibits: 0, documents: 33, records: [] }),
  ],
  { shares: [{ datasetVersionId: 'v', contributor: ANA, ppm: 312_000 }], recordShares: [{ recordId: 'r1', datasetVersionId: 'v', contributor: ANA, ppm: 312_000 }], unattributedPpm: 688_000 },
);
const answers: Record<string, unknown> = {
  '/api/datanets': [{ id: 'd1', name: 'Lighthouses', state: 'REGISTERED' }],
  '/api/datanets/d1/versions': [{ id: 'v2', number: 2, state: 'BUILDING' }, { id: 'v1', number: 1, state: 'REGISTERED' }],
  '/api/me': { userId: 'u', username: 'max', roles: ['model-builder'], address: ANA },
};
const answered = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
let reply: () => Response;

beforeAll(() => startTexts('en'));
beforeEach(() => {
  reply = () => Response.json(found);
  answered.mockReset().mockImplementation(async (path) => (path === '/api/inspections' ? reply() : Response.json(answers[path])));
  vi.stubGlobal('fetch', answered);
});
afterEach(() => vi.unstubAllGlobals());

async function open() {
  const root = createRootRoute({ component: InspectPage });
  const link = (path: string) => createRoute({ getParentRoute: () => root, path });
  const router = createRouter({ routeTree: root.addChildren([link('/access'), link('/versions/$id'), link('/contributions/$id')]), history: createMemoryHistory() });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return screen.findByTestId('inspect-text');
}

async function inspect(text = TEXT) {
  fireEvent.change(await open(), { target: { value: text } });
  await userEvent.click(screen.getByTestId('inspect-run'));
}

describe('the Inspector', () => {
  it('asks for the newest version and shows spans, shares and the reason for each', async () => {
    await inspect();
    const [earning, phrase] = await screen.findAllByTestId('inspect-span');
    expect(JSON.parse(String(answered.mock.calls.find(([path]) => path === '/api/inspections')?.[1].body))).toEqual({ datanetId: 'd1', text: TEXT });
    expect(earning).toHaveTextContent('the keeper wrote every evening');
    expect(earning).toHaveClass('rare-3');
    expect(phrase).toHaveClass('boilerplate');
    const [ana, nobody] = screen.getAllByTestId('inspect-share');
    expect(ana).toHaveTextContent(/Gets 31\.2%: 1 span, 6 words, 48 of the text’s 400 bits; accepted first, on Feb 3, 2026/);
    expect(ana).toHaveTextContent('you');
    expect(nobody).toHaveTextContent(/Not attributed.*Nobody gets 68\.8%/);
    expect(screen.getByTestId('inspect-record')).toHaveTextContent('31.2%');
  });

  it('says of the span that has the focus who came first, who came later, and why nobody is paid for a set phrase', async () => {
    await inspect();
    const [earning, phrase] = (await screen.findAllByTestId('inspect-span')) as [HTMLElement, HTMLElement];
    expect(earning).toHaveAttribute('aria-pressed', 'true');
    const holders = screen.getAllByTestId('inspect-holder');
    expect(holders[0]).toHaveTextContent('accepted first: 100% of the credit');
    expect(within(holders[0] as HTMLElement).getByRole('link', { name: 'Open' })).toHaveAttribute('href', '/contributions/c1');
    expect(holders[1]).toHaveTextContent('came later: gets nothing');
    expect(within(holders[1] as HTMLElement).queryByRole('link')).toBeNull();

    fireEvent.focus(phrase);
    expect(screen.getByTestId('inspect-why')).toHaveTextContent(/occurs 33 times.*more than 32 independent sources/);
    expect(phrase).toHaveAttribute('aria-pressed', 'true');
    expect(earning).toHaveAttribute('aria-pressed', 'false');
  });

  it('explains honestly that nothing was found', async () => {
    reply = () => Response.json(inspection([]));
    await inspect();
    expect(await screen.findByText(/No wording of at least 4 words and 20 bits/)).toHaveTextContent('A paraphrase');
    expect(screen.queryByTestId('inspect-why')).toBeNull();
  });

  it('leads from a refusal to the licence that is missing', async () => {
    reply = () => Response.json({ title: 'Access is denied', detail: 'There is no active licence for this purpose; request access to the Datanet.' }, { status: 403 });
    await inspect();
    expect(await screen.findByRole('alert')).toHaveTextContent('no active licence');
    expect(screen.getByTestId('inspect-licence')).toHaveAttribute('href', '/access?datanet=d1&purpose=query');
  });

  it('counts what is typed and takes no more than the limit', async () => {
    const box = await open();
    expect(screen.getByTestId('inspect-run')).toBeDisabled();
    fireEvent.change(box, { target: { value: TEXT } });
    expect(screen.getByTestId('inspect-counts')).toHaveTextContent('65 of at most 100,000 characters · about 12 words');
    expect(screen.getByTestId('inspect-run')).toBeEnabled();
    fireEvent.change(box, { target: { value: 'a'.repeat(100_001) } });
    expect(screen.getByTestId('inspect-run')).toBeDisabled();
    expect(box).toHaveAccessibleDescription(/Too long/);
  });

  it('takes a text file that is dropped, and says why it does not take another', async () => {
    const box = await open();
    const drop = (file: File) => fireEvent.drop(box, { dataTransfer: { types: ['Files'], files: [file] } });
    drop(new File(['from a file'], 'a.txt'));
    await vi.waitFor(() => expect(box).toHaveValue('from a file'));
    drop(new File([new Uint8Array([0xff, 0xfe])], 'b.txt'));
    expect(await screen.findByText(/not plain text in UTF-8/)).toBeInTheDocument();
    expect(box).toHaveValue('from a file');
  });
});
