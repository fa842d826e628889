// A file of records that a command was given, read whole; what is wrong with it is said as a mistake of the input.
import { readFileSync, statSync } from 'node:fs';
import { DataError } from '../data/data-error.js';
import { RecordsError, readRecords } from '../records/read-records.js';
import { InputError } from './files/input-error.js';

/**
 * @param {string} path
 * @param {{ name?: string, missing?: string, advice?: string }} [words] name: of the file, in messages and labels; missing: what
 *   is said where there is no file; advice: what follows the reason where it is no file of records
 * @returns {Promise<import('../records/read-records.js').RecordSet>} @throws {InputError} where nothing of it can be read
 */
export async function recordsAt(path, { name = path, missing = `there is no file "${path}"`, advice = '' } = {}) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw new InputError(`"${path}" is a folder; name a file of records in it`);
  if (!stat?.isFile()) throw new InputError(missing);
  try {
    return await readRecords(readFileSync(path), name);
  } catch (error) {
    if (error instanceof RecordsError || error instanceof DataError) throw new InputError(`${error.message}${advice}`);
    throw error;
  }
}
