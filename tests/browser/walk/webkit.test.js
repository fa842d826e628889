// The walk in WebKitGTK: WebKit and JavaScriptCore, as in Safari, without Apple's limits and fonts.
import { missing } from './tab.js';
import { walkIn } from './walk.js';
import { hasWebKit } from './webkit-processes.js';
import { webkitTab } from './webkit-tab.js';

walkIn('WebKitGTK', webkitTab, missing(hasWebKit(), 'webkit2gtk-driver with xvfb'));
