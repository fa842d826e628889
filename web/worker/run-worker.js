// The browser worker's entry.
import { expose } from 'comlink';
import { RunHost } from './host.js';

expose(new RunHost());
