// The processes behind a tab of WebKitGTK: a display without a screen, the driver, and the browser that the driver starts.
// They end with this process, however that ends. Knows nothing of what is done in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long a process may take until it can be used. */
const kMilliseconds = 60_000;

const isThere = (/** @type {string} */ program) => !spawnSync(program, ['--help']).error;

/** Whether the driver is there, whose package brings the browser, and a screen for it. */
export const hasWebKit = () => isThere('WebKitWebDriver') && isThere('Xvfb');

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a program that ends with this process, and a group of its own, which can be ended whole.
 * @param {string} program @param {string[]} values @param {NodeJS.ProcessEnv} env
 */
function begin(program, values, env) {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...values], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      said += data;
    });
  /** @type {Promise<never>} */
  const ended = new Promise((_, reject) => {
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`${program} has ended with ${code}: ${said.trim()}`)));
    setTimeout(
      () => reject(new Error(`${program} is not ready after ${kMilliseconds / 1000} s: ${said.trim()}`)),
      kMilliseconds,
    ).unref();
  });
  ended.catch(() => {}); // who waits for the program hears of it
  const end = () => {
    try {
      process.kill(-Number(child.pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  return { child, ended, end };
}

/** @param {string} address @returns {Promise<void>} resolves once something answers there */
async function answering(address) {
  for (;;) {
    try {
      await fetch(address);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** @returns {Promise<{ address: string, end: () => void }>} the driver's address */
export async function startWebKit() {
  const folder = mkdtempSync(join(tmpdir(), 'webkit-'));
  /** @type {(() => void)[]} */
  const ends = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
  const end = () => {
    for (const one of ends.splice(0).reverse()) one();
  };
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  try {
    const screen = begin('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], process.env);
    ends.push(screen.end);
    const display = await Promise.race([
      screen.ended,
      new Promise((resolve) => screen.child.stdio[3]?.once('data', (data) => resolve(`:${String(data).trim()}`))),
    ]);
    const port = await freePort();
    const driver = begin('WebKitWebDriver', [`--port=${port}`], {
      ...process.env,
      DISPLAY: display,
      HOME: folder,
      XDG_CACHE_HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      // Root has no sandbox of the kernel, and containers have none.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    });
    ends.push(driver.end);
    const address = `http://127.0.0.1:${port}`;
    await Promise.race([driver.ended, answering(`${address}/status`)]);
    return { address, end };
  } catch (error) {
    end();
    throw error;
  }
}
