// The entry of the worker that reads tables.
import { serveHere } from '../threads/entry.js';
import { TableHost } from './table-host.js';

serveHere(TableHost);
