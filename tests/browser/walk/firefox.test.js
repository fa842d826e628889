// The walk in Firefox: Gecko and SpiderMonkey.
import { findFirefox, firefoxTab } from './playwright-tab.js';
import { missing } from './tab.js';
import { walkIn } from './walk.js';

const program = findFirefox();
walkIn('Firefox', () => firefoxTab(String(program)), missing(program !== undefined, 'firefox-esr'));
