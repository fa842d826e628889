/** A mistake of whoever typed the command: its message is all they need. */
export class InputError extends Error {}
