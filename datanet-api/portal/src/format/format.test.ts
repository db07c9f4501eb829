import { describe, expect, it } from 'vitest';
import { depositable, formatOpen, holdings, maximumCost, parseOpen } from './open';
import { bytes, percent, short } from './show';

describe('amounts', () => {
  it('reads base units without losing a single one', () => {
    expect(parseOpen('1.5')).toBe('1500000000000000000');
    expect(parseOpen('0,000000000000000001')).toBe('1');
    expect(parseOpen('123456789012345678901234567890')).toBe('123456789012345678901234567890000000000000000000');
  });

  it('refuses what is not an amount', () => {
    for (const text of ['', '-1', '1e3', '1.0000000000000000001', 'abc', '1.2.3', '.5']) expect(parseOpen(text)).toBeUndefined();
  });

  it('shows an amount and marks where it was cut', () => {
    expect(formatOpen('1234500000000000000')).toBe('1.2345');
    expect(formatOpen('1')).toBe('0.000000…');
    expect(formatOpen('1', 'en', 18)).toBe('0.000000000000000001');
    expect(formatOpen('2500000000000000000', 'es')).toBe('2,5');
    expect(formatOpen('0')).toBe('0');
    expect(formatOpen(undefined)).toBe('–');
  });

  it('comes back the same after showing and reading', () => {
    for (const units of ['0', '1', '999999999999999999', '1000000000000000000', '215500000000000000000000000']) {
      expect(parseOpen(formatOpen(units, 'en', 18).replaceAll(',', ''))).toBe(units);
    }
  });

  it('leaves a tenth of an OPEN for fees when native OPEN is deposited', () => {
    const account = { nativeBalance: '1000000000000000000', openBalance: '5' };
    expect(holdings(account)).toBe('1000000000000000005');
    expect(depositable(account)).toBe('900000000000000000');
    expect(depositable({ nativeBalance: '7', openBalance: '5' })).toBe('5');
  });

  it('rounds the most a call can cost up, never down', () => {
    expect(maximumCost('1000', 10, 5)).toBe('15');
    expect(maximumCost('1', 1, 0)).toBe('1');
  });
});

it('shows shares, sizes and hashes for people', () => {
  expect(percent(125_000)).toBe('12.5%');
  expect(bytes(0)).toBe('0 B');
  expect(bytes(1536)).toBe('1.5 KB');
  expect(short(`0x${'ab'.repeat(32)}`)).toBe('0xababab…ababab');
});
