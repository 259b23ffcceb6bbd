/** Runs Lighthouse on an address as a mobile phone and prints what it thinks: scores, and what cost points. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';

const [address, chromium] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'lighthouse-'));
const browser = spawn(
  chromium,
  ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);

function port() {
  return new Promise((found) => {
    browser.stderr.on('data', (text) => {
      const said = /127\.0\.0\.1:(\d+)/.exec(text);
      if (said) found(Number(said[1]));
    });
  });
}

try {
  const { lhr } = await lighthouse(address, { port: await port(), output: 'json', logLevel: 'error' });
  const categories = Object.values(lhr.categories);
  const scores = Object.fromEntries(categories.map(({ id, score }) => [id, Math.round(score * 100)]));
  const lost = Object.fromEntries(
    categories.map(({ id, auditRefs }) => [
      id,
      auditRefs
        .filter(({ id: audit, weight }) => weight > 0 && (lhr.audits[audit].score ?? 1) < 0.9)
        .map(({ id: audit }) => `${audit}: ${lhr.audits[audit].displayValue ?? lhr.audits[audit].title}`),
    ]),
  );
  process.stdout.write(JSON.stringify({ version: lhr.lighthouseVersion, scores, lost }));
} finally {
  browser.kill();
  await new Promise((gone) => browser.once('exit', gone));
  // Chromium's helpers outlive it by a moment, and write into the folder while it is emptied.
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}
