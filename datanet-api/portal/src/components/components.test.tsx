import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Failure } from '../api/client';
import { speak, startTexts } from '../i18n/start';
import { FailureBox } from './FailureBox';
import { HashText, Open, ProgressBar } from './parts';
import { Records } from './Records';

const show = (node: React.ReactNode) => render(<MantineProvider env="test">{node}</MantineProvider>);

beforeAll(() => startTexts('en'));

describe('shared components', () => {
  it('say what failed, in which field, and what to do', async () => {
    const retry = vi.fn();
    show(<FailureBox error={new Failure(402, 'No funds', 'The escrow is empty', [{ field: 'amount', message: 'too small' }])} onRetry={retry} />);
    expect(screen.getByRole('alert')).toHaveTextContent(/No funds.*The escrow is empty.*amount: too small.*Deposit OPEN/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('keep the exact amount at hand', () => {
    show(<Open amount="1234567890123456789" testId="amount" />);
    expect(screen.getByTestId('amount')).toHaveAttribute('title', '1.234567890123456789 OPEN');
  });

  it('label the button that copies a hash', () => {
    show(<HashText value={`0x${'ab'.repeat(32)}`} />);
    expect(screen.getByRole('button', { name: /Copy: 0xababab/ })).toBeInTheDocument();
  });

  it('give progress a name and a value', () => {
    show(<ProgressBar progress={{ done: 1, total: 4, unit: 'records' }} label="Checking" />);
    const bar = screen.getByRole('progressbar', { name: 'Checking' });
    expect(bar).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByText('1 / 4 records')).toBeInTheDocument();
  });

  it('mark what anonymisation removed, and nothing else', () => {
    show(<Records records={[{ id: '1', ordinal: 0, kind: 'paragraph', text: 'Patient [NAME-3f2a], born [DATE], see [1] and [sic].' }]} />);
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['[NAME-3f2a]', '[DATE]']);
  });

  it('speak Spanish when asked to', async () => {
    await speak('es');
    show(<FailureBox error={new Failure(404, 'x')} />);
    expect(screen.getByRole('alert')).toHaveTextContent('Vuelva a la lista');
    expect(document.documentElement.lang).toBe('es');
    await speak('en');
  });
});
