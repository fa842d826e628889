// What a page does where its module scripts may not load: from a disk, and in a frame without an origin on a site that lets no
// other origin read its files. An embed goes to the figure in one file; the page says what to do. It stands in both pages as
// an inline script, whose digest their policy names (policy.js).
addEventListener(
  'error',
  ({ target }) => {
    if (origin !== 'null' || /** @type {Partial<HTMLScriptElement>} */ (target).type !== 'module') return;
    // A browser may send the error before it has read the page to its end.
    addEventListener('load', () => {
      const advice = document.getElementById('unserved');
      if (!advice) {
        // As a figure that has come says it (embed/frame-messages.js): the page around waits for the larger file.
        parent.postMessage({ type: 'activation-playground:here' }, '*');
        return location.replace(`standalone.html${location.search}${location.hash}`);
      }
      document.body.replaceChildren(advice);
      advice.hidden = false;
    });
  },
  true,
);
