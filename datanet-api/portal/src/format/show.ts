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

export const short = (hash: string) => (hash.length > 18 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash);
