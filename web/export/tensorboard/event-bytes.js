// Files of events as TensorBoard reads them: messages of protocol buffers (tensorflow/core/util/event.proto and
// framework/summary.proto have the fields), each framed as a TFRecord by its length and two checksums.
import { PbfWriter } from 'pbf';

/**
 * @typedef {object} Histogram
 * @property {number} min @property {number} max @property {number} num @property {number} sum @property {number} sumSquares
 * @property {number[]} limits upper ends of the buckets @property {number[]} counts
 *
 * @typedef {{ tag: string, scalar: number } | { tag: string, histogram: Histogram }} Value
 * @typedef {{ step: number, values: Value[] }} Event
 */

/** Castagnoli's polynomial, reflected. */
const kPolynomial = 0x82f63b78;
const kTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ kPolynomial : value >>> 1;
  return value >>> 0;
});

/** CRC-32C. @param {Uint8Array} bytes @returns {number} from 0 to 2^32 - 1 */
export function crc32c(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = kTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The checksum as TFRecords hold it. @param {Uint8Array} bytes */
function masked(bytes) {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** @param {Uint8Array} data @returns {Uint8Array} a TFRecord */
function framed(data) {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, masked(data), true);
  return bytes;
}

/** @param {Histogram} histogram @param {PbfWriter} writer */
function writeHistogram({ min, max, num, sum, sumSquares, limits, counts }, writer) {
  for (const [i, value] of [min, max, num, sum, sumSquares].entries()) writer.writeDoubleField(i + 1, value);
  writer.writePackedDouble(6, limits);
  writer.writePackedDouble(7, counts);
}

/** @param {Value} value @param {PbfWriter} writer */
function writeValue(value, writer) {
  writer.writeStringField(1, value.tag);
  if ('scalar' in value) writer.writeFloatField(2, value.scalar);
  else writer.writeMessage(5, writeHistogram, value.histogram);
}

/** @param {Value[]} values @param {PbfWriter} writer */
function writeSummary(values, writer) {
  for (const value of values) writer.writeMessage(1, writeValue, value);
}

/** @param {Event} event @returns {Uint8Array} The time of an event is its step: records hold no dates. */
function eventBytes({ step, values }) {
  const writer = new PbfWriter();
  writer.writeDoubleField(1, step);
  writer.writeVarintField(2, step);
  writer.writeMessage(5, writeSummary, values);
  return writer.finish();
}

/** @param {Event[]} events @returns {Uint8Array} a file of them */
export function eventFile(events) {
  const head = new PbfWriter();
  head.writeDoubleField(1, 0);
  head.writeStringField(3, 'brain.Event:2');
  const records = [head.finish(), ...events.map(eventBytes)].map(framed);
  const bytes = new Uint8Array(records.reduce((length, record) => length + record.length, 0));
  let at = 0;
  for (const record of records) {
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}
