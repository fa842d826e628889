// The Content-Security-Policy of the pages, which stands here alone: the build writes it into both, and the browser tests
// send it as a header.

export const kPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @returns {import('vite').Plugin} */
export const policyPlugin = () => ({
  name: 'policy',
  transformIndexHtml: (html) => html.replace('%POLICY%', kPolicy),
});
