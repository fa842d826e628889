// The walk in Chromium, which every other test of the page uses as well.
import { chromiumTab } from './playwright-tab.js';
import { walkIn } from './walk.js';

walkIn('Chromium', chromiumTab);
