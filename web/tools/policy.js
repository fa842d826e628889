// The Content-Security-Policy of the pages, which stands here alone: the build writes it into each, and the browser tests
// send it as a header.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** @param {string} text of an inline script or style @returns {string} the source that allows it */
const sourceOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The inline script of the page and the embed. */
const kGuard = transformSync(readFileSync(new URL('./standalone/guard.js', import.meta.url), 'utf8'), {
  minify: true,
  target: 'es2022',
}).code.trim();

export const kPolicy = [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${sourceOf(kGuard)}`,
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @param {string} script @param {string} style @returns {string} of the figure in one file, which asks for nothing */
export const standalonePolicy = (script, style) =>
  [
    "default-src 'none'",
    `script-src 'wasm-unsafe-eval' ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    'img-src data: blob:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** @returns {import('vite').Plugin} */
export const policyPlugin = () => ({
  name: 'policy',
  transformIndexHtml: (html) =>
    html.replace('%POLICY%', kPolicy).replace('<!-- %GUARD% -->', () => `<script>${kGuard}</script>`),
});
