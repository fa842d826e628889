// The entry of the worker that reads images.
import { serveHere } from '../threads/entry.js';
import { ImagesHost } from './images-host.js';

serveHere(ImagesHost);
