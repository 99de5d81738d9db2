import { stripVTControlCharacters } from 'node:util';
import type stringWidth from 'string-width';
import { takesOneCellEach } from '../notation/cell-width.ts';

/** `require` loads a package only when it is called. The bundle defines it. */
declare function require(name: 'string-width'): { readonly default: typeof stringWidth };

/**
 * The width of a text in cells. Replaces the package string-width in the bundle, for Ink too: the package takes long to
 * load, because of emoji. It is loaded only for a text that needs it.
 */
const width: typeof stringWidth = (text, options) => {
  const visible = stripVTControlCharacters(text);
  return options === undefined && takesOneCellEach(visible)
    ? visible.length
    : require('string-width').default(text, options);
};

export default width;
