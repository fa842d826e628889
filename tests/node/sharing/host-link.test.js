// The link of an embed in the address that its host made of it. Catches a host's addition that is taken for the link.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../../web/embed/host.js';

test('the link is read without what hosts add, and from the query where there is no fragment', () => {
  for (const [address, hash, secret] of [
    ['embed.html#v1:fn=relu', '#v1:fn=relu', ''],
    ['embed.html#v1:fn=relu#?secret=aB3_-9', '#v1:fn=relu', 'aB3_-9'],
    ['embed.html#?secret=x', '', 'x'],
    ['embed.html?v1:fn=relu&at=1', '#v1:fn=relu&at=1', ''],
    ['embed.html?v1:fn=relu#?secret=x', '#v1:fn=relu', 'x'],
    ['embed.html?v1:fn=relu#v1:fn=elu', '#v1:fn=elu', ''],
    ['embed.html?utm_source=a', '', ''],
    ['embed.html#v1:fn=relu#?secret=<b>', '#v1:fn=relu#?secret=%3Cb%3E', ''],
  ])
    assert.deepEqual(linkOf(new URL(address, 'https://example.org/')), { hash, secret }, address);
});
