import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './styles.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Failure, get } from './api/client';
import type { PublicConfig } from './api/types';
import { Session } from './auth/Session';
import { FailureBox } from './components/FailureBox';
import { startTexts } from './i18n/start';
import { theme } from './theme';

// A refusal stays a refusal: only what may pass (server busy, no connection) is tried again.
const mayPass = (count: number, error: Error) => count < 2 && error instanceof Failure && (error.status === 0 || error.status >= 500);
const cache = new QueryClient({ defaultOptions: { queries: { retry: mayPass, staleTime: 2000, refetchOnWindowFocus: true } } });

async function start(): Promise<void> {
  await startTexts();
  const root = createRoot(document.getElementById('root') as HTMLElement);
  const show = (page: React.ReactNode) =>
    root.render(
      <StrictMode>
        <QueryClientProvider client={cache}>
          <MantineProvider theme={theme} defaultColorScheme="auto">
            {page}
          </MantineProvider>
        </QueryClientProvider>
      </StrictMode>,
    );
  try {
    show(<Session config={await get<PublicConfig>('/api/config')} />);
  } catch (error) {
    show(<FailureBox error={error} onRetry={() => window.location.reload()} m="xl" />);
  }
}

void start();
