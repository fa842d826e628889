// The answer to oEmbed (oembed.com, version 1.0), by which hosts show a figure of an address alone.

/** What link previews call the site. */
export const kProvider = 'Activation Playground';

/**
 * @param {object} figure
 * @param {string} figure.title @param {string} figure.html @param {number} figure.width @param {number} figure.height in pixels
 * @param {string} [figure.provider] the address of a playground, or ""
 * @param {{ url: string, width: number, height: number }} [figure.thumbnail]
 * @returns {string} JSON
 */
export const oEmbedText = ({ title, html, width, height, provider, thumbnail }) =>
  JSON.stringify(
    {
      type: 'rich',
      version: '1.0',
      title,
      provider_name: kProvider,
      ...(provider ? { provider_url: provider } : {}),
      html,
      width,
      height,
      ...(thumbnail && {
        thumbnail_url: thumbnail.url,
        thumbnail_width: thumbnail.width,
        thumbnail_height: thumbnail.height,
      }),
    },
    null,
    2,
  );
