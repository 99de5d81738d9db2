import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { Frame } from '../../src/ui/frame.tsx';
import { keymap } from '../../src/ui/keymap.ts';
import { smallest } from '../../src/ui/screen.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { afterKeys, viewOf } from '../support/stepper.ts';

const keys = keymap.flatMap((binding) => binding.keys).filter((key) => !['q', 'ctrl+c', 'ctrl+z'].includes(key));
const typed = ['0', '.', '5', '*', 'a', '-'];
const often = ['right', 'n', 'p', 'down', 'return', 'v', 'd', 'escape', 'm'];
const walk = fc.array(fc.oneof(fc.constantFrom(...often), fc.constantFrom(...keys), fc.constantFrom(...typed)), {
  maxLength: 30,
});
const size = fc.record({
  columns: fc.integer({ min: smallest.columns, max: 250 }),
  rows: fc.integer({ min: smallest.rows, max: 80 }),
});

test('whatever the network, the keys and the size, every frame is whole and fits', () => {
  fc.assert(
    fc.property(randomExperiment, walk, size, fc.boolean(), (experiment, pressed, { columns, rows }, isAscii) => {
      const model = afterKeys(pressed, experiment);
      const view = viewOf(model, isAscii ? ascii : unicode);
      const drawn = renderToString(<Frame view={view} size={{ columns, rows }} />, { columns });
      if (isAscii) expect(drawn).toMatch(/^[\0-\x7f]*$/);
      const lines = stripVTControlCharacters(drawn).split('\n');
      expect(lines.length).toBe(rows);
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
      const { topLeft, topRight, bottomLeft, bottomRight, vertical } = view.glyphs.frame;
      const framed = lines.slice(2).filter((line) => [topLeft, bottomLeft, vertical].includes(line[0] ?? ''));
      const half = Math.floor(columns / 2);
      const edges = framed[0]?.[half - 1] === topRight ? [half - 1, columns - 1] : [columns - 1];
      for (const line of framed) {
        expect(stringWidth(line)).toBe(columns);
        for (const edge of edges) expect([topRight, bottomRight, vertical]).toContain(line[edge]);
      }
    }),
    { numRuns: 150 },
  );
});

test.each(['?', '=', 's', '/', 'g', 'd', 't'])('in ASCII, %s shows nothing else', (key) => {
  const size = { columns: 120, rows: 80 };
  for (const steps of [[], ['right']]) {
    const view = viewOf(afterKeys([key, ...steps]), ascii);
    expect(renderToString(<Frame view={view} size={size} />, size)).toMatch(/^[\0-\x7f]*$/);
  }
});
