// The page's Export menu, as its tests press it.
import { readFileSync } from 'node:fs';

/** Files of one network: the title of its button, the form of the command line, and how the file ends. */
export const kNetworks = [
  ['ONNX model', 'onnx', 'onnx'],
  ['safetensors', 'safetensors', 'safetensors'],
  ['npz', 'npz', 'npz'],
  ['JSON', 'json', 'json'],
];

/** Whether a button's name is its title alone; those with a note are named by both. @param {string} title */
const isWhole = (title) => kNetworks.some((network) => network[0] === title) && title !== 'ONNX model';

/** Presses a button of the menu, and waits for its file. @param {any} page @param {any} menu @param {string} title */
export async function saved(page, menu, title) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('button', { name: title, exact: isWhole(title) }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Presses a button of the menu, and waits for its refusal. @param {any} menu @param {string} title @param {RegExp} why */
export async function refused(menu, title, why) {
  await menu.getByRole('button', { name: title, exact: isWhole(title) }).click();
  await menu.locator('p[role=status].warn', { hasText: why }).waitFor();
}
