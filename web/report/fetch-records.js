// Fetches a file of records by its address.

/** Milliseconds without an answer after which it is given up. */
const kLongestWait = 30_000;
/** Bytes of a file that a figure loads. */
const kMostBytes = 256 * 2 ** 20;

/**
 * @param {string} address from the page's own @param {boolean} isOpener whether files of the disk are opened here
 * @returns {Promise<{ blob: Blob, name: string }>} @throws {Error} in words
 */
export async function fetchRecords(address, isOpener) {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  if (!url || !/^(https?|blob):$/.test(url.protocol))
    throw new Error(`\u201c${address}\u201d is no address of a file of records on a web server.`);
  const name = decodeURIComponent(url.pathname.split('/').pop() || url.host);
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(kLongestWait), credentials: 'same-origin' });
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    if (Number(response.headers.get('content-length')) > kMostBytes)
      throw new Error(`it is larger than ${kMostBytes / 2 ** 20} MiB, the limit`);
    return { blob: await response.blob(), name };
  } catch (error) {
    const why = /** @type {Error} */ (error);
    const reason =
      why.name === 'TimeoutError'
        ? `no answer within ${kLongestWait / 1000} seconds`
        : why instanceof TypeError
          ? 'it does not arrive, or its server lets no other site read it'
          : why.message;
    const isElsewhere = url.origin !== location.origin;
    const instead =
      isElsewhere && isOpener
        ? ' Download the file, and open it here from the disk.'
        : isElsewhere && why instanceof TypeError
          ? ' Put the file beside this page, or have its server send Access-Control-Allow-Origin with it.'
          : '';
    throw new Error(`${name} from ${url.host} cannot be read: ${reason}.${instead}`);
  }
}
