// The engine's JSON Schema of an experiment, read as the controls of a form: which kind each field is, which types a
// choice has, and what an object of a type starts with. Knows the keywords of the schema and no field by its name.

/** @typedef {Record<string, unknown>} JsonObject */

/**
 * @typedef {object} Schema the keywords that are read
 * @property {string} [$ref]
 * @property {Record<string, Schema>} [$defs]
 * @property {string | string[]} [type]
 * @property {unknown} [const]
 * @property {unknown[]} [enum]
 * @property {Schema[]} [oneOf]
 * @property {Schema[]} [anyOf]
 * @property {Schema[]} [allOf]
 * @property {Schema} [if]
 * @property {Schema} [then]
 * @property {Schema} [else]
 * @property {Record<string, Schema | boolean>} [properties]
 * @property {string[]} [required]
 * @property {number} [maxProperties]
 * @property {Schema} [items]
 * @property {Schema | boolean} [additionalProperties]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {string} [title]
 * @property {string} [description]
 * @property {unknown} [default]
 * @property {unknown[]} [examples] of what may be left out where it follows from the data
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [exclusiveMinimum]
 * @property {number} [exclusiveMaximum]
 */

/** @typedef {{ key: string, required: boolean, schema: Schema }} Field */

/**
 * @typedef {object} NamedType one type of a union
 * @property {string} name the constant at the union's tag
 * @property {string} title
 * @property {string} help
 * @property {Field[]} fields
 * @property {Schema | null} inline a union whose tag and fields stand in the same object
 * @property {Schema[]} conditions
 */

/**
 * @typedef {object} Control
 * @property {'number' | 'boolean' | 'choice' | 'choices' | 'text' | 'json' | 'object' | 'map' | 'union' | 'list'} kind choices:
 *   several of them; map: values by path
 * @property {string} title
 * @property {string} help
 * @property {unknown} default
 * @property {boolean} nullable
 * @property {Schema} schema what its keywords were read from
 * @property {Field[]} fields of an object
 * @property {string} tag the key that names a union's type
 * @property {NamedType[]} types of a union
 * @property {ReadonlySet<unknown>} shorthand names that may stand for a union's object
 */

/** @param {unknown} value @returns {value is JsonObject} */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} a @param {unknown} b */
export const sameJson = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** A key as words, where the schema has no title for it: "perChannel" is "Per channel". @param {string} key */
export const inWords = (key) =>
  key.charAt(0).toUpperCase() + key.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** @param {string} text */
const asSentence = (text) =>
  text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}` : '';

/** @param {Schema} schema */
const tagOf = ({ properties = {} }) =>
  Object.keys(properties).find((key) => Object.hasOwn(Object(properties[key]), 'const')) ?? '';

/** @param {Schema} schema @param {string} one of JSON's types */
const allows = ({ type }, one) => (Array.isArray(type) ? type.includes(one) : type === one);

/** Of kinds of numbers, such as counts and shares, one that holds them all. @param {Schema[]} options @returns {Schema} */
function widest(options) {
  if (options.length === 1) return options[0];
  const low = (/** @type {Schema} */ { minimum, exclusiveMinimum }) => minimum ?? exclusiveMinimum ?? -Infinity;
  const { minimum, exclusiveMinimum } = options.reduce((least, one) => (low(one) < low(least) ? one : least));
  const maximum = Math.max(...options.map((one) => one.maximum ?? Infinity));
  return { type: 'number', minimum, exclusiveMinimum, maximum };
}

/** The limits of a number in words, or "". @param {Schema} schema */
export function limitsInWords({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  if (low === undefined || high === undefined) return '';
  const text = (/** @type {number} */ value) =>
    value.toLocaleString('en', { maximumSignificantDigits: 17 }).replace('-', '\u2212');
  return minimum === undefined ? `Above ${text(low)}, at most ${text(high)}.` : `${text(low)} to ${text(high)}.`;
}

export class SettingsSchema {
  #root;
  /** @type {WeakMap<Schema, Control>} */
  #known = new WeakMap();

  /** @param {Schema} root */
  constructor(root) {
    this.#root = root;
  }

  /** The parts of an experiment that are defined types of their own: data, network, training. @returns {Field[]} */
  get sections() {
    return this.#fields(this.#root).filter(({ schema }) => schema.$ref !== undefined);
  }

  /** What an experiment has beside its parts: its name, seeds, runs and grid. @returns {Field[]} */
  get own() {
    return this.#fields(this.#root).filter(({ key, schema }) => schema.$ref === undefined && key !== '$schema');
  }

  /** The union at a key of a section, or null. @param {string} section @param {string} key @returns {Control | null} */
  unionAt(section, key) {
    const part = this.sections.find((field) => field.key === section);
    const field = part && this.control(part.schema).fields.find((one) => one.key === key);
    const control = field && this.control(field.schema);
    return control?.kind === 'union' ? control : null;
  }

  /** @param {Schema} schema @returns {Control} */
  control(schema) {
    const known = this.#known.get(schema);
    if (known) return known;
    const control = this.#read(schema);
    this.#known.set(schema, control);
    return control;
  }

  /** @param {NamedType} type @param {JsonObject} value the object so far @returns {Field[]} those that it may have */
  fieldsOf(type, value) {
    const parts = this.#holding(type, value);
    const required = new Set(parts.flatMap((part) => part.required ?? []));
    const absent = (/** @type {string} */ key) => parts.some((part) => part.properties?.[key] === false);
    return type.fields
      .filter(({ key }) => Object.hasOwn(value, key) || !absent(key))
      .map((field) => (required.has(field.key) ? { ...field, required: true } : field));
  }

  /**
   * An object of a type with what it must have, and what else only the data would say: a value that a similar object has, or the default, or the nearest to 0.
   * @param {Control} union @param {NamedType} type @param {unknown[]} like @returns {JsonObject}
   */
  start(union, type, like) {
    /** @type {JsonObject} */
    const value = { [union.tag]: type.name };
    const similar = like.filter(isObject);
    for (const { key, required, schema } of this.fieldsOf(type, value))
      if (required || this.#resolved(schema).examples)
        value[key] = similar.find((one) => Object.hasOwn(one, key))?.[key] ?? this.startOf(schema);
    return value;
  }

  /** A first value: the default, or the nearest to nothing that is allowed. @param {Schema} schema @returns {unknown} */
  startOf(schema) {
    const control = this.control(schema);
    const { minimum, exclusiveMinimum, maximum = Number.POSITIVE_INFINITY } = control.schema;
    if (control.default !== undefined) return control.default;
    switch (control.kind) {
      case 'number':
        return Math.min(maximum, exclusiveMinimum === undefined ? Math.max(minimum ?? 0, 0) : exclusiveMinimum + 1);
      case 'choice':
        return control.schema.enum?.[0];
      case 'boolean':
        return false;
      case 'list':
        return [this.startOf(control.schema.items ?? {})];
      case 'map':
        return {};
      case 'choices':
        return control.schema.items?.enum?.slice(0, 1) ?? [];
      case 'union': {
        const plain = control.types.find(({ fields }) => !fields.some(({ required }) => required));
        return this.start(control, plain ?? control.types[0], []);
      }
      case 'object':
        return Object.fromEntries(
          control.fields.filter(({ required }) => required).map((field) => [field.key, this.startOf(field.schema)]),
        );
      default:
        return '';
    }
  }

  /** The consequences of the conditions that hold for an object. @param {NamedType} type @param {JsonObject} value */
  #holding({ conditions, fields }, value) {
    const current = (/** @type {string} */ key) =>
      value[key] ?? this.control(fields.find((field) => field.key === key)?.schema ?? {}).default;
    return conditions.flatMap((condition) => {
      const wanted = Object.entries(condition.if?.properties ?? {});
      const holds = wanted.every(([key, one]) => typeof one === 'object' && sameJson(one.const, current(key)));
      return (holds ? condition.then : condition.else) ?? [];
    });
  }

  /** @param {Schema} schema @returns {Schema} with what it refers to; its own title and help come first */
  #resolved(schema) {
    let whole = schema;
    while (whole.$ref !== undefined) {
      const { $ref, ...own } = whole;
      const target = this.#root.$defs?.[$ref.slice($ref.lastIndexOf('/') + 1)];
      whole = { ...target, ...own };
    }
    return whole;
  }

  /** @param {Schema} schema @returns {Schema[]} those of which one holds */
  #alternatives(schema) {
    const whole = this.#resolved(schema);
    const inner = whole.oneOf ?? whole.anyOf;
    return inner ? inner.flatMap((one) => this.#alternatives(one)) : [whole];
  }

  /** @param {Schema} schema @returns {Field[]} */
  #fields({ properties = {}, required = [] }) {
    return Object.entries(properties).flatMap(([key, schema]) =>
      typeof schema === 'boolean' || Object.hasOwn(schema, 'const')
        ? []
        : [{ key, required: required.includes(key), schema }],
    );
  }

  /** @param {Schema} schema @param {string} tag @returns {NamedType} */
  #namedType(schema, tag) {
    const constant = schema.properties?.[tag];
    const name = typeof constant === 'object' ? String(constant.const) : '';
    return {
      name,
      title: schema.title ?? name,
      help: asSentence(schema.description ?? ''),
      fields: this.#fields(schema),
      inline: schema.if?.required && schema.then ? schema.then : null,
      conditions: schema.allOf ?? [],
    };
  }

  /** @param {Schema} given @returns {Control} */
  #read(given) {
    const whole = this.#resolved(given);
    const options = this.#alternatives(whole);
    /** @type {Control} */
    const control = {
      kind: 'json',
      title: whole.title ?? '',
      help: asSentence(whole.description ?? ''),
      default: whole.default,
      nullable: options.some((one) => allows(one, 'null')),
      schema: whole,
      fields: [],
      tag: '',
      types: [],
      shorthand: new Set(),
    };
    const types = options.filter((one) => tagOf(one) !== '');
    if (types.length > 0) {
      const tag = tagOf(types[0]);
      const shorthand = new Set(options.flatMap((one) => one.enum ?? []));
      return { ...control, kind: 'union', tag, types: types.map((one) => this.#namedType(one, tag)), shorthand };
    }
    const others = options.filter((one) => one.type !== 'null' && one.maxProperties !== 0);
    const areNumbers = others.length > 1 && others.every((one) => allows(one, 'number') || allows(one, 'integer'));
    if (others.length !== 1 && !areNumbers) return control;
    const schema = widest(others);
    const of = { ...control, schema: { ...whole, ...schema } };
    if (schema.enum) return { ...of, kind: 'choice' };
    if (schema.properties) return { ...of, kind: 'object', fields: this.#fields(schema) };
    if (schema.items && ['union', 'object'].includes(this.control(schema.items).kind)) return { ...of, kind: 'list' };
    if (schema.items?.enum) return { ...of, kind: 'choices' };
    if (schema.additionalProperties !== undefined || schema.type === 'object') return { ...of, kind: 'map' };
    if (allows(schema, 'number') || allows(schema, 'integer')) return { ...of, kind: 'number' };
    if (allows(schema, 'boolean')) return { ...of, kind: 'boolean' };
    return allows(schema, 'string') ? { ...of, kind: 'text' } : of;
  }
}
