// ./build.sh serve: serves the built site as it is, refuses what is not a port, and reports a port that is taken.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fromRoot, runProgram } from '../support.js';

const program = fromRoot('web/tools/serve.js');

test('the site is served with its types, and a file that is missing is not found', async () => {
  const server = spawn(process.execPath, [program, '--port', '0']);
  try {
    const [line] = await once(server.stdout, 'data');
    const address = /http:\/\/\S+/.exec(String(line))?.[0] ?? assert.fail(String(line));
    const answer = async (/** @type {string} */ path) => {
      const { status, headers } = await fetch(new URL(path, address));
      return `${status} ${headers.get('content-type')}`;
    };
    assert.match(await answer(''), /^200 text\/html/);
    assert.match(await answer('embed.html#v1:fn=relu'), /^200 text\/html/);
    assert.match(await answer('missing.js'), /^404/);
    const { port } = new URL(address);
    const taken = await runProgram(process.execPath, [program, '--port', port]);
    assert.deepEqual(
      [taken.code, taken.stderr],
      [1, `Port ${port} is already in use; choose another port with --port N\n`],
    );
  } finally {
    server.kill();
  }
});

test('what is no port is refused in a sentence', async () => {
  for (const wrong of ['abc', '70000', '-1', '1.5', '']) {
    const { code, stderr } = await runProgram(process.execPath, [program, `--port=${wrong}`]);
    assert.deepEqual([code, stderr], [2, `--port must be a whole number from 0 to 65535, not "${wrong}"\n`]);
  }
  const unknown = await runProgram(process.execPath, [program, '--ports', '1']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /^Unknown option '--ports'/);
});
