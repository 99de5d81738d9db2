import { stripVTControlCharacters } from 'node:util';
import type stringWidth from 'string-width';
import { takesOneCellEach } from '../notation/cell-width.ts';

/** Loads a package only when it is called. The bundle defines this function. */
declare function require(name: 'string-width'): { readonly default: typeof stringWidth };

/**
 * The width of a text in cells. In the bundle, this function replaces the package string-width, also for Ink. The
 * package takes long to load, because of emoji, so it is loaded only for a text in which not every character takes one
 * cell.
 */
const width: typeof stringWidth = (text, options) => {
  const visible = stripVTControlCharacters(text);
  return options === undefined && takesOneCellEach(visible)
    ? visible.length
    : require('string-width').default(text, options);
};

export default width;
