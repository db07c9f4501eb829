import type { Span } from '../../api/types';

export interface Piece {
  text: string;
  /** Index into the spans, or undefined where nothing matches. */
  span?: number;
}

/** Cuts an answer at the borders of its spans; where spans overlap the rarer one is shown. */
export function segments(answer: string, spans: Span[]): Piece[] {
  const borders = new Set([0, answer.length]);
  for (const span of spans) {
    borders.add(Math.min(Math.max(span.start, 0), answer.length));
    borders.add(Math.min(Math.max(span.end, 0), answer.length));
  }
  const sorted = [...borders].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const from = sorted[i] as number;
    const to = sorted[i + 1] as number;
    const span = rarestOver(spans, from, to);
    const last = pieces.at(-1);
    if (last && last.span === span) last.text += answer.slice(from, to);
    else pieces.push({ text: answer.slice(from, to), span });
  }
  return pieces;
}

function rarestOver(spans: Span[], from: number, to: number): number | undefined {
  let best: number | undefined;
  spans.forEach((span, i) => {
    if (span.start <= from && span.end >= to && (best === undefined || span.weightMillibits > (spans[best] as Span).weightMillibits)) best = i;
  });
  return best;
}

/** The surprise of a span's words, in whole bits. */
export const bitsOf = (span: Span) => Math.round(span.weightMillibits / 1000);

/** Four steps of rarity, from wording that everybody uses to text found hardly anywhere else. */
export function rarity(span: Span): 1 | 2 | 3 | 4 {
  const weightBits = bitsOf(span);
  if (span.kind === 'BOILERPLATE' || weightBits < 20) return 1;
  if (weightBits < 40) return 2;
  return weightBits < 80 ? 3 : 4;
}
