// A tab of WebKitGTK by the W3C's WebDriver, over fetch. Knows no test.
import { kWindow } from './tab.js';
import { startWebKit } from './webkit-processes.js';

/** WebDriver's code points. @type {Record<import('./tab.js').Key, string>} */
const kKeys = { Tab: '\uE004', Enter: '\uE007', ArrowRight: '\uE014' };

/** How long one call may take: a training is one. */
const kMilliseconds = 1_800_000;

/** @returns {Promise<import('./tab.js').Tab>} */
export async function webkitTab() {
  const { address, end } = await startWebKit();

  /** @param {string} method @param {string} path @param {unknown} [body] @param {number} [most] milliseconds @returns {Promise<any>} */
  async function call(method, path, body, most = kMilliseconds + 10_000) {
    const response = await fetch(`${address}/session${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(most),
    });
    const { value } = /** @type {any} */ (await response.json());
    if (!response.ok) throw new Error(`WebKit, ${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  try {
    const { sessionId } = await call('POST', '', { capabilities: {} });
    const session = `/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: kMilliseconds, pageLoad: kMilliseconds });
    await call('POST', `${session}/window/rect`, { x: 0, y: 0, ...kWindow });
    return {
      async open(to) {
        // In between, so that another fragment is another document as well.
        await call('POST', `${session}/url`, { url: 'about:blank' });
        await call('POST', `${session}/url`, { url: to });
      },
      async evaluate(run, ...values) {
        const script = `const done = arguments[arguments.length - 1];
          Promise.resolve().then(() => (${run})(...${JSON.stringify(values)}))
            .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
        const { value, error } = await call('POST', `${session}/execute/async`, { script, args: [] });
        if (error) throw new Error(error);
        return value;
      },
      async press(key) {
        const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value: kKeys[key] }));
        await call('POST', `${session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
      },
      async screenshot() {
        // The driver waits for the window to paint, in vain where nothing changes: for two seconds something does.
        const script = `for (let i = 1; i < 40; ++i)
          setTimeout(() => document.documentElement.style.setProperty('outline', i + 'px solid transparent'), 50 * i);`;
        await call('POST', `${session}/execute/sync`, { script, args: [] });
        return Buffer.from(await call('GET', `${session}/screenshot`, undefined, 20_000), 'base64');
      },
      // Debian's driver gives no notice of any: it has no events, and a browser that it starts prints no console.
      problems: async () => [],
      async close() {
        // The browser goes with its session; what does not is ended.
        await call('DELETE', session).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
