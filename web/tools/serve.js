// Serves the built site on this machine by Vite's preview server, and prints its address.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { preview } from 'vite';

/** @param {string} message @param {number} code @returns {never} */
function end(message, code) {
  console.error(message);
  process.exit(code);
}

function readPort() {
  try {
    return parseArgs({ options: { port: { type: 'string', default: '8000' } } }).values.port;
  } catch (error) {
    return end(/** @type {Error} */ (error).message, 2);
  }
}

const text = readPort();
const port = Number(text);
if (!/^\d+$/.test(text) || port > 65535) end(`--port must be a whole number from 0 to 65535, not "${text}"`, 2);
try {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port, strictPort: true } });
  const address = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address());
  console.log(`Activation Playground: http://127.0.0.1:${address.port}/  (Ctrl-C ends it)`);
} catch (error) {
  end(`${/** @type {Error} */ (error).message}; choose another port with --port N`, 1);
}
