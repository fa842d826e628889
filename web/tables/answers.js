// How a worker that reads files answers: with what was asked for, or with what is wrong with the file, which is no fault of the
// program.
import { DataError } from '../data/data-error.js';
import { StrangerError } from '../data/fingerprint.js';

/** @template T @typedef {{ value: T } | { problems: string[], isStranger: boolean }} Answer what was asked for, or what is wrong with the file */

/**
 * @template T
 * @param {string} name of the file @param {() => Promise<T>} find @returns {Promise<Answer<T>>}
 */
export async function answered(name, find) {
  try {
    return { value: await find() };
  } catch (error) {
    if (error instanceof DataError) return { problems: error.problems, isStranger: error instanceof StrangerError };
    // An array that cannot be had is no fault of the program.
    if (error instanceof RangeError)
      return {
        isStranger: false,
        problems: [`${name}: needs more memory than there is here (${error.message}): leave some of it out`],
      };
    throw error;
  }
}
