import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { RouteOffer } from '../../api/types';
import { startTexts } from '../../i18n/start';
import { RoutePicker } from './RoutePicker';
import { millisFor, mostFor, requested, seconds, type RouteWish } from './routes';

const offer = (id: RouteOffer['id'], more: Partial<RouteOffer>): RouteOffer => ({ id, how: '', available: true, calls: 3, firstTokenMillis: 300, tokenMillis: 40, pricePerThousandTokens: '1000000000000000000', ...more });
const offers = [offer('standard', {}), offer('fast', { calls: 0 }), offer('quote', { available: false })];
const size = { promptBytes: 10, passageTokens: 90, answerTokens: 100 };

beforeAll(() => startTexts('en'));

describe('a route', () => {
  it('takes its first token and one after the other', () => {
    expect(millisFor(offers[0] as RouteOffer, 100)).toBe(300 + 99 * 40);
    expect(millisFor(offers[1] as RouteOffer, 100)).toBeUndefined();
    expect(seconds(4260, 'en')).toBe('4.3 sec');
  });

  it('costs what it can read and write, a quotation without passages', () => {
    expect(mostFor(offers[0] as RouteOffer, size)).toBe('200000000000000000');
    expect(mostFor(offers[2] as RouteOffer, size)).toBe('110000000000000000');
  });

  it('stands in a request unless it is the usual one', () => {
    expect(requested({ name: 'standard' })).toEqual({});
    expect(requested({ name: 'quote' })).toEqual({ route: 'quote' });
    expect(requested({ name: 'auto', millis: 1500, price: '7' })).toEqual({ route: 'auto', limits: { millis: 1500, price: '7' } });
  });
});

describe('the choice of a route', () => {
  const show = (value: RouteWish, onChange = vi.fn()) => {
    render(
      <MantineProvider env="test">
        <RoutePicker offers={offers} size={size} value={value} onChange={onChange} />
      </MantineProvider>,
    );
    return onChange;
  };

  it('shows time and price of each way', () => {
    show({ name: 'standard' });
    expect(screen.getByTestId('chat-hint-standard')).toHaveTextContent('about 4.3 sec · at most 0.2 OPEN');
    expect(screen.getByTestId('chat-hint-fast')).toHaveTextContent('not measured yet · at most 0.2 OPEN');
    expect(screen.getByTestId('chat-hint-quote')).toHaveTextContent('not offered here');
    expect(screen.getByRole('radio', { name: 'Quote' })).toBeDisabled();
    expect(screen.getByRole('radio', { name: 'Standard' })).toBeChecked();
  });

  it('takes another way', async () => {
    const onChange = show({ name: 'standard' });
    await userEvent.click(screen.getByRole('radio', { name: 'Fast' }));
    expect(onChange).toHaveBeenCalledWith({ name: 'fast' });
  });

  it('takes limits for the server to choose by', () => {
    const onChange = show({ name: 'auto' });
    fireEvent.change(screen.getByTestId('chat-limit-price'), { target: { value: '0.5' } });
    expect(onChange).toHaveBeenLastCalledWith({ name: 'auto', price: '500000000000000000' });
    fireEvent.change(screen.getByTestId('chat-limit-time'), { target: { value: '1.5' } });
    expect(onChange).toHaveBeenLastCalledWith({ name: 'auto', millis: 1500, price: '500000000000000000' });
    fireEvent.change(screen.getByTestId('chat-limit-price'), { target: { value: 'cheap' } });
    expect(screen.getByText('An amount such as 0.002')).toBeInTheDocument();
    expect(onChange).toHaveBeenLastCalledWith({ name: 'auto', millis: 1500, wrong: true });
  });
});
