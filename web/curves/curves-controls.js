// What changes which functions are drawn, and between which numbers. A figure without controls does without these files.
import './axis-controls.js';
import './function-picker.js';
