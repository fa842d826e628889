// Puts the pictures into the figures of the example article, and writes their files: run it when a preset, a picture or the
// article has changed. Each picture is what `figure --page` draws of the figure's own link.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkOfAttributes } from '../sharing/element-attributes.js';

const kFolder = fileURLToPath(new URL('../public/examples/', import.meta.url));
const kElement = /<activation-(curves|training|layers)((?: [\w-]+="[^"]*")*)>.*?<\/activation-\1>/gs;

/** @param {string} text of a tag @returns {[string, string][]} */
const attributesOf = (text) => [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);

/**
 * @param {string} article HTML
 * @param {string} folder which the pictures are written to, as figure-1.svg and so on
 * @returns {string} the article with its pictures
 */
export function withPictures(article, folder) {
  let count = 0;
  return article.replace(kElement, (_, view, attributes) => {
    count += 1;
    const out = mkdtempSync(join(tmpdir(), 'example-'));
    try {
      const link = linkOfAttributes(view, attributesOf(attributes));
      execFileSync(
        process.execPath,
        [
          fileURLToPath(new URL('../../dist/cli.js', import.meta.url)),
          ...['figure', link, '--page', join(out, 'page')],
        ],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      );
      const page = readFileSync(join(out, 'page/index.html'), 'utf8');
      const picture = /<picture>.*?<\/picture>/s.exec(page)?.[0] ?? '';
      for (const name of ['figure', 'figure-small'])
        copyFileSync(join(out, `page/${name}.svg`), join(folder, `${name}-${count}.svg`));
      const named = picture.replace(/(figure(?:-small)?)\.svg/g, `$1-${count}.svg`);
      return `<activation-${view}${attributes}>${named}</activation-${view}>`;
    } finally {
      rmSync(out, { recursive: true });
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(kFolder, 'index.html');
  writeFileSync(path, withPictures(readFileSync(path, 'utf8'), kFolder));
}
