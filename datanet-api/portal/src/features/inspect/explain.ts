// Why each share is what it is, from nothing but what the server answered.
import type { InspectedSpan, Inspection } from '../../api/types';

export interface Piece {
  text: string;
  /** Index of the span these characters count for, or undefined where nothing matches. */
  span?: number;
}

/** When a record was accepted. Ranks compare where the milliseconds of a browser do not; same instant, same rank. */
export interface Acceptance {
  rank: number;
  at?: string;
}

/** Looks up when records were accepted; what is not known counts as last. */
export function acceptances({ records }: Inspection): (recordId: string) => Acceptance {
  const known = new Map<string, Acceptance>();
  records.forEach(({ recordId, acceptedAt }, i) => {
    const before = known.get(records[i - 1]?.recordId ?? '');
    known.set(recordId, { at: acceptedAt, rank: before?.at === acceptedAt ? before.rank : i });
  });
  return (recordId) => known.get(recordId) ?? { rank: records.length };
}

/** The records that earn with a span, all accepted at the same instant; none when the first source was erased. */
export const earners = (span: InspectedSpan) => span.records.filter((record) => record.creditPpm > 0);

/**
 * Cuts the text so that each piece counts for one span, by the order in which words are credited: set phrases last, long
 * spans before short ones, of long ones the first accepted, else the heavier. So a part that somebody handed in earlier
 * shows within a longer span.
 */
export function pieces(text: string, inspection: Inspection): Piece[] {
  const { spans, parameters } = inspection.attribution;
  const order = bestFirst(spans, acceptances(inspection), parameters.priorityWords);
  const owner = new Int32Array(text.length).fill(-1);
  for (const span of order.reverse()) owner.fill(span, spans[span]?.start, spans[span]?.end);
  const all: Piece[] = [];
  for (let from = 0, to; from < text.length; from = to) {
    to = from + 1;
    while (to < text.length && owner[to] === owner[from]) to++;
    const span = owner[from] as number;
    all.push({ text: text.slice(from, to), span: span < 0 ? undefined : span });
  }
  return all;
}

function bestFirst(spans: InspectedSpan[], at: (recordId: string) => Acceptance, priorityWords: number): number[] {
  const ranks = spans.map((span, i) => {
    const long = span.words >= priorityWords;
    const first = earners(span)[0];
    return [span.kind === 'BOILERPLATE' ? 1 : 0, long ? 0 : 1, long && first ? at(first.recordId).rank : 0, -span.weightMillibits, -span.words, span.start, i];
  });
  return spans.map((_, i) => i).sort((a, b) => compare(ranks[a] as number[], ranks[b] as number[]));
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Bits per word at which the next step of rarity begins. */
export const STEPS = [5, 7, 9, 11] as const;

export const bitsPerWord = (span: InspectedSpan) => span.weightMillibits / 1000 / span.words;

/** How rare the wording of a span is, from 1 (everyday words) to 5. */
export const rarityStep = (span: InspectedSpan) => 1 + STEPS.filter((least) => bitsPerWord(span) >= least).length;

export type Look = 'boilerplate' | 'uncredited' | `rare-${number}`;

/** How a span is drawn: set phrases and spans that bring nobody anything look different from those that earn. */
export function look(span: InspectedSpan): Look {
  if (span.kind === 'BOILERPLATE') return 'boilerplate';
  return span.creditedMillibits === 0 || earners(span).length === 0 ? 'uncredited' : `rare-${rarityStep(span)}`;
}

/** What a contributor gets and from what: their spans, the words of these, and the surprise credited. */
export interface Reason {
  contributor: string;
  ppm: number;
  spans: number;
  words: number;
  millibits: number;
  /** The earliest of their records that earn. */
  accepted?: Acceptance;
}

/** One reason for each contributor, the largest share first. */
export function reasons(inspection: Inspection): Reason[] {
  const at = acceptances(inspection);
  const { shares, spans } = inspection.attribution;
  const ppm = new Map<string, number>();
  for (const share of shares) ppm.set(share.contributor, (ppm.get(share.contributor) ?? 0) + share.ppm);
  const credited = spans.filter((span) => span.creditedMillibits > 0);
  return [...ppm]
    .map(([contributor, sum]) => ({ ...earned(contributor, credited, at), contributor, ppm: sum }))
    .sort((a, b) => b.ppm - a.ppm || a.contributor.localeCompare(b.contributor));
}

function earned(contributor: string, credited: InspectedSpan[], at: (recordId: string) => Acceptance) {
  const total: Omit<Reason, 'contributor' | 'ppm'> = { spans: 0, words: 0, millibits: 0 };
  for (const span of credited) {
    const own = earners(span).filter((record) => record.contributor === contributor);
    if (own.length === 0) continue;
    total.spans++;
    total.words += span.words;
    total.millibits += own.reduce((sum, record) => sum + (span.creditedMillibits * record.creditPpm) / 1_000_000, 0);
    total.accepted = [total.accepted, ...own.map((record) => at(record.recordId))].filter((each) => each !== undefined).sort((a, b) => a.rank - b.rank)[0];
  }
  return total;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words as people count them; the server's count is the one that matters. */
export function countWords(text: string): number {
  let words = 0;
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) words++;
  return words;
}
