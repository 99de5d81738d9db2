import { stripVTControlCharacters } from 'node:util';
import type stringWidth from 'string-width';
import { takesOneCellEach } from '../notation/cell-width.ts';

/** The bundle knows packages that it loads only when they are asked for by this name. */
declare function require(name: 'string-width'): { readonly default: typeof stringWidth };

/**
 * The cells that a text takes, as string-width counts them, which the bundle gets this in place of: that package, and
 * with it Ink, takes long to load for the sake of emoji, so only text that needs it loads it.
 */
const width: typeof stringWidth = (text, options) => {
  const visible = stripVTControlCharacters(text);
  return options === undefined && takesOneCellEach(visible)
    ? visible.length
    : require('string-width').default(text, options);
};

export default width;
