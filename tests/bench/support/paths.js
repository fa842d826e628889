import { fileURLToPath } from 'node:url';

/** @param {string} path from the project's root */
export const fromRoot = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
