// What a figure in a frame says to the page around it, and how that page hears of it. Used on both sides.

/** The figure's code runs. */
export const kHere = 'activation-playground:here';
/** How high the figure is. */
export const kResize = 'activation-playground:resize';

/** How long a frame that has loaded may stay silent, in milliseconds: its code speaks before it has. */
const kSilent = 2000;

/**
 * Listens to a figure in a frame.
 * @param {HTMLIFrameElement} frame
 * @param {{ onHeight(height: number): void, onAbsent(): void, end: AbortSignal }} listeners onHeight: called with each height in
 *   pixels; onAbsent: called when another page has come in the figure's place, as a browser's own where a file is missing
 */
export function hearFrame(frame, { onHeight, onAbsent, end }) {
  let isHere = false;
  window.addEventListener(
    'message',
    ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      isHere ||= data?.type === kHere;
      const height = Math.ceil(data?.height);
      if (data?.type === kResize && height > 0 && height < 20_000) onHeight(height);
    },
    { signal: end },
  );
  frame.addEventListener('load', () => setTimeout(() => isHere || end.aborted || onAbsent(), kSilent), { signal: end });
}
