import type { Inspection, InspectedSpan } from '../api/types';

export const ANA = `0x${'a'.repeat(40)}`;
export const BRUNO = `0x${'b'.repeat(40)}`;
const VERSION = '0199aaaa-0000-7000-8000-000000000001';

export const span = (start: number, end: number, words: number, over: Partial<InspectedSpan> = {}): InspectedSpan => ({
  start,
  end,
  words,
  kind: 'SNAPSHOT',
  weightMillibits: words * 8000,
  creditedMillibits: words * 8000,
  documents: 1,
  records: [holder('r1', ANA)],
  ...over,
});

export const holder = (recordId: string, contributor: string, creditPpm = 1_000_000) => ({ recordId, contributor, datasetVersionId: VERSION, creditPpm });

/** An answer of the server with these spans; r1 was accepted before r2 and r3, which were accepted together. */
export function inspection(spans: InspectedSpan[], over: Partial<Inspection['attribution']> = {}): Inspection {
  return {
    versions: [{ id: VERSION, datanetId: 'd1', number: 3, state: 'REGISTERED', recordCount: 12, indexDigest: `0x${'1'.repeat(64)}`, createdAt: '2026-11-22T10:00:00Z' }],
    attribution: {
      method: 'spans-v1',
      parameters: { minWords: 4, minMillibits: 20_000, priorityWords: 8, maxSources: 32, maxContributors: 4, contributorCapPpm: 1_000_000, listedRecords: 8 },
      answerWords: 40,
      answerMillibits: 400_000,
      spans,
      shares: [],
      recordShares: [],
      unattributedPpm: 1_000_000,
      ...over,
    },
    records: [
      { recordId: 'r1', acceptedAt: '2026-02-03T04:05:06.000001Z', contributionId: 'c1' },
      { recordId: 'r2', acceptedAt: '2026-02-03T04:05:06.000002Z', contributionId: null },
      { recordId: 'r3', acceptedAt: '2026-02-03T04:05:06.000002Z', contributionId: null },
    ],
    milliseconds: 7,
  };
}
