// A Lit directive for the value of a field: what is being typed stays when its element is drawn again, and is replaced when
// it has been taken (change) or left. Everything else is as with `live`.
import { noChange } from 'lit';
import { Directive, directive, PartType } from 'lit/directive.js';

class Typed extends Directive {
  /** Whether the reader has typed since the field was last taken or left. */
  #isTyped = false;
  /** @type {HTMLInputElement | null} */
  #field = null;

  /** @param {import('lit/directive.js').PartInfo} info */
  constructor(info) {
    super(info);
    if (info.type !== PartType.PROPERTY) throw new Error('typed is for the property .value');
  }

  /** @param {string} value */
  render(value) {
    return value;
  }

  /** @param {import('lit/directive.js').PropertyPart} part @param {[string]} values @override */
  update({ element }, [value]) {
    const field = /** @type {HTMLInputElement} */ (element);
    if (this.#field !== field) {
      this.#field = field;
      field.addEventListener('input', () => {
        this.#isTyped = true;
      });
      // Before the listeners that draw again.
      for (const end of ['change', 'blur'])
        field.addEventListener(
          end,
          () => {
            this.#isTyped = false;
          },
          { capture: true },
        );
    }
    if (!this.#isTyped && field.value !== value) field.value = value;
    return noChange;
  }
}

export const typed = directive(Typed);
