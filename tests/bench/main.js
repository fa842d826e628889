// Side-by-side measurements, printed as ratios of one run. A peer that is missing is said, not hidden.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { measureEpochs } from './epochs.js';
import { fromRoot } from './paths.js';

const kBenches = /** @type {Record<string, () => Promise<void>>} */ ({
  sizes: async () => {
    const size = (/** @type {string} */ file) => gzipSync(readFileSync(fromRoot(file)), { level: 9 }).length / 1024;
    const wasm = size('web/generated/engine.wasm');
    const glue = size('web/generated/engine.js');
    console.log(
      `engine, gzipped: ${wasm.toFixed(1)} KB wasm + ${glue.toFixed(1)} KB glue = ${(wasm + glue).toFixed(1)} KB (limit 150)`,
    );
  },
  epochs: measureEpochs,
});

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!kBenches[name]) {
    console.error(`unknown bench "${name}"; there are ${Object.keys(kBenches).join(', ')}`);
    process.exit(2);
  }
}
if (!existsSync(fromRoot('web/generated/engine.wasm'))) {
  console.error('the engine is not built; run ./build.sh bench');
  process.exit(1);
}
for (const [name, bench] of Object.entries(kBenches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`== ${name}`);
  await bench();
}
