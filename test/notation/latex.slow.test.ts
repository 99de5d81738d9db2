import { test } from 'vitest';
import { expectValidLatex } from './latex-property.ts';

test('the equations of random networks are valid LaTeX, in Markdown too', () => {
  expectValidLatex(60);
});
