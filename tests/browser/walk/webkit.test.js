// The walk in WebKitGTK: WebKit and JavaScriptCore, as in Safari, without Apple's limits and fonts.
import { missing } from './tab.js';
import { walkIn } from './walk.js';
import { findWebKit } from './webkit-processes.js';
import { webkitTab } from './webkit-tab.js';

const program = findWebKit();
walkIn('WebKitGTK', () => webkitTab(String(program)), missing(program, 'webkit2gtk-driver with xvfb'));
