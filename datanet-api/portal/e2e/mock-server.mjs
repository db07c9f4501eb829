// A stand-in for looking at the portal without the stack: serves dist/ with the real content security policy, an
// OpenID provider that takes any password, and an API in memory that plays the loop. Nothing of it is ever deployed.
//
//   npm run build && npm run mock [PORT]
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const PORT = Number(process.argv[2] ?? 4173);
const ORIGIN = `http://localhost:${PORT}`;
const DIST = new URL('../dist/', import.meta.url).pathname;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const ROLES = { carla: ['curator'], cyrus: ['curator'], olga: ['compliance-officer'], max: ['model-builder'], holly: ['holder'] };
const OPEN = 10n ** 18n;

const hash = () => `0x${randomBytes(32).toString('hex')}`;
const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const addressOf = (name) => `0x${sha(Buffer.from(name)).toString('hex').slice(0, 40)}`;
const now = () => new Date().toISOString();
const users = new Map();
const userOf = (name) => {
  if (!users.has(name)) users.set(name, { userId: randomUUID(), username: name, roles: ROLES[name] ?? ['contributor'], address: addressOf(name), walletLinked: false, open: 1000n * OPEN, deposited: 0n, spent: 0n, credited: 0n, claimed: 0n });
  return users.get(name);
};
const db = { datanets: [], contributions: [], versions: [], grants: [], runs: [], adapters: [], calls: [], epochs: [], audit: [], paid: 0n, credited: 0n, protocol: 0n };
const later = (ms, change) => setTimeout(change, ms);
const fail = (status, title, detail = '', errors = []) => ({ status, body: { type: 'about:blank', title, status, detail, errors } });
const ok = (body, status = 200) => ({ status, body });
const find = (rows, id) => rows.find((row) => row.id === id);

function log(user, action, resource, decision = 'ALLOW', rule = 'role') {
  const entry = { at: now(), actorId: user.userId, action, resource, purpose: '', decision, rule };
  const salt = randomBytes(32);
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))));
  const leaf = sha(Buffer.from([0]), sha(salt, Buffer.from(canonical)));
  db.audit.push({ entry, salt: `0x${salt.toString('hex')}`, leaf });
}
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));
const root = (l) => (l.length === 1 ? l[0] : sha(Buffer.from([1]), root(l.slice(0, split(l.length))), root(l.slice(split(l.length)))));
function path(m, l) {
  if (l.length === 1) return [];
  const k = split(l.length);
  return m < k ? [...path(m, l.slice(0, k)), root(l.slice(k))] : [...path(m - k, l.slice(k)), root(l.slice(0, k))];
}

const TERMS = ['en', 'es'].flatMap((language) => [
  { hash: hash(), kind: 'consent', language, title: language === 'en' ? 'Consent' : 'Consentimiento', text: 'You agree that your files are anonymised and used to train and attribute models. You may withdraw at any time.', purposes: ['train', 'query'] },
  { hash: hash(), kind: 'licence', language, title: language === 'en' ? 'Licence' : 'Licencia', text: 'You grant the Datanet a non-exclusive licence. You keep your rights and are paid by use.', purposes: ['train'] },
]);
const texts = new Map();
const clean = (text) => text.replace(/\S+@\S+/g, '[EMAIL]').replace(/\+[\d ]{9,}/g, '[PHONE] ').split(/\n\n+/);

function process_(row) {
  const set = (change) => Object.assign(row, change, { updatedAt: now() });
  set({ state: 'CHECKING', progress: { done: 1, total: 4, unit: 'records', message: '' } });
  const text = texts.get(row.id) ?? '';
  if (row.fileName.endsWith('.pdf')) {
    return later(900, () => set({ state: 'REJECTED', verdict: { verdict: 'reject', code: 'type-mismatch', message: `${row.fileName}: the name says PDF, the content is plain text. Save it as a real PDF or upload it as .txt.`, findings: [] } }));
  }
  later(900, () => set({ state: 'ANONYMISING', progress: { done: 3, total: 4, unit: 'records', message: '' } }));
  return later(1900, () => set({ state: 'IN_REVIEW', progress: null, recordCount: clean(text).length, detectedType: 'text', language: 'en', contentHash: hash(), verdict: { verdict: 'accept', code: null, message: null, findings: [{ code: 'similar', message: 'shares 38 % of its phrases with another contribution', place: 'whole file', ordinal: null }] }, privacyReport: { found: { EMAIL: 1, PHONE: 1 }, residual: 0 } }));
}
const records = (row) => clean(texts.get(row.id) ?? '').map((text, ordinal) => ({ id: `${row.id.slice(0, 24)}${String(ordinal).padStart(12, '0')}`, ordinal, kind: 'paragraph', text, state: 'CLEAN', findings: [] }));
const review = (row) => ({ contributionId: row.id, datanetId: row.datanetId, fileName: row.fileName, recordCount: row.recordCount, language: row.language, findings: row.verdict?.findings ?? [], similarTo: [], submittedAt: row.updatedAt, state: row.state === 'IN_REVIEW' ? 'OPEN' : row.state });
function decide(user, id, decision, reasons) {
  const row = find(db.contributions, id);
  Object.assign(row, { state: { ACCEPT: 'ACCEPTED', REJECT: 'REJECTED', SEND_BACK: 'SENT_BACK' }[decision], reasons, reviewerId: user.userId, updatedAt: now() });
  const datanet = find(db.datanets, row.datanetId);
  datanet.recordCount += row.recordCount;
  datanet.contributorCount = new Set(db.contributions.filter((c) => c.datanetId === datanet.id && c.state === 'ACCEPTED').map((c) => c.contributorId)).size;
  log(user, 'review', `contribution:${id}`);
}
const account = (u) => ({ address: u.address, payer: u.address, walletLinked: false, nativeBalance: String(OPEN), openBalance: String(u.open), escrow: { deposited: String(u.deposited), spent: String(u.spent), held: '0', available: String(u.deposited - u.spent) }, claimable: String(u.credited - u.claimed), claimed: String(u.claimed) });
function train(run) {
  const tick = () => {
    run.step += 4;
    run.loss = 0.4 + 3.4 * Math.exp(-run.step / 18) + 0.08 * Math.sin(run.step);
    run.lossCurve.push({ step: run.step, loss: run.loss });
    if (run.step % 12 === 0) run.heldOutCurve.push({ step: run.step, loss: run.loss + 0.4 + run.step / 80 });
    run.work = { tokens: run.step * 1800, totalTokens: run.steps * 1800, tokensPerSecond: 480, millis: run.step * 3750 };
    run.secondsLeft = (run.steps - run.step) * 4;
    if (run.state !== 'RUNNING') return;
    if (run.step < run.steps) later(120, tick);
    else Object.assign(run, { state: 'DONE', finishedAt: now(), contentHash: hash() });
  };
  later(500, () => {
    run.state = 'RUNNING';
    tick();
  });
}

/** Finds the beginnings of records in a text, eight words each, every word worth eight bits. */
function inspection({ text, datanetId }) {
  const version = db.versions.findLast((v) => v.datanetId === datanetId && v.state === 'REGISTERED');
  const owned = db.contributions.filter((c) => c.datanetId === datanetId && c.state === 'ACCEPTED').flatMap((row) => records(row).map((record) => ({ row, record, phrase: record.text.split(' ').slice(0, 8).join(' ') })));
  const hits = owned.map((hit) => ({ ...hit, start: text.toLowerCase().indexOf(hit.phrase.toLowerCase()) })).filter((hit) => hit.start >= 0);
  const answerWords = text.split(/\s+/).length;
  const ppm = Math.floor(8_000_000 / answerWords);
  const named = ({ row, record }) => ({ recordId: record.id, datasetVersionId: version.id, contributor: [...users.values()].find((u) => u.userId === row.contributorId).address });
  const spans = hits.map((hit) => ({ start: hit.start, end: hit.start + hit.phrase.length, words: 8, kind: 'SNAPSHOT', weightMillibits: 64_000, creditedMillibits: 64_000, documents: 1, records: [{ ...named(hit), creditPpm: 1_000_000 }] }));
  const recordShares = hits.map((hit) => ({ ...named(hit), ppm }));
  const parameters = { minWords: 4, minMillibits: 20_000, priorityWords: 8, maxSources: 32, maxContributors: 4, contributorCapPpm: 1_000_000, listedRecords: 8 };
  return {
    versions: [version],
    attribution: { method: 'spans-v1', parameters, answerWords, answerMillibits: answerWords * 8_000, spans, shares: recordShares, recordShares, unattributedPpm: 1_000_000 - hits.length * ppm },
    records: hits.map(({ row, record }) => ({ recordId: record.id, acceptedAt: row.updatedAt, contributionId: row.id })),
    milliseconds: 1,
  };
}

const routes = {
  'GET /v1/routes': ({ query }) => {
    const price = BigInt(db.adapters.find((a) => a.modelId === query?.get('model'))?.pricePerThousandTokens ?? 0);
    const route = (id, ppm, firstTokenMillis, tokenMillis, calls) => ({ id, object: 'route', how: '', available: true, firstTokenMillis, tokenMillis, calls, pricePpm: ppm, pricePerThousandTokens: String((price * BigInt(ppm)) / 1_000_000n) });
    return ok({ object: 'list', data: [route('standard', 1_000_000, 310, 42, 12), route('fast', 800_000, 190, 17, 5), route('quote', 250_000, 14, 0, 0)] });
  },
  'GET /api/config': () => ok({ authority: `${ORIGIN}/realms/datanet`, clientId: 'datanet-portal', chainId: 10100, contracts: {}, baseModel: 'datanet-nano' }),
  'GET /api/terms': () => ok(TERMS),
  'GET /api/base-model': () => ok({ name: 'datanet-nano', fingerprint: `0x${'5'.repeat(64)}`, licence: 'CC0-1.0', parameters: 3_260_000, contextTokens: 1024, reason: 'a stand-in' }),
  'GET /api/settlement': () => ok({ paidIn: String(db.paid), credited: String(db.credited), claimed: String([...users.values()].reduce((s, u) => s + u.claimed, 0n)), protocol: String(db.protocol), held: String(db.paid - db.credited - db.protocol), ok: true }),
  'GET /api/me': ({ user }) => ok({ userId: user.userId, username: user.username, roles: user.roles, address: user.address, walletLinked: false }),
  'GET /api/account': ({ user }) => ok(account(user)),
  'GET /api/account/wallet-challenge': () => ok({ message: `Link my wallet to Datanet: ${randomUUID()}` }),
  'GET /api/datanets': () => ok(db.datanets),
  'POST /api/datanets': ({ user, body }) => {
    const row = { id: randomUUID(), stewardId: user.userId, ...body, state: 'REGISTERING', rulesHash: hash(), treasury: addressOf(body.name), createdAt: now(), recordCount: 0, contributorCount: 0 };
    db.datanets.push(row);
    later(1200, () => Object.assign(row, { state: 'REGISTERED', txHash: hash() }));
    log(user, 'create', `datanet:${row.id}`);
    return ok(row, 202);
  },
  'GET /api/datanets/:id': ({ id }) => (find(db.datanets, id) ? ok(find(db.datanets, id)) : fail(404, 'Not found', `There is no Datanet ${id}.`)),
  'POST /api/datanets/:id/contributions': ({ user, id, body }) => {
    const row = { id: randomUUID(), datanetId: id, contributorId: user.userId, ...body, state: 'UPLOADING', earned: '0', reasons: [], versions: [], trainings: [], createdAt: now(), updatedAt: now() };
    db.contributions.push(row);
    return ok({ contribution: row, partBytes: 5242880, parts: [{ number: 1, url: `${ORIGIN}/bucket/${row.id}` }] }, 201);
  },
  'POST /api/contributions/:id/complete': ({ user, id }) => {
    const row = find(db.contributions, id);
    row.state = 'UPLOADED';
    process_(row);
    log(user, 'contribute', `contribution:${id}`);
    return ok(row, 202);
  },
  'GET /api/contributions': ({ user, query }) => ok(db.contributions.filter((c) => c.contributorId === user.userId && (!query.get('datanetId') || c.datanetId === query.get('datanetId')))),
  'GET /api/contributions/:id': ({ id }) => ok(find(db.contributions, id)),
  'GET /api/contributions/:id/records': ({ id }) => ok(records(find(db.contributions, id))),
  'GET /api/reviews': ({ query }) => ok(db.contributions.filter((c) => c.state === 'IN_REVIEW' && (!query.get('datanetId') || c.datanetId === query.get('datanetId'))).map(review)),
  'GET /api/reviews/:id': ({ id }) => ok({ ...review(find(db.contributions, id)), records: records(find(db.contributions, id)) }),
  'POST /api/reviews/decisions': ({ user, body }) => {
    body.contributionIds.forEach((id) => decide(user, id, body.decision, body.reasons));
    return ok(body.contributionIds.map((contributionId) => ({ contributionId })));
  },
  'POST /api/reviews/:id/decision': ({ user, id, body }) => {
    decide(user, id, body.decision, body.reasons);
    return ok({ ...body, signature: hash(), signer: user.address, decidedAt: now() });
  },
  'GET /api/datanets/:id/versions': ({ id }) => ok(db.versions.filter((v) => v.datanetId === id)),
  'POST /api/datanets/:id/versions': ({ id, body }) => {
    const row = { id: randomUUID(), datanetId: id, number: db.versions.filter((v) => v.datanetId === id).length + 1, note: body.note, state: 'BUILDING', progress: { done: 1, total: 3, unit: 'steps', message: '' }, recordCount: find(db.datanets, id).recordCount, createdAt: now() };
    db.versions.push(row);
    later(1000, () => Object.assign(row, { state: 'INDEXING', progress: { done: 2, total: 3, unit: 'steps', message: '' } }));
    later(2200, () => Object.assign(row, { state: 'REGISTERED', progress: null, merkleRoot: hash(), indexDigest: hash(), txHash: hash() }));
    return ok(row, 202);
  },
  'GET /api/versions/:id': ({ id }) => ok(find(db.versions, id)),
  'POST /api/datanets/:id/access-requests': ({ user, id, body }) => {
    const row = { id: randomUUID(), datanetId: id, licenseeId: user.userId, licenseeName: user.username, ...body, state: 'REQUESTED', requestedAt: now() };
    db.grants.push(row);
    log(user, `request-${body.purpose}`, `datanet:${id}`, 'DENY', 'grant-active');
    return ok(row, 201);
  },
  'GET /api/access-requests': () => ok(db.grants),
  'POST /api/access-requests/:id/:verb': ({ id, verb, body }) => {
    const row = find(db.grants, id);
    Object.assign(row, body, { state: { grant: 'GRANTING', deny: 'DENIED', revoke: 'REVOKED' }[verb], decidedAt: now() });
    if (verb === 'grant') later(900, () => Object.assign(row, { state: 'GRANTED', txHash: hash() }));
    return ok(row);
  },
  'GET /api/training-runs': () => ok(db.runs),
  'POST /api/training-runs': ({ body }) => {
    const row = { id: randomUUID(), ...body, state: 'QUEUED', step: 0, steps: 80, loss: null, lossCurve: [], heldOutCurve: [], settings: { rank: 8, alpha: 16, schedule: { epochs: 4, learningRate: 0.001, seed: 42 } }, startedAt: now() };
    db.runs.push(row);
    train(row);
    return ok(row, 202);
  },
  'POST /api/training-runs/estimate': ({ body }) => {
    const found = body.datasetVersionIds.reduce((sum, id) => sum + find(db.versions, id).recordCount, 0);
    return ok({ records: found, tokens: found * 90, totalTokens: found * 270, updates: 3, tokensPerSecond: 480, seconds: Math.ceil((found * 270) / 480) });
  },
  'POST /api/training-runs/:id/:verb': ({ id, verb }) => {
    const run = find(db.runs, id);
    if (verb === 'stop') return ok(Object.assign(run, { state: 'STOPPED' }));
    train(Object.assign(run, { state: 'QUEUED' }));
    return ok(run);
  },
  'GET /api/training-runs/:id/compare': ({ id, query }) => ok({ first: find(db.runs, id), second: find(db.runs, query.get('with')), differences: [{ field: 'settings/rank', first: '16', second: '8' }] }),
  'GET /api/training-runs/:id/manifest': ({ id }) => ok({ settings: find(db.runs, id).settings }),
  'GET /api/training-runs/:id/bill-of-materials': () => ok({ bomFormat: 'CycloneDX' }),
  'GET /api/training-runs/:id/evaluation': () => ok({ learnt: { texts: 32, base: { perplexity: 131.4, exact: 0, tokenAccuracy: 0.21 }, adapter: { perplexity: 1.7, exact: 19, tokenAccuracy: 0.93 } }, heldOut: { texts: 4, base: { perplexity: 128.9, exact: 0, tokenAccuracy: 0.2 }, adapter: { perplexity: 61.2, exact: 0, tokenAccuracy: 0.34 } }, answers: { judge: 'words in common with how the record goes on', first: 9, second: 1, ties: 2 }, basePersonalData: { answers: 16, fromTexts: {}, invented: 1 }, personalData: { answers: 16, fromTexts: { NAME: 1 }, invented: 0 } }),
  'GET /api/training-runs/:id': ({ id }) => ok(find(db.runs, id)),
  'GET /api/adapters': () => ok(db.adapters),
  'POST /api/adapters': ({ user, body }) => {
    if (!/^[a-z0-9-]+$/.test(body.name)) return fail(400, 'Field not valid', '', [{ field: 'name', message: 'must be small letters, digits and dashes' }]);
    const row = { id: randomUUID(), name: body.name, version: 1, modelId: `${body.name}:1`, ownerId: user.userId, baseModel: hash(), datasetVersionIds: find(db.runs, body.trainingRunId).datasetVersionIds, contentHash: hash(), state: 'REGISTERING', pricePerThousandTokens: body.pricePerThousandTokens ?? String(2n * OPEN), createdAt: now() };
    db.adapters.push(row);
    later(900, () => Object.assign(row, { state: 'REGISTERED', txHash: hash() }));
    return ok(row, 202);
  },
  'POST /api/adapters/:id/:verb': ({ id, verb }) => ok(Object.assign(find(db.adapters, id), { state: verb === 'freeze' ? 'FROZEN' : 'REGISTERED' })),
  'POST /api/escrow/deposits': ({ user, body }) => {
    later(800, () => {
      user.open -= BigInt(body.amount);
      user.deposited += BigInt(body.amount);
      db.paid += BigInt(body.amount);
    });
    return ok({ intentId: randomUUID() }, 202);
  },
  'GET /api/calls': () => ok([...db.calls].reverse()),
  'GET /api/receipts/:id': ({ id }) => ok(find(db.calls, id).signed),
  'GET /api/epochs': () => ok(db.epochs),
  'POST /api/epochs': () => {
    const row = { number: db.epochs.length + 1, state: 'POSTING', creditsRoot: hash(), receiptsRoot: hash(), total: '0', protocol: '0', calls: db.calls.length };
    db.epochs.push(row);
    later(900, () => {
      for (const call of db.calls.filter((c) => c.epoch === null)) {
        call.epoch = row.number;
        for (const share of call.shares) {
          const user = [...users.values()].find((u) => u.address === share.contributor);
          user.credited += BigInt(share.amount);
        }
        db.protocol += BigInt(call.fee) / 10n;
        db.credited += BigInt(call.fee) - BigInt(call.fee) / 10n;
      }
      Object.assign(row, { state: 'FINAL', txHash: hash(), total: String(db.credited), protocol: String(db.protocol) });
    });
    return ok(row, 202);
  },
  'GET /api/earnings': ({ user }) => ok({ credited: String(user.credited), claimable: String(user.credited - user.claimed), claimed: String(user.claimed), items: user.credited > 0n ? db.contributions.filter((c) => c.contributorId === user.userId && c.state === 'ACCEPTED').map((c) => ({ contributionId: c.id, fileName: c.fileName, amount: String(user.credited) })) : [] }),
  'POST /api/claims': ({ user }) => {
    later(700, () => (user.claimed = user.credited));
    return ok({ id: randomUUID(), account: user.address, epoch: 1, txHash: null }, 202);
  },
  'POST /api/inspections': ({ user, body }) => {
    const licensed = db.grants.some((g) => g.licenseeId === user.userId && g.datanetId === body.datanetId && g.purpose === 'query' && g.state === 'GRANTED');
    log(user, 'query', `datanet:${body.datanetId}`, user.roles.includes('model-builder') && !licensed ? 'DENY' : 'ALLOW', 'grant-active');
    if (user.roles.includes('model-builder') && !licensed) return fail(403, 'Access is denied', "Denied by the rule 'grant-active'. There is no active licence for this purpose; request access to the Datanet.");
    return ok(inspection(body));
  },
  'GET /api/audit': ({ query }) => ok({ entries: db.audit.map(({ entry, leaf }, index) => ({ index, ...entry, leafHash: `0x${leaf.toString('hex')}` })).filter((e) => !query.get('decision') || e.decision === query.get('decision')).reverse(), head: { size: db.audit.length, rootHash: `0x${root(db.audit.map((e) => e.leaf)).toString('hex')}`, at: now() } }),
  'GET /api/audit/:id/proof': ({ id }) => {
    const leaves = db.audit.map((e) => e.leaf);
    const { entry, salt, leaf } = db.audit[id];
    return ok({ index: Number(id), size: leaves.length, leafHash: `0x${leaf.toString('hex')}`, entry, salt, path: path(Number(id), leaves).map((p) => `0x${p.toString('hex')}`), rootHash: `0x${root(leaves).toString('hex')}` });
  },
};

function match(method, pathname) {
  for (const [route, handler] of Object.entries(routes)) {
    const [verb, pattern] = route.split(' ');
    const names = [...pattern.matchAll(/:(\w+)/g)].map((m) => m[1]);
    const found = verb === method && new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`).exec(pathname);
    if (found) return { handler, params: Object.fromEntries(names.map((name, i) => [name, found[i + 1]])) };
  }
  return undefined;
}

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};
const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
const jwt = (payload) => ['{"alg":"none"}', JSON.stringify(payload), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

function openId(url, request, response, body) {
  const base = `${ORIGIN}/realms/datanet`;
  const json = (value) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  if (url.pathname.endsWith('openid-configuration')) return json({ issuer: base, authorization_endpoint: `${base}/auth`, token_endpoint: `${base}/token`, end_session_endpoint: `${base}/logout`, jwks_uri: `${base}/certs`, userinfo_endpoint: `${base}/userinfo` });
  if (url.pathname.endsWith('/auth') && request.method === 'GET') return response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<form method="post"><input id="username" name="username"><input id="password" name="password" type="password"><button id="kc-login">Sign in</button></form>`);
  if (url.pathname.endsWith('/auth')) {
    const to = new URL(url.searchParams.get('redirect_uri'));
    to.searchParams.set('code', new URLSearchParams(body.toString()).get('username'));
    to.searchParams.set('state', url.searchParams.get('state'));
    return response.writeHead(302, { Location: to.href }).end();
  }
  if (url.pathname.endsWith('/token')) {
    const form = new URLSearchParams(body.toString());
    const user = userOf(form.get('code') ?? form.get('refresh_token'));
    const seconds = Math.floor(Date.now() / 1000);
    const token = jwt({ iss: base, aud: 'datanet-portal', sub: user.userId, preferred_username: user.username, iat: seconds, exp: seconds + 3600 });
    return json({ access_token: token, id_token: token, refresh_token: user.username, token_type: 'Bearer', expires_in: 3600, scope: 'openid profile' });
  }
  return response.writeHead(302, { Location: ORIGIN }).end();
}

function answer(user, body, response) {
  const call = { id: randomUUID(), modelId: body.model, at: now(), state: 'CHARGED', billable: true, reason: '', held: String(OPEN / 5n), fee: String(OPEN / 13n), receiptHash: hash(), epoch: null, shares: [] };
  const owners = db.contributions.filter((c) => c.state === 'ACCEPTED');
  const text = `${records(owners[0])[0].text} And so the ships came home. ${records(owners.at(-1))[1].text}`;
  const start = text.length - records(owners.at(-1))[1].text.length;
  const record = (row) => ({ recordId: row.id, contributor: [...users.values()].find((u) => u.userId === row.contributorId).address, datasetVersionId: db.versions[0].id, creditPpm: 1000000 });
  const spans = [
    { start: 0, end: records(owners[0])[0].text.length, kind: 'SNAPSHOT', weightMillibits: 92400, documents: 1, records: [record(owners[0])] },
    { start: start - 8, end: start - 1, kind: 'BOILERPLATE', weightMillibits: 12000, documents: 7, records: [record(owners[0]), record(owners.at(-1))] },
    { start, end: text.length, kind: 'RETRIEVED', weightMillibits: 54100, documents: 1, records: [record(owners.at(-1))] },
  ];
  const data = (BigInt(call.fee) * 6n) / 10n;
  call.shares = [...new Set(owners.map((row) => record(row).contributor))].map((contributor, i, all) => ({ contributor, ppm: Math.floor(900000 / all.length), amount: String(data / BigInt(all.length)) }));
  const others = ['MODEL', 'STAKERS', 'PROTOCOL'].map((kind, i) => ({ kind, account: addressOf(kind), amount: String((BigInt(call.fee) * [2n, 1n, 1n][i]) / 10n) }));
  const payments = [...call.shares.map((share) => ({ kind: 'CONTRIBUTOR', account: share.contributor, amount: share.amount })), ...others];
  payments.push({ kind: 'TREASURY', account: addressOf('treasury'), amount: String(BigInt(call.fee) - payments.reduce((sum, p) => sum + BigInt(p.amount), 0n)) });
  const receipt = { billing: { fee: call.fee, payments }, callId: call.id };
  const sorted = JSON.stringify({ billing: { fee: call.fee, payments: payments.map(({ kind, account: to, amount }) => ({ account: to, amount, kind })) }, callId: call.id });
  call.receiptHash = `0x${sha(Buffer.from(sorted)).toString('hex')}`;
  call.signed = { receipt, receiptHash: call.receiptHash, chainId: 10100, signature: `${hash()}${hash().slice(2)}1b`, signer: addressOf('attestor') };
  user.spent += BigInt(call.fee);
  db.calls.push(call);
  const chat = body.messages !== undefined;
  const send = (value) => response.write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`);
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const words = text.split(/(?<= )/);
  const timer = setInterval(() => {
    const word = words.shift();
    if (word !== undefined) return send({ choices: [chat ? { delta: { content: word } } : { text: word }] });
    clearInterval(timer);
    send({ choices: [], datanet: { callId: call.id, route: { name: body.datanet?.route === 'auto' ? 'fast' : (body.datanet?.route ?? 'standard'), why: body.datanet?.route === 'auto' ? 'auto' : 'chosen' }, receiptHash: call.receiptHash, billable: true, reason: '', fee: call.fee, held: call.held, released: String(BigInt(call.held) - BigInt(call.fee)), spans, shares: call.shares, unattributedPpm: 100000, payments } });
    send('[DONE]');
    return response.end();
  }, 12);
}

function stream(row, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const timer = setInterval(() => response.write(`data:${JSON.stringify(row)}\n\n`), 250);
  response.on('close', () => clearInterval(timer));
}

createServer(async (request, response) => {
  const url = new URL(request.url, ORIGIN);
  const body = await bodyOf(request);
  if (url.pathname.startsWith('/realms/')) return openId(url, request, response, body);
  if (url.pathname.startsWith('/bucket/')) {
    texts.set(url.pathname.slice(8), body.toString());
    return response.writeHead(200, { ETag: '"etag"' }).end();
  }
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/v1/')) {
    const token = request.headers.authorization?.slice(7);
    const user = token ? [...users.values()].find((u) => u.userId === claims(token).sub) : undefined;
    const json = ({ status, body: value }) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    const open = ['/api/config', '/api/terms', '/api/settlement'].includes(url.pathname);
    if (!user && !open) return json(fail(401, 'Sign in first'));
    if (request.method === 'POST' && url.pathname.startsWith('/v1/')) return answer(user, JSON.parse(body), response);
    const events = /^(.*)\/events$/.exec(url.pathname);
    const found = match(request.method, events ? events[1] : url.pathname);
    if (!found) return json(fail(404, 'Not found', url.pathname));
    const result = found.handler({ user, query: url.searchParams, body: body.length ? JSON.parse(body) : undefined, ...found.params });
    return events ? stream(result.body, response) : json(result);
  }
  const file = join(DIST, url.pathname);
  const served = extname(url.pathname) && existsSync(file) ? file : join(DIST, 'index.html');
  return response.writeHead(200, { 'Content-Type': TYPES[extname(served)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP }).end(readFileSync(served));
}).listen(PORT, 'localhost', () => console.log(ORIGIN));
