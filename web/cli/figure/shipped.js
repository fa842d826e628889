// The files that the command line needs for a page and its pictures, which the build puts beside it.
import { existsSync, readFileSync } from 'node:fs';

/**
 * @param {string} path below dist/ @returns {Buffer}
 * @throws {Error} where the build is not complete
 */
export function shippedFile(path) {
  // In dist/ beside cli.js; from the source tree in the dist/ that was built of it.
  const places = [`./${path}`, `../../../dist/${path}`].map((place) => new URL(place, import.meta.url));
  const found = places.find((url) => existsSync(url));
  if (!found) throw new Error(`"${path}" is missing beside cli.js; run ./build.sh, or copy the whole of dist/`);
  return readFileSync(found);
}

/** @param {string} path @returns {string} */
export const shippedText = (path) => shippedFile(path).toString('utf8');
