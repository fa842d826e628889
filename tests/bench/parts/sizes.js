// What a visitor downloads, gzipped: the engines, the whole page with everything it can load later, and the embed with
// what Chromium fetches to draw the curves.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { recordedPresets } from '../../../web/tools/record-results.js';
import { curvesReady, launchChromium, serveSite } from '../../browser/harness.js';
import { fromRoot } from '../support/paths.js';
import { printTable } from '../support/report.js';

/** Kilobytes by the same program that build.sh holds the engine to; Node's own gzip is 1 % worse. @param {string} file */
const gzipped = (file) => spawnSync('gzip', ['-9c', fromRoot(file)], { maxBuffer: 1 << 26 }).stdout.length / 1024;

/** Every file of the site that `page` names, and that those name in turn: lazy parts and workers too. @param {string} page */
function reachable(page) {
  const assets = readdirSync(fromRoot('dist/assets'));
  const found = [`dist/${page}`];
  for (const file of found) {
    if (!/\.(html|js|css)$/.test(file)) continue;
    const text = readFileSync(fromRoot(file), 'utf8');
    for (const asset of assets)
      if (text.includes(asset) && !found.includes(`dist/assets/${asset}`)) found.push(`dist/assets/${asset}`);
  }
  return found;
}

/** The site's files that Chromium asks for until the embed's curves are drawn and nothing more comes. */
async function fetchedByEmbed() {
  const site = await serveSite();
  try {
    const browser = await launchChromium();
    const page = await (await browser.newContext()).newPage();
    /** @type {Set<string>} */
    const files = new Set();
    page.on('response', (/** @type {any} */ response) => {
      const name = basename(new URL(response.url()).pathname);
      if (response.ok()) files.add(name.endsWith('.html') ? `dist/${name}` : `dist/assets/${name}`);
    });
    await page.goto(`${site.url}embed.html#v1:view=curves&fn=relu,elu(alpha:0.5)`);
    await curvesReady(page);
    await page.waitForLoadState('networkidle');
    await browser.close();
    return [...files];
  } catch (error) {
    const why = /** @type {Error} */ (error).message.split('\n')[0];
    console.log(`Chromium does not start (${why}): the curves embed is not measured`);
    return undefined;
  } finally {
    await site.close();
  }
}

export async function measureSizes() {
  const total = (/** @type {string[]} */ files) => files.reduce((sum, file) => sum + gzipped(file), 0);
  const embed = existsSync(fromRoot('dist/embed.html')) ? await fetchedByEmbed() : undefined;
  const page = reachable('index.html');
  // A page shows one at a time, each a file of its own.
  const recorded = page.filter((file) =>
    recordedPresets.some(({ name }) => new RegExp(`/${name}-[\\w-]{8}\\.js$`).test(file)),
  );
  const largest = recorded.toSorted((a, b) => gzipped(b) - gzipped(a))[0];
  const parts = [
    { what: 'curves engine', files: ['web/generated/curves.wasm', 'web/generated/curves.js'], limit: 75 },
    { what: 'training engine', files: ['web/generated/training.wasm', 'web/generated/training.js'], limit: 200 },
    { what: 'curves embed, as fetched', files: embed, limit: 115 },
    { what: 'every part of the page', files: page.filter((file) => !recorded.includes(file)), limit: 500 },
    { what: 'largest recorded result', files: [largest], limit: 60 },
  ];
  const results = parts.map(({ what, files, limit }) => ({ what, kilobytes: files && total(files), limit, files }));
  printTable(
    ['', 'KB gzipped', 'limit', 'files'],
    results.map((r) => [r.what, r.kilobytes?.toFixed(1) ?? '-', `${r.limit}`, `${r.files?.length ?? '-'}`]),
  );
  return {
    data: results,
    goals: results.map(({ what, kilobytes, limit }) => ({
      what: `download: ${what}`,
      measured: kilobytes === undefined ? '-' : `${kilobytes.toFixed(1)} KB`,
      goal: `at most ${limit} KB`,
      met: kilobytes === undefined ? undefined : kilobytes <= limit,
    })),
  };
}
