// OPEN has 18 decimals. All arithmetic is on BigInt base units: no floating point near a token.

const UNIT = 10n ** 18n;

/** `1234500000000000000` → `1.2345`; cuts after `digits` decimals and marks a cut with `…`. */
export function formatOpen(baseUnits: string | null | undefined, locale = 'en', digits = 6): string {
  if (baseUnits === null || baseUnits === undefined || !/^-?\d+$/.test(baseUnits)) return '–';
  const value = BigInt(baseUnits);
  const abs = value < 0n ? -value : value;
  const all = (abs % UNIT).toString().padStart(18, '0');
  const shown = all.slice(0, digits).replace(/0+$/, '');
  const cut = BigInt(all.slice(digits) || '0') !== 0n;
  const whole = new Intl.NumberFormat(locale).format(abs / UNIT);
  const point = locale.startsWith('es') ? ',' : '.';
  const fraction = shown !== '' || cut ? point + (shown === '' ? '0'.repeat(digits) : shown) : '';
  return (value < 0n ? '−' : '') + whole + fraction + (cut ? '…' : '');
}

/** `1.5` or `1,5` → base units; undefined when the text is not an amount with at most 18 decimals. */
export function parseOpen(text: string): string | undefined {
  const match = /^(\d{1,60})(?:[.,](\d{1,18}))?$/.exec(text.trim());
  if (!match) return undefined;
  return (BigInt(match[1] ?? '0') * UNIT + BigInt((match[2] ?? '').padEnd(18, '0') || '0')).toString();
}

/** The most a call can cost: a byte-level tokenizer never makes more tokens than there are bytes. */
export function maximumCost(pricePerThousand: string, promptBytes: number, maxTokens: number): string {
  const tokens = BigInt(promptBytes + maxTokens);
  return ((BigInt(pricePerThousand) * tokens + 999n) / 1000n).toString();
}

/** Left for the fees of the L2 when native OPEN is deposited. */
const GAS_RESERVE = UNIT / 10n;

/** What an account holds, native and wrapped together. */
export function holdings(account: { nativeBalance: string; openBalance: string }): string {
  return (BigInt(account.nativeBalance) + BigInt(account.openBalance)).toString();
}

/** The most that can be deposited at once: all wrapped OPEN, or the native OPEN without what fees need. */
export function depositable(account: { nativeBalance: string; openBalance: string }): string {
  const native = BigInt(account.nativeBalance) - GAS_RESERVE;
  const wrapped = BigInt(account.openBalance);
  return (native > wrapped ? native : wrapped).toString();
}
