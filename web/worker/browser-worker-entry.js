// The entry of the worker that trains.
import { serveHere } from '../threads/entry.js';
import { TrainingHost } from './host.js';

serveHere(TrainingHost);
