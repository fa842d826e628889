// Files of records, which are taken wherever on the page they are dropped.

/** @param {string} name of a file that no other part of the page reads */
const isRecords = (name) => /\.jsonl(\.gz)?$/i.test(name) || /^record[^.]*\.json$/i.test(name);

/** @param {Document} page @param {(files: File[]) => void} open called with those that were dropped together */
export function takeDropped(page, open) {
  page.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); // else the browser leaves the page
  });
  // Before the view below, which knows them not.
  page.addEventListener(
    'drop',
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])].filter(({ name }) => isRecords(name));
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      open(files);
    },
    { capture: true },
  );
  page.addEventListener('drop', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
}
