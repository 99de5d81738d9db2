import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { Frame } from '../../src/ui/app/screen.tsx';
import { randomExperiment } from '../support/random-experiment.ts';
import { afterKeys, viewOf } from '../support/stepper.ts';
import { anySize, anyWalk } from '../support/walks.ts';

test('whatever the network, the keys and the size, every frame is whole and fits', () => {
  fc.assert(
    fc.property(randomExperiment, anyWalk, anySize, fc.boolean(), (experiment, pressed, { columns, rows }, isAscii) => {
      const model = afterKeys(pressed, experiment);
      const view = viewOf(model, isAscii ? ascii : unicode);
      const drawn = renderToString(<Frame view={view} size={{ columns, rows }} />, { columns });
      const text = stripVTControlCharacters(drawn);
      if (isAscii) expect(text).toMatch(/^[\0-\x7f]*$/);
      const lines = text.split('\n');
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
    expect(stripVTControlCharacters(renderToString(<Frame view={view} size={size} />, size))).toMatch(/^[\0-\x7f]*$/);
  }
});
