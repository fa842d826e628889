// The bytes of an ONNX model, a message of protocol buffers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto has the
// numbers of the fields. Only what a network of this project needs.
import { PbfWriter } from 'pbf';

/**
 * @typedef {number | number[] | { float: number }} Attribute whole numbers, or one that is not
 * @typedef {object} Node
 * @property {string} type of the operator
 * @property {string[]} inputs
 * @property {string} output
 * @property {string} name
 * @property {Record<string, Attribute>} attributes
 *
 * @typedef {{ name: string, shape: number[], values: Float32Array | BigInt64Array }} Initialiser
 * @typedef {{ name: string, shape: (number | string)[] }} Value a name stands for a size that is not fixed
 * @typedef {{ name: string, about: string, nodes: Node[], initialisers: Initialiser[], input: Value, output: Value, metadata: Record<string, string> }} Model
 */

/** Read by Debian's onnx 1.12, and by every runtime of the web. */
const kIrVersion = 8;
const kOpset = 17;
/** Of TensorProto and AttributeProto. */
const kTypes = { float: 1, int64: 7 };
const kAttributeTypes = { float: 1, int: 2, ints: 7 };

/** @param {[string, Attribute]} attribute @param {PbfWriter} writer */
function writeAttribute([name, value], writer) {
  writer.writeStringField(1, name);
  if (typeof value === 'number') writer.writeVarintField(3, value);
  else if (Array.isArray(value)) writer.writePackedVarint(8, value);
  else writer.writeFloatField(2, value.float);
  const type = typeof value === 'number' ? 'int' : Array.isArray(value) ? 'ints' : 'float';
  writer.writeVarintField(20, kAttributeTypes[type]);
}

/** @param {Node} node @param {PbfWriter} writer */
function writeNode({ type, inputs, output, name, attributes }, writer) {
  for (const input of inputs) writer.writeStringField(1, input);
  writer.writeStringField(2, output);
  writer.writeStringField(3, name);
  writer.writeStringField(4, type);
  for (const attribute of Object.entries(attributes)) writer.writeMessage(5, writeAttribute, attribute);
}

/** @param {Initialiser} tensor @param {PbfWriter} writer */
function writeTensor({ name, shape, values }, writer) {
  if (shape.length > 0) writer.writePackedVarint(1, shape);
  writer.writeVarintField(2, values instanceof Float32Array ? kTypes.float : kTypes.int64);
  writer.writeStringField(8, name);
  writer.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** @param {number | string} size @param {PbfWriter} writer */
function writeSize(size, writer) {
  if (typeof size === 'number') writer.writeVarintField(1, size);
  else writer.writeStringField(2, size);
}

/** @param {(number | string)[]} shape @param {PbfWriter} writer */
function writeShape(shape, writer) {
  for (const size of shape) writer.writeMessage(1, writeSize, size);
}

/** @param {(number | string)[]} shape @param {PbfWriter} writer */
function writeTensorType(shape, writer) {
  writer.writeVarintField(1, kTypes.float);
  writer.writeMessage(2, writeShape, shape);
}

/** @param {(number | string)[]} shape @param {PbfWriter} writer */
const writeType = (shape, writer) => writer.writeMessage(1, writeTensorType, shape);

/** @param {Value} value @param {PbfWriter} writer */
function writeValue({ name, shape }, writer) {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, shape);
}

/** @param {Model} model @param {PbfWriter} writer */
function writeGraph({ name, about, nodes, initialisers, input, output }, writer) {
  for (const node of nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, name);
  for (const tensor of initialisers) writer.writeMessage(5, writeTensor, tensor);
  writer.writeStringField(10, about);
  writer.writeMessage(11, writeValue, input);
  writer.writeMessage(12, writeValue, output);
}

/** @param {number} version @param {PbfWriter} writer */
function writeOpset(version, writer) {
  writer.writeStringField(1, '');
  writer.writeVarintField(2, version);
}

/** @param {[string, string]} entry @param {PbfWriter} writer */
function writeEntry([key, value], writer) {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

/** @param {Model} model @returns {Uint8Array} of a ModelProto */
export function modelBytes(model) {
  const writer = new PbfWriter();
  writer.writeVarintField(1, kIrVersion);
  writer.writeStringField(2, 'Activation Playground');
  writer.writeMessage(7, writeGraph, model);
  writer.writeMessage(8, writeOpset, kOpset);
  for (const entry of Object.entries(model.metadata)) writer.writeMessage(14, writeEntry, entry);
  return writer.finish();
}
