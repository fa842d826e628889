// Puts a declaration beside the generated engine module, so that the type check sees its one function
// and not the 60 KB of glue; it also lets the check run before the engine has been built.
import { mkdirSync, writeFileSync } from 'node:fs';

const folder = new URL('../generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL('engine.d.ts', folder),
  'export default function createEngineModule(options?: Record<string, unknown>): Promise<any>;\n',
);
