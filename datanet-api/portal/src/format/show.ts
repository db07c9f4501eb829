/** Parts per million as per cent with up to two decimals. */
export function percent(ppm: number, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(ppm / 1_000_000);
}

/** A date and time; `medium` has seconds. */
export function time(iso: string | null | undefined, locale = 'en', timeStyle: 'short' | 'medium' = 'short'): string {
  if (!iso) return '–';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle }).format(new Date(iso));
}

export function bytes(size: number, locale = 'en'): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const step = Math.min(Math.floor(Math.log2(Math.max(size, 1)) / 10), units.length - 1);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(size / 1024 ** step)} ${units[step]}`;
}

/** How long something takes, in the two largest units that matter: `12 min`, `2 hr 5 min`. */
export function lasting(seconds: number, locale = 'en'): string {
  const part = (value: number, unit: 'second' | 'minute' | 'hour') => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (seconds < 90) return part(Math.max(0, Math.round(seconds)), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return part(minutes, 'minute');
  return `${part(Math.floor(minutes / 60), 'hour')} ${part(minutes % 60, 'minute')}`;
}

export const count = (number: number, locale = 'en', digits = 0) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(number);

export const short = (hash: string) => (hash.length > 18 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash);
