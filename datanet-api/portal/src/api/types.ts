// The HTTP API in the portal's words. Amounts are decimal strings of base units (10^-18 OPEN), shares are parts per
// million, hashes and addresses are 0x…, ids are UUIDs, times are ISO-8601 UTC.

export type Role = 'contributor' | 'curator' | 'compliance-officer' | 'model-builder' | 'holder';
export type Amount = string;
export type Hash = string;
export type Address = string;

export interface PublicConfig {
  authority: string;
  clientId: string;
  chainId: number;
  contracts: Record<string, Address>;
  baseModel: string;
}

export interface Me {
  userId: string;
  username: string;
  roles: Role[];
  address: Address;
  walletLinked: boolean;
}

/** `address` receives earnings (a linked wallet, else the kept account); `payer` is the kept account, which pays for calls. */
export interface Account {
  address: Address;
  payer: Address;
  walletLinked: boolean;
  nativeBalance: Amount;
  openBalance: Amount;
  escrow: { deposited: Amount; spent: Amount; held: Amount; available: Amount };
  claimable: Amount;
  claimed: Amount;
}

export interface Split {
  modelPpm: number;
  dataPpm: number;
  stakersPpm: number;
  protocolPpm: number;
}

export interface NewDatanet {
  name: string;
  domain: string;
  description: string;
  acceptedTypes: string[];
  languages: string[];
  maxFileBytes: number;
  contributorWhitelist: string[];
  region: string;
  privacyPreset: string;
  pricePerThousandTokens: Amount;
  split: Split;
}

export type ChainState = 'REGISTERING' | 'REGISTERED' | 'FAILED' | 'FROZEN';

export interface Datanet extends NewDatanet {
  id: string;
  stewardId: string;
  state: ChainState;
  txHash?: Hash | null;
  rulesHash?: Hash | null;
  treasury?: Address | null;
  failure?: string | null;
  createdAt: string;
  recordCount: number;
  contributorCount: number;
}

export interface Term {
  hash: Hash;
  kind: 'consent' | 'licence';
  language: string;
  title: string;
  text: string;
  purposes: string[];
}

export type ContributionState =
  | 'UPLOADING'
  | 'UPLOADED'
  | 'CHECKING'
  | 'ANONYMISING'
  | 'IN_REVIEW'
  | 'ACCEPTED'
  | 'REJECTED'
  | 'SENT_BACK'
  | 'WITHDRAWN'
  | 'FAILED';

export interface Finding {
  code: string;
  message: string;
  place?: string | null;
  ordinal?: number | null;
}

export interface Progress {
  done: number;
  total: number;
  unit?: string | null;
  message?: string | null;
}

export interface Contribution {
  id: string;
  datanetId: string;
  contributorId: string;
  fileName: string;
  sizeBytes: number;
  state: ContributionState;
  verdict?: { verdict: string; code?: string | null; message?: string | null; findings?: Finding[] } | null;
  progress?: Progress | null;
  recordCount?: number | null;
  detectedType?: string | null;
  language?: string | null;
  contentHash?: Hash | null;
  consentHash?: Hash | null;
  licenceHash?: Hash | null;
  reasons?: string[] | null;
  reviewerId?: string | null;
  privacyReport?: { found: Record<string, number>; residual: number } | null;
  earned?: Amount | null;
  createdAt: string;
  updatedAt: string;
  versions?: string[] | null;
  trainings?: string[] | null;
}

export interface UploadTicket {
  contribution: Contribution;
  partBytes: number;
  parts: { number: number; url: string }[];
}

export interface DataRecord {
  id: string;
  ordinal: number;
  kind: string;
  text: string;
  state?: string | null;
  findings?: Finding[] | null;
}

export interface ReviewItem {
  contributionId: string;
  datanetId: string;
  fileName?: string | null;
  recordCount: number;
  language?: string | null;
  findings?: Finding[] | null;
  similarTo?: unknown[] | null;
  submittedAt: string;
  state?: string | null;
}

export interface ReviewDetail extends ReviewItem {
  records: DataRecord[];
}

export type Decision = 'ACCEPT' | 'REJECT' | 'SEND_BACK';

export interface Version {
  id: string;
  datanetId: string;
  number: number;
  note?: string | null;
  state: 'BUILDING' | 'INDEXING' | 'REGISTERING' | 'REGISTERED' | 'FROZEN' | 'FAILED';
  progress?: Progress | null;
  recordCount?: number | null;
  merkleRoot?: Hash | null;
  indexDigest?: Hash | null;
  txHash?: Hash | null;
  failure?: string | null;
  createdAt: string;
  parent?: string | null;
}

export interface AccessRequest {
  id: string;
  datanetId: string;
  licenseeId: string;
  licenseeName?: string | null;
  purpose: 'train' | 'query';
  justification: string;
  state: 'REQUESTED' | 'GRANTING' | 'GRANTED' | 'DENIED' | 'REVOKED' | 'EXPIRED';
  expiresAt?: string | null;
  txHash?: Hash | null;
  reason?: string | null;
  requestedAt: string;
  decidedAt?: string | null;
}

/** What is left out gets the default; the server names each value out of range. */
export interface NewTrainingRun {
  name: string;
  datasetVersionIds: string[];
  rank?: number;
  alpha?: number;
  rslora?: boolean;
  targets?: string[];
  epochs?: number;
  batchTokens?: number;
  sequenceLength?: number;
  learningRate?: number;
  warmupShare?: number;
  weightDecay?: number;
  clip?: number;
  seed?: number;
  decay?: 'CONSTANT' | 'COSINE' | 'LINEAR';
  passTokens?: number;
  bf16?: boolean;
  gradients?: boolean;
  heldOut?: { share?: number; everySteps?: number; patience?: number };
}

/** What a run would take; seconds are unknown until a first run has shown how fast the machine is. */
export interface Estimate {
  records: number;
  tokens: number;
  totalTokens: number;
  updates: number;
  tokensPerSecond?: number | null;
  seconds?: number | null;
}

export interface LossPoint {
  step: number;
  loss: number;
}

export interface TrainingRun {
  id: string;
  name: string;
  state: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'STOPPED';
  step?: number | null;
  steps?: number | null;
  loss?: number | null;
  lossCurve?: LossPoint[] | null;
  heldOutCurve?: LossPoint[] | null;
  work?: { tokens: number; totalTokens: number; tokensPerSecond: number; millis: number } | null;
  secondsLeft?: number | null;
  datasetVersionIds: string[];
  settings?: Record<string, unknown> | null;
  seed?: number | null;
  startedAt?: string | null;
  finishedAt?: string | null;
  contentHash?: Hash | null;
  error?: string | null;
  message?: string | null;
}

export interface RunComparison {
  first: TrainingRun;
  second: TrainingRun;
  differences: { field: string; first: string; second: string }[];
}

/** `exact`: texts whose second half the model says word by word; `tokenAccuracy` from 0 to 1. */
export interface Scores {
  perplexity: number;
  exact: number;
  tokenAccuracy: number;
}

export interface Compared {
  texts: number;
  base: Scores;
  adapter: Scores;
}

export interface FoundPersonalData {
  answers: number;
  fromTexts: Record<string, number>;
  invented: number;
}

/** What was measured of a finished adapter; in `answers` the adapter is first, the base model second. */
export interface Evaluation {
  learnt: Compared;
  heldOut?: Compared | null;
  answers: { judge: string; first: number; second: number; ties: number };
  basePersonalData: FoundPersonalData;
  personalData: FoundPersonalData;
}

export interface BaseModel {
  name: string;
  fingerprint: Hash;
  licence: string;
  parameters: number;
  contextTokens: number;
  reason: string;
}

export interface Adapter {
  id: string;
  name: string;
  version: number | string;
  modelId: string;
  ownerId: string;
  baseModel: string;
  datasetVersionIds: string[];
  contentHash?: Hash | null;
  state: ChainState;
  txHash?: Hash | null;
  pricePerThousandTokens: Amount;
  split?: Split | null;
  failure?: string | null;
  frozenReason?: string | null;
  createdAt: string;
}

/** A maximal span of an answer that stands in the data; offsets are UTF-16 units of the answer. */
export interface Span {
  start: number;
  end: number;
  kind: 'SNAPSHOT' | 'RETRIEVED' | 'BOILERPLATE';
  weightMillibits: number;
  documents: number;
  records: { recordId: string; contributor: Address; datasetVersionId: string; creditPpm: number }[];
}

/** `weightMillibits` is the surprise of all its words, `creditedMillibits` of those that are credited to this span. */
export interface InspectedSpan extends Span {
  words: number;
  creditedMillibits: number;
}

/** Whose data a text repeats; `records` says of the records the spans name when they were accepted, earliest first. */
export interface Inspection {
  versions: Version[];
  attribution: {
    method: string;
    parameters: { minWords: number; minMillibits: number; priorityWords: number; maxSources: number; maxContributors: number; contributorCapPpm: number; listedRecords: number };
    answerWords: number;
    answerMillibits: number;
    spans: InspectedSpan[];
    shares: { datasetVersionId: string; contributor: Address; ppm: number }[];
    recordShares: { recordId: string; datasetVersionId: string; contributor: Address; ppm: number }[];
    unattributedPpm: number;
  };
  records: { recordId: string; acceptedAt: string; contributionId?: string | null }[];
  milliseconds: number;
}

/** A contributor's part of the whole answer, and what it brings. */
export interface Share {
  contributor: Address;
  ppm: number;
  amount: Amount;
}

/** One part of a fee and who gets it; the payments of a call sum to its fee. */
export interface Payment {
  kind: 'MODEL' | 'CONTRIBUTOR' | 'TREASURY' | 'STAKERS' | 'PROTOCOL';
  account: Address;
  amount: Amount;
}

export type RouteId = 'standard' | 'fast' | 'quote';

/** A way to have a question answered; what it takes is a mean over the calls of the last minutes, what it costs belongs to a model. */
export interface RouteOffer {
  id: RouteId;
  how: string;
  available: boolean;
  firstTokenMillis?: number;
  tokenMillis?: number;
  calls?: number;
  pricePpm?: number;
  pricePerThousandTokens?: Amount;
}

/** The object that Datanet adds to an OpenAI-compatible answer; a call that is not billable has no spans. */
export interface Attribution {
  callId: string;
  /** The version that answered: another than the asked one when that is frozen. */
  model?: string;
  /** How it was answered, and whether the server chose that. */
  route?: { name: RouteId; why: 'chosen' | 'auto' };
  receiptHash?: Hash | null;
  billable: boolean;
  reason?: string | null;
  fee: Amount;
  held: Amount;
  released: Amount;
  spans?: Span[];
  shares?: Share[];
  unattributedPpm?: number;
}

export interface EngineTier {
  adapters: number;
  bytes: number;
  mostBytes: number;
  hits: number;
  misses: number;
}

/** What the engine holds and does at this moment. */
export interface EngineStatus {
  waiting: Record<string, number>;
  running: { tenant: string; model: string; promptTokens: number; generatedTokens: number; tokensPerSecond: number }[];
  cache: { pageTokens: number; pages: number; free: number; idle: number; held: number };
  adapters: { inEngine: number; memory: EngineTier; disk: EngineTier; resident: { model: string; content: Hash; bytes: number; pinned: boolean; uses: number; lastUse: string }[] };
  forbidden: string[];
  work: { promptTokens: number; cachedTokens: number; generatedTokens: number; finishedCalls: number; failedCalls: number; refusedCalls: number; paused: number };
  speed: { promptTokensPerSecond: number; generatedTokensPerSecond: number; firstTokenMillis: number; tokenMillis: number; calls: number };
}

export interface Call {
  id: string;
  modelId: string;
  at: string;
  state: 'HELD' | 'CHARGED' | 'RELEASED';
  billable: boolean;
  reason?: string | null;
  held: Amount;
  fee: Amount;
  receiptHash?: Hash | null;
  epoch?: number | null;
}

/** A signed receipt as it is stored; `receiptHash` is SHA-256 of the canonical JSON (RFC 8785) of `receipt`. */
export interface SignedReceipt {
  receipt: { billing: { fee: Amount; payments: Payment[] }; [more: string]: unknown };
  receiptHash: Hash;
  chainId: number;
  signature: string;
  signer: Address;
}

export interface Epoch {
  number: number;
  state: 'BUILDING' | 'POSTING' | 'POSTED' | 'FINAL' | 'FAILED';
  failure?: string | null;
  creditsRoot?: Hash | null;
  receiptsRoot?: Hash | null;
  total?: Amount | null;
  protocol?: Amount | null;
  calls?: number | null;
  txHash?: Hash | null;
}

export interface Earnings {
  credited: Amount;
  claimable: Amount;
  claimed: Amount;
  items: { contributionId: string; fileName: string; amount: Amount }[];
}

export interface Claim {
  id: string;
  account: Address;
  epoch: number;
  txHash?: Hash | null;
}

export interface SettlementView {
  paidIn: Amount;
  credited: Amount;
  claimed: Amount;
  protocol: Amount;
  held: Amount;
  ok: boolean;
}

export interface AuditEntry {
  index: number;
  at: string;
  actorId?: string | null;
  action: string;
  resource: string;
  purpose?: string | null;
  decision: 'ALLOW' | 'DENY';
  rule?: string | null;
  leafHash: Hash;
}

export interface AuditPageRows {
  entries: AuditEntry[];
  head?: { size: number; rootHash: Hash; at?: string } | null;
}

export interface AuditProof {
  index: number;
  size: number;
  leafHash: Hash;
  entry?: unknown;
  salt?: string | null;
  path: Hash[];
  rootHash: Hash;
}

/** What became of one contribution of a bulk decision. */
export interface BulkAnswer {
  contributionId: string;
  problem?: string | null;
  detail?: string | null;
}
