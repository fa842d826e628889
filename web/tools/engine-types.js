// Puts a declaration beside each generated engine module, so that the type check sees its one function and not the glue;
// it also lets the check run before the engines have been built.
import { mkdirSync, writeFileSync } from 'node:fs';

const folder = new URL('../generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of ['curves', 'training'])
  writeFileSync(
    new URL(`${name}.d.ts`, folder),
    'export default function createEngineModule(options?: Record<string, unknown>): Promise<any>;\n',
  );
