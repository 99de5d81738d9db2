import { stripVTControlCharacters } from 'node:util';
import type stringWidth from 'string-width';
import { takesOneCellEach } from '../notation/cell-width.ts';

/** Defined by the bundle. Loads the package when called, not when the program starts. */
declare function require(name: 'string-width'): { readonly default: typeof stringWidth };

/**
 * The width of a text in cells. In the bundle, this function replaces the package string-width, also for Ink. The
 * package takes long to load, because it recognizes emoji. It is loaded only for a text in which not every character
 * takes one cell.
 */
const width: typeof stringWidth = (text, options) => {
  const visible = text.includes('\u001B') ? stripVTControlCharacters(text) : text;
  return options === undefined && takesOneCellEach(visible)
    ? visible.length
    : require('string-width').default(text, options);
};

export default width;
