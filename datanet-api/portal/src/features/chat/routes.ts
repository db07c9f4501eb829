import type { RouteId, RouteOffer } from '../../api/types';
import { maximumCost } from '../../format/open';

/** How a question is to be answered: by a route, or by the most careful one within limits. */
export type RouteWish = { name: RouteId } | ({ name: 'auto' } & Limits);

/** At most; `wrong` while what was typed is no amount, so that nothing is asked without the limit that was meant. */
export interface Limits {
  millis?: number;
  price?: string;
  wrong?: boolean;
}

export const ROUTES: RouteId[] = ['standard', 'fast', 'quote'];

/** How a wish stands in a request; nothing for the usual way. */
export function requested(wish: RouteWish): Record<string, unknown> {
  if (wish.name === 'standard') return {};
  if (wish.name !== 'auto') return { route: wish.name };
  const limits = { ...(wish.millis === undefined ? {} : { millis: wish.millis }), ...(wish.price === undefined ? {} : { price: wish.price }) };
  return { route: 'auto', limits };
}

/** How long an answer of so many tokens takes; undefined as long as nobody has called the route. */
export function millisFor(offer: RouteOffer, tokens: number): number | undefined {
  if (!offer.calls) return undefined;
  return (offer.firstTokenMillis ?? 0) + Math.max(0, tokens - 1) * (offer.tokenMillis ?? 0);
}

/** `0.4 s`, `12 s`: two digits that count. */
export function seconds(millis: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', maximumSignificantDigits: 2 }).format(Math.max(millis, 10) / 1000);
}

/** What a question may read and write at most, in tokens: a quotation reads no passages. */
export interface Size {
  promptBytes: number;
  passageTokens: number;
  answerTokens: number;
}

export function mostFor(offer: RouteOffer, size: Size): string {
  return maximumCost(offer.pricePerThousandTokens ?? '0', size.promptBytes, size.answerTokens + (offer.id === 'quote' ? 0 : size.passageTokens));
}
