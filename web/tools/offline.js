// Writes dist/service-worker.js: web/offline/service-worker.js with the list of the site's files and their digests. The last
// step of the build, so that no file is missed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The files of the site outside assets/; the others of dist/ are the command line's. */
const kPages = ['index.html', 'embed.html', 'THIRD-PARTY-NOTICES.txt'];

/** @param {string} folder of the site @returns {Record<string, string>} digests by path, as the attribute `integrity` has them */
export function filesOf(folder) {
  // Pages are first: where one is not what it should be, nothing else need be fetched.
  const paths = [
    ...kPages,
    // The workers as text are for pages that cannot be kept.
    ...readdirSync(join(folder, 'assets'))
      .filter((name) => !name.startsWith('worker-text-'))
      .sort()
      .map((name) => `assets/${name}`),
  ];
  return Object.fromEntries(
    paths.map((path) => {
      const digest = createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('base64');
      return [path, `sha256-${digest}`];
    }),
  );
}

/** @param {string} folder of the site */
export async function writeServiceWorker(folder) {
  const files = filesOf(folder);
  const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  await build({
    entryPoints: [here('../offline/service-worker.js')],
    outfile: join(folder, 'service-worker.js'),
    define: { BUILD: JSON.stringify({ version, files }) },
    minify: true,
    target: 'es2022',
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeServiceWorker(here('../../dist'));
