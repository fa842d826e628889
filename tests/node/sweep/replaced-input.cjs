// Loaded before a program (NODE_OPTIONS=--require): once it has read its input and waits for the engine, the file at
// REPLACED_PATH becomes the one at REPLACED_BY, or is cut to REPLACED_SIZE bytes.
const fs = require('node:fs');

const compile = WebAssembly.compile;
const { REPLACED_PATH: path, REPLACED_BY: by, REPLACED_SIZE: size } = process.env;
WebAssembly.compile = (...args) => {
  if (path && by) fs.renameSync(by, path);
  else if (path && size) fs.truncateSync(path, Number(size));
  return compile.apply(WebAssembly, args);
};
