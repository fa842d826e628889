// index.html of a folder: the picture with caption, result and numbers, which stand there without a script; and the live
// figure, which a script puts in their place.
import { createHash } from 'node:crypto';
import { resultsNote, tableMarkup } from '../../../sharing/figure-markup.js';
import { Markup, markup } from '../../../sharing/markup.js';
import { kProvider } from '../../../sharing/oembed.js';
import { kSocial } from '../pictures.js';
import { liveAddress, pictureMarkup } from './snippets.js';

/** By which a page of ours is known again. */
export const kGenerator = 'Activation Playground figure';

/** @param {string} text of an inline script or style @returns {string} the source that allows it */
const sourceOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Nothing but the folder. From a disk a page has no origin, so that 'self' need not be the folder: there "file:" names it.
 * @param {string} script @param {string} style
 */
const policyOf = (script, style) =>
  [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    "img-src 'self' file: data:",
    "frame-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/**
 * @param {import('./snippets.js').Page} page
 * @param {{ script: string, style: string, icon: string }} parts of every such page
 * @returns {string}
 */
export function indexPage(page, { script, style, icon }) {
  const { title, caption, hash, isTraining, theme } = page;
  const html = theme === 'auto' ? markup`<html lang="en">` : markup`<html lang="en" data-theme="${theme}">`;
  const run = hash
    ? markup`
    <p class="run" hidden><a id="run" class="button" href="${liveAddress(page)}">${isTraining ? 'Run again and compare' : 'Try it here'}</a>
      <span class="soft" id="state" role="status">${isTraining ? 'Trains in this browser, and compares the hashes with those below.' : 'With sliders, in this browser.'} Loads 2 MB.</span></p>`
    : null;
  return `${markup`<!doctype html>
${html}
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">
  <meta name="generator" content="${kGenerator}">
  <meta name="referrer" content="no-referrer">
  <meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
  <title>${title}</title>
${previews(page)}
  <link rel="icon" href="${icon}">
  <style>${new Markup(style)}</style>
</head>
<body>
  <main>
    <h1 dir="auto">${title}</h1>
    <figure id="figure">
      <div id="live"></div>
      ${pictureMarkup(page, '', null)}
      <figcaption dir="auto">${caption}</figcaption>
    </figure>${run}${playgroundLink(page)}
${resultsSection(page)}${tableSection(page)}
    <footer>
      <p>Files: <a href="figure.svg">SVG</a>, <a href="figure.png">PNG</a>, <a href="record.json">record</a>${page.base ? markup`, <a href="snippet.html">HTML to paste</a>` : null}.</p>
    </footer>
  </main>
  <script>${new Markup(script)}</script>
</body>
</html>`}\n`;
}

/** What link previews and oEmbed read. @param {import('./snippets.js').Page} page */
function previews({ title, description, base }) {
  const image = `${base}social.png`;
  const lines = [
    markup`<meta name="description" content="${description}">`,
    markup`<meta property="og:type" content="article">`,
    markup`<meta property="og:site_name" content="${kProvider}">`,
    markup`<meta property="og:title" content="${title}">`,
    markup`<meta property="og:description" content="${description}">`,
    markup`<meta property="og:image" content="${image}">`,
    markup`<meta property="og:image:type" content="image/png">`,
    markup`<meta property="og:image:width" content="${kSocial.width}">`,
    markup`<meta property="og:image:height" content="${kSocial.height}">`,
    markup`<meta property="og:image:alt" content="${description}">`,
    markup`<meta name="twitter:card" content="summary_large_image">`,
    markup`<meta name="twitter:title" content="${title}">`,
    markup`<meta name="twitter:description" content="${description}">`,
    markup`<meta name="twitter:image" content="${image}">`,
    markup`<meta name="twitter:image:alt" content="${description}">`,
    // Their addresses would be of no use to who reads them.
    ...(base
      ? [
          markup`<meta property="og:url" content="${base}">`,
          markup`<link rel="canonical" href="${base}">`,
          markup`<link rel="alternate" type="application/json+oembed" href="${base}oembed.json" title="${title}">`,
        ]
      : []),
  ];
  return new Markup(lines.map((line) => `  ${line}`).join('\n'));
}

/** @param {import('./snippets.js').Page} page */
function resultsSection({ results }) {
  if (!results) return null;
  const { verdicts, more, fingerprint } = results;
  return markup`    <section class="results">
      <h2>Result</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Result">${tableMarkup(results, { hasHash: true })}</div>${
        more > 0
          ? markup`
      <p class="soft">${more} more trials are in record.json.</p>`
          : null
      }${
        verdicts.length > 0
          ? markup`
      <ul>${verdicts.map(
        ({ run, text }) => markup`
        <li dir="auto"><b>${run}</b> ${text}.</li>`,
      )}
      </ul>`
          : null
      }
      <p class="soft">${resultsNote(results)}<code>${fingerprint}</code>.</p>
    </section>
`;
}

/** @param {import('./snippets.js').Page} page */
function tableSection({ table }) {
  return markup`    <details>
      <summary>The numbers as a table</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="The numbers as a table">${tableMarkup(table)}</div>${
        table.note
          ? markup`
      <p class="soft">${table.note}</p>`
          : null
      }
    </details>`;
}

/** @param {import('./snippets.js').Page} page */
function playgroundLink({ playground, hash }) {
  return playground && hash
    ? markup`
    <p class="soft open"><a href="${playground}${hash}">Open in the Activation Playground</a></p>`
    : null;
}
