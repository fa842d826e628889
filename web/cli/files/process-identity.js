// Which process a lock names, and whether it still lives. A number alone does not say: numbers are given again, after a
// restart of the machine or of a container at once. Where /proc exists the start time, the machine's boot and the
// container's own numbering are compared as well.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * @typedef {object} Identity
 * @property {string} host
 * @property {number} pid
 * @property {string} [start] when the process began, in the kernel's own ticks
 * @property {string} [space] boot and process numbering that `pid` belongs to
 */

/** @type {Identity | undefined} */
let mine;

/** @returns {Identity} of this process */
export function ownIdentity() {
  mine ??= { host: hostname(), pid: process.pid, start: startOf(process.pid)?.start, space: numbering() };
  return mine;
}

/**
 * @param {Identity} other
 * @returns {boolean | undefined} whether it lives; undefined: it cannot be seen from here, being on another machine or in
 *   another container
 */
export function isAlive(other) {
  const own = ownIdentity();
  if (other.host !== own.host || (other.space ?? own.space) !== own.space) return undefined;
  if (other.pid === own.pid && other.start === undefined) return false; // a former process of the same number
  const found = startOf(other.pid);
  if (found) return found.state !== 'Z' && (other.start === undefined || other.start === found.start);
  if (own.start !== undefined) return false;
  try {
    process.kill(other.pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {number} pid @returns {{state: string, start: string} | undefined} undefined: no such process, or no /proc */
function startOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before it may hold spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], start: fields[19] };
  } catch {
    return undefined;
  }
}

function numbering() {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}
