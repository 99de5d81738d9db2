import { test } from 'vitest';
import { expectValidLatex } from './latex-property.ts';

test('the equations of random networks are valid LaTeX, alone and in Markdown', () => {
  expectValidLatex(60);
});
