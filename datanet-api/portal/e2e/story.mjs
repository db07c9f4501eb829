// The whole story in one browser test: every role signs in and does its part, from upload to earnings.
//
//   BASE_URL=http://localhost:PORT node e2e/story.mjs
//
// Environment: CHROMIUM (default /usr/bin/chromium), STORY_OUT (folder of screenshots, default e2e/out),
// STORY_SHOTS=all (a screenshot after every step, not only at a failure), STORY_EPOCHS (default 24: the
// notebooks are short, one epoch is one step), STORY_REPORT (file for a JUnit report).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080';
const OUT = process.env.STORY_OUT ?? new URL('out/', import.meta.url).pathname;
const SECOND = 1000;
const CHAIN = 60 * SECOND;
const PIPELINE = 120 * SECOND;
const TRAINING = 480 * SECOND;
const EPOCHS = process.env.STORY_EPOCHS ?? '24';
const SUFFIX = Date.now().toString(36);
const NAME = `Story ${SUFFIX}`;
const ADAPTER = `story-${SUFFIX}`;

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const launched = chromium.launch({
  executablePath: CHROMIUM,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let browser;
const people = new Map();

/** The page of a person, signed in; each has a browser context of their own. */
async function as(username) {
  const known = people.get(username);
  if (known) return known;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30 * SECOND);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.errors = errors;
  people.set(username, page);
  await page.goto(BASE);
  await page.getByTestId('sign-in').click();
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(username);
  await page.locator('#kc-login').click();
  await page.locator(`[data-testid="me"][data-username="${username}"]`).waitFor();
  return page;
}

const go = (page, name) => page.getByTestId(`nav-${name}`).click();

/** Waits for a row's state; a terminal state that is not wanted, or a refusal, fails at once. */
async function reach(page, testId, wanted, timeout, bad = ['FAILED', 'REJECTED', 'DENIED']) {
  const selector = (states) => states.map((state) => `[data-testid="${testId}"][data-state="${state}"]`).join(', ');
  const refusal = page.getByTestId('failure').first();
  await page.locator(`${selector(wanted)}, ${selector(bad)}`).first().or(refusal).first().waitFor({ timeout });
  if (await refusal.isVisible()) throw new Error(`refused: ${await refusal.innerText()}`);
  const state = await page.locator(`[data-testid="${testId}"]`).first().getAttribute('data-state');
  if (!wanted.includes(state)) throw new Error(`${testId} is ${state}, wanted ${wanted.join(' or ')}`);
}

/** Chooses an option of a select by its text. */
async function choose(page, testId, text) {
  await page.getByTestId(testId).click();
  await page.getByRole('option', { name: text, exact: true }).click();
}

async function amount(page, testId, atLeast, timeout) {
  await page.waitForFunction(
    ([id, least]) => BigInt(document.querySelector(`[data-testid="${id}"]`)?.getAttribute('data-amount') || '-1') >= BigInt(least),
    [testId, atLeast],
    { timeout },
  );
  return page.getByTestId(testId).first().getAttribute('data-amount');
}

/** Asks and waits for the whole answer, which is on top; returns what the page said it costs at most. */
async function ask(page, prompt) {
  await page.getByTestId('chat-prompt').fill(prompt);
  const most = BigInt(await page.getByTestId('chat-most').getAttribute('data-amount'));
  const before = await page.getByTestId('answer').count();
  await page.getByTestId('chat-send').click();
  await page.waitForFunction((n) => document.querySelectorAll('[data-testid="answer"][data-done="true"]').length > n, before, { timeout: 120 * SECOND });
  const refusal = page.getByTestId('failure').first();
  if (await refusal.isVisible()) throw new Error(`refused: ${await refusal.innerText()}`);
  check((await page.getByTestId('answer-text').first().innerText()).trim() !== '', 'the answer is empty');
  return most;
}

/** The whole page as a picture; a page that cannot be photographed does not matter. */
async function shoot(page, name) {
  const path = join(OUT, name);
  await page.evaluate(() => globalThis.scrollTo(0, 0)).catch(() => {});
  await page.screenshot({ path, fullPage: true }).catch(() => {});
  return path;
}

function check(condition, message) {
  if (!condition) throw new Error(message);
}

const ANA = [
  'The old lighthouse keeper wrote every evening about the colour of the sea and the number of ships that passed the northern cape.',
  'On clear nights the lamp could be seen from the village, where the fishermen mended their nets and counted the seconds between two flashes.',
  'Whoever wishes to know more may write to keeper@example.org or call +44 20 7946 0958 before the winter storms begin.',
  'The notebook says that nobody slept during a storm, and that the lamp never failed in forty years of service.',
].join('\n\n');
const BRUNO = [
  'A bell buoy marks the sandbank south of the harbour, and pilots steer by its sound whenever fog hides the beacon on the hill.',
  'In spring the crew paints the tower white, polishes the brass of the lens and carries forty barrels of oil up the winding stairs.',
  'The harbour office answers letters at harbour@example.org, and in the busy season also by telephone on +44 20 7946 0123.',
].join('\n\n');
const OPENING = 'The old lighthouse keeper wrote every evening about';

async function uploads(username, files) {
  const page = await as(username);
  await go(page, 'datanets');
  await page.getByRole('link', { name: NAME }).click();
  await page.getByTestId('contribute').click();
  await page.getByTestId('agree-consent').check();
  await page.getByTestId('agree-licence').check();
  await page.getByTestId('upload-files').setInputFiles(files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })));
  return page;
}

const inReview = (page, count) =>
  page.waitForFunction((n) => document.querySelectorAll('[data-testid="upload-state"][data-state="IN_REVIEW"]').length >= n, count, { timeout: PIPELINE });

const steps = {
  'carla creates a Datanet and it is registered on the L2': async () => {
    const page = await as('carla');
    await go(page, 'datanets');
    await page.getByTestId('new-datanet').first().click();
    await page.getByTestId('create-datanet').click();
    await page.getByText('Please fill this in.').first().waitFor();
    await page.getByTestId('datanet-name').fill(NAME);
    await page.getByTestId('datanet-domain').fill('lighthouses');
    await page.getByTestId('datanet-description').fill('Notebooks of lighthouse keepers, for the browser test.');
    await page.getByTestId('datanet-price').fill('2');
    await page.getByTestId('create-datanet').click();
    await reach(page, 'datanet-state', ['REGISTERED'], CHAIN);
    return page;
  },
  'ana and bruno upload files, which are checked and anonymised': async () => {
    const ana = await uploads('ana', [['ana-notebook.txt', ANA]]);
    const bruno = await uploads('bruno', [['bruno-notebook.txt', BRUNO]]);
    await inReview(ana, 1);
    await inReview(bruno, 1);
    return ana;
  },
  'ana sees what anonymisation removed': async () => {
    const page = await as('ana');
    await page.getByTestId('upload-open').first().click();
    await page.getByTestId('privacy-report').waitFor();
    await page.getByTestId('record').first().waitFor();
    const text = await page.getByTestId('record').allTextContents();
    check(!text.join(' ').includes('@example.org'), 'an e-mail address survived anonymisation');
    return page;
  },
  'a file that is no text is refused with its reason': async () => {
    const page = await uploads('ana', [['letter.pdf', 'this is not a PDF file']]);
    await reach(page, 'upload-state', ['REJECTED'], PIPELINE, ['FAILED', 'IN_REVIEW']);
    await page.getByTestId('verdict').waitFor();
    return page;
  },
  'carla reviews with the keyboard and in bulk': async () => {
    const page = await as('carla');
    await go(page, 'reviews');
    await choose(page, 'review-datanet', NAME);
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="review-row"]').length === 2, null, { timeout: 30 * SECOND });
    await page.getByTestId('review-open').first().click();
    await page.getByTestId('record').first().waitFor();
    const reviewed = new URL(page.url()).pathname;
    await page.keyboard.press('r');
    await page.getByText('the contributor has a right to know').waitFor();
    await page.keyboard.press('a');
    await page.waitForURL((url) => url.pathname !== reviewed, { timeout: 30 * SECOND });
    await go(page, 'reviews');
    await choose(page, 'review-datanet', NAME);
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="review-row"]').length === 1, null, { timeout: 30 * SECOND });
    await page.getByTestId('mark-all').check();
    await page.getByTestId('bulk-accept').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="review-row"]').length === 0, null, { timeout: 30 * SECOND });
    return page;
  },
  'carla builds a version and it is registered': async () => {
    const page = await as('carla');
    await go(page, 'datanets');
    await page.getByRole('link', { name: NAME }).click();
    await page.getByTestId('version-note').fill('first');
    await page.getByTestId('build-version').click();
    await page.getByTestId('version-state').waitFor();
    await page.reload();
    await reach(page, 'version-state', ['REGISTERED'], PIPELINE);
    return page;
  },
  'carla sees in the Inspector whose sentence it is; max needs a licence for that': async () => {
    const inspect = async (username) => {
      const page = await as(username);
      await go(page, 'inspector');
      await choose(page, 'inspect-datanet', NAME);
      await page.getByTestId('inspect-text').fill(`Somebody wrote: ${OPENING.toUpperCase()} the colour of the sea. Nobody knows why.`);
      await page.getByTestId('inspect-run').click();
      return page;
    };
    const max = await inspect('max');
    await max.getByTestId('inspect-licence').waitFor();
    check((await max.getByTestId('failure').innerText()).includes('grant-active'), 'the refusal does not name its rule');
    const page = await inspect('carla');
    await page.getByTestId('inspect-span').first().click();
    const holder = page.getByTestId('inspect-why').getByTestId('inspect-holder');
    const ana = await as('ana');
    await go(ana, 'wallet');
    const account = await ana.getByTestId('wallet-address').getAttribute('data-value');
    check((await holder.first().getAttribute('data-contributor')) === account, 'the sentence is not known to be of ana');
    const ppm = await page.locator(`[data-testid="inspect-share"][data-contributor="${account}"]`).getAttribute('data-ppm');
    check(Number(ppm) > 500_000, `ana gets ${ppm} ppm of a text that is mostly hers`);
    return page;
  },
  'max asks for licences and carla grants them': async () => {
    const max = await as('max');
    for (const purpose of ['Train a model', 'Retrieve passages']) {
      await go(max, 'datanets');
      await max.getByRole('link', { name: NAME }).click();
      await max.getByTestId('request-licence').click();
      await choose(max, 'access-purpose', purpose);
      await max.getByTestId('access-why').fill('A model that tells lighthouse stories.');
      await max.getByTestId('access-ask').click();
      await max.locator('[data-testid="access-why"]:not([disabled])').waitFor();
      await max.waitForFunction(() => document.querySelector('[data-testid="access-why"]')?.value === '', null, { timeout: 30 * SECOND });
    }
    const carla = await as('carla');
    await go(carla, 'access');
    for (let open = 2; open > 0; open--) {
      const rows = carla.locator('[data-testid="access-row"][data-state="REQUESTED"]').filter({ hasText: NAME });
      await rows.first().getByTestId('grant').click();
      await carla.waitForFunction(
        ([name, left]) => [...document.querySelectorAll('[data-testid="access-row"][data-state="REQUESTED"]')].filter((row) => row.textContent.includes(name)).length < left,
        [NAME, open],
        { timeout: CHAIN },
      );
    }
    await max.waitForFunction(
      (name) => [...document.querySelectorAll('[data-testid="access-row"][data-state="GRANTED"]')].filter((row) => row.textContent.includes(name)).length === 2,
      NAME,
      { timeout: CHAIN },
    );
    return max;
  },
  'max trains an adapter; the curve survives a reload': async () => {
    const page = await as('max');
    await go(page, 'training');
    await page.getByTestId('new-run').first().click();
    await page.getByTestId('run-name').fill(ADAPTER);
    await page.locator(`[data-testid="run-version"][data-datanet="${NAME}"]`).first().check();
    await page.getByTestId('run-auto').uncheck();
    await page.getByTestId('run-epochs').fill(EPOCHS);
    await page.getByTestId('start-run').click();
    await page.getByTestId('run-state').waitFor();
    await page.reload();
    await reach(page, 'run-state', ['DONE'], TRAINING, ['FAILED', 'STOPPED']);
    const points = Number(await page.getByTestId('loss-chart').getAttribute('data-points'));
    check(points > 0, 'the loss curve is empty');
    await page.getByTestId('measured').waitFor();
    return page;
  },
  'max publishes the adapter and it is registered': async () => {
    const page = await as('max');
    await page.getByTestId('publish-run').click();
    await page.getByTestId('adapter-name').fill(ADAPTER);
    await page.getByTestId('publish-adapter').click();
    await page.locator(`[data-testid="adapter-row"][data-model^="${ADAPTER}"][data-state="REGISTERED"]`).waitFor({ timeout: CHAIN });
    return page;
  },
  'max deposits OPEN in escrow': async () => {
    const page = await as('max');
    await go(page, 'wallet');
    await amount(page, 'wallet-open', '5000000000000000000', CHAIN);
    const before = BigInt((await page.getByTestId('wallet-available').getAttribute('data-amount')) || '0');
    await page.getByTestId('deposit-amount').fill('5');
    await page.getByTestId('deposit').click();
    await amount(page, 'wallet-available', String(before + 5_000_000_000_000_000_000n), CHAIN);
    return page;
  },
  'max asks the model and sees whose words it repeats, the cost and the receipt': async () => {
    const page = await as('max');
    await go(page, 'adapters');
    await page.locator(`[data-testid="adapter-row"][data-model^="${ADAPTER}"]`).getByTestId('ask-adapter').click();
    await page.getByTestId('chat-mode').getByText('Continue a text').click();
    await page.getByTestId('chat-temperature').fill('0');
    const most = await ask(page, OPENING);
    const fee = BigInt(await amount(page, 'answer-fee', '1', 5 * SECOND));
    check(fee <= most, `the answer cost ${fee}, more than the announced ${most}`);
    check((await page.getByTestId('span').count()) > 0, `the model repeats nothing of what it was trained on: ${await page.getByTestId('answer-text').first().innerText()}`);
    await page.getByTestId('span').first().click();
    await page.getByTestId('span-details').waitFor();
    await page.getByTestId('open-receipt').click();
    await page.getByTestId('receipt-signature').waitFor();
    await page.locator('[data-testid="receipt-check"][data-ok="true"]').waitFor();
    const hash = await page.getByTestId('receipt-hash').getAttribute('data-value');
    check(/^0x[0-9a-f]{64}$/.test(hash ?? ''), `the receipt hash is ${hash}`);
    return page;
  },
  'max lets the model look up passages of the licensed Datanet': async () => {
    const page = await as('max');
    await page.keyboard.press('Escape');
    await page.getByTestId('receipt-hash').waitFor({ state: 'detached' });
    await page.getByTestId('chat-retrieval').check({ force: true });
    if ((await page.getByTestId('chat-retrieval-datanet').inputValue()) !== NAME) await choose(page, 'chat-retrieval-datanet', NAME);
    const most = await ask(page, OPENING);
    const fee = BigInt(await amount(page, 'answer-fee', '1', 5 * SECOND));
    check(fee <= most, `the answer cost ${fee}, more than the announced ${most}`);
    return page;
  },
  'olga closes the epoch and verifies an audit proof in the browser': async () => {
    const page = await as('olga');
    await go(page, 'settlement');
    await page.getByTestId('close-epoch').waitFor();
    await page.waitForLoadState('networkidle');
    const before = await page.getByTestId('epoch-row').count();
    await page.getByTestId('close-epoch').click();
    await page.waitForFunction(
      (known) => {
        const rows = [...document.querySelectorAll('[data-testid="epoch-row"]')].map((row) => row.getAttribute('data-state'));
        return rows.length > known && rows.every((state) => state === 'POSTED' || state === 'FINAL');
      },
      before,
      { timeout: CHAIN },
    );
    await page.locator('[data-testid="settlement"][data-ok="true"]').waitFor({ timeout: CHAIN });
    await go(page, 'audit');
    await page.getByTestId('verify-proof').first().click();
    await page.locator('[data-testid="proof-verdict"][data-verdict="proven"]').first().waitFor();
    return page;
  },
  'a contributor sees earnings and claims them': async () => {
    for (let round = 0; round < 20; round++) {
      for (const username of ['ana', 'bruno']) {
        const page = await as(username);
        if (round === 0) await go(page, 'wallet');
        await page.getByTestId('earned-claimable').waitFor();
        const claimable = BigInt((await page.getByTestId('earned-claimable').getAttribute('data-amount')) || '0');
        if (claimable === 0n) continue;
        await page.getByTestId('earning-row').first().waitFor();
        const claimed = BigInt(await page.getByTestId('earned-claimed').getAttribute('data-amount'));
        await page.getByTestId('claim').click();
        await amount(page, 'earned-claimed', String(claimed + claimable), CHAIN);
        return page;
      }
      await new Promise((resolve) => setTimeout(resolve, 2 * SECOND));
    }
    throw new Error('neither ana nor bruno earned anything');
  },
  'holly reads the portal in Spanish and in the dark': async () => {
    const page = await as('holly');
    await page.getByTestId('language').getByText('ES').click();
    await page.getByRole('heading', { name: 'Hola, holly' }).waitFor();
    await page.getByTestId('dark').click();
    await go(page, 'settlement');
    await page.getByText('Las cuentas cuadran').waitFor();
    check((await page.getByTestId('nav-audit').count()) === 0, 'the audit log is shown to a holder');
    return page;
  },
};

/** What became of each step, for those who count tests. */
function junit(results, seconds) {
  const text = (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replace(/[^\t\n\x20-\ud7ff]/g, '');
  const cases = results.map(({ name, time, error, skipped }) => {
    const inside = error ? `<failure message="${text(error)}"/>` : skipped ? '<skipped/>' : '';
    return `  <testcase name="${text(name)}" time="${time.toFixed(1)}">${inside}</testcase>`;
  });
  return `<testsuite name="browser story" tests="${results.length}" time="${seconds.toFixed(1)}">\n${cases.join('\n')}\n</testsuite>\n`;
}

async function play(name, file) {
  browser ??= await launched.catch((error) => {
    throw new Error(`no browser: apt-get install chromium, or set CHROMIUM (${CHROMIUM}: ${error.message.split('\n')[0]})`);
  });
  const page = await steps[name]();
  const errors = [...people.values()].flatMap((each) => each.errors.splice(0));
  check(errors.length === 0, `errors on the page: ${errors.join('; ')}`);
  if (process.env.STORY_SHOTS === 'all') await shoot(page, file);
}

mkdirSync(OUT, { recursive: true });
const begin = Date.now();
const since = (start) => (Date.now() - start) / SECOND;
const results = [];
for (const [i, name] of Object.keys(steps).entries()) {
  const start = Date.now();
  if (results.some((result) => result.error)) {
    results.push({ name, time: 0, skipped: true });
    continue;
  }
  try {
    await play(name, `${String(i + 1).padStart(2, '0')}.png`);
    results.push({ name, time: since(start) });
    console.log(`ok   ${name} (${since(start).toFixed(1)} s)`);
  } catch (error) {
    results.push({ name, time: since(start), error: error instanceof Error ? error.message : String(error) });
    console.error(`FAIL ${name}: ${results.at(-1).error}`);
    for (const [username, page] of people) {
      console.error(`     ${username}: ${page.url()} ${await shoot(page, `failure-${username}.png`)}`);
    }
  }
}
await browser?.close();
if (process.env.STORY_REPORT) writeFileSync(process.env.STORY_REPORT, junit(results, since(begin)));
const failed = results.filter((result) => result.error).length;
const skipped = results.filter((result) => result.skipped).length;
console.log(`${results.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
