// Loaded before a program (NODE_OPTIONS=--require): makes its file system fail. FAULT_KILL=n kills the process at its
// n-th call; FAULT_FULL=bytes writes that much to the disk, the last write cut short as a full disk does.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { isMainThread } = require('node:worker_threads');

const kCalls = ['openSync', 'writeSync', 'closeSync', 'fsyncSync', 'renameSync', 'rmSync', 'fchmodSync', 'fchownSync'];
const kMore = ['linkSync', 'writeFileSync', 'ftruncateSync', 'mkdirSync', 'readFileSync', 'utimesSync'];

if (isMainThread && process.env.FAULT_KILL) {
  let left = Number(process.env.FAULT_KILL);
  const folder = process.env.FAULT_FOLDER;
  /** @type {Set<number>} files of the folder in question */
  const files = new Set();
  for (const name of [...kCalls, ...kMore]) {
    const original = fs[name];
    fs[name] = (...args) => {
      const ours = typeof args[0] === 'number' ? files.has(args[0]) : String(args[0]).startsWith(folder);
      if (ours) {
        left -= 1;
        if (left === 0) process.kill(process.pid, 'SIGKILL');
      }
      const result = original(...args);
      if (ours && name === 'openSync') files.add(result);
      if (ours && name === 'closeSync') files.delete(args[0]);
      return result;
    };
  }
  syncBuiltinESMExports();
}

if (isMainThread && process.env.FAULT_FULL) {
  let room = Number(process.env.FAULT_FULL);
  const original = fs.writeSync;
  fs.writeSync = (file, bytes, offset = 0, length = bytes.length - offset) => {
    if (!fs.fstatSync(file).isFile()) return original(file, bytes, offset, length);
    if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const count = original(file, bytes, offset, Math.min(length, room));
    room -= count;
    return count;
  };
  syncBuiltinESMExports();
}
