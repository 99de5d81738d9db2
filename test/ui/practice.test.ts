import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { equationRow } from '../../src/ui/panels/equation-row.ts';
import { practiceRows, practiceStatus } from '../../src/ui/panels/practice-panel.ts';
import type { Model } from '../../src/ui/state/model.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { xor } from '../support/networks.ts';
import { afterKeys, textOf, viewOf } from '../support/stepper.ts';

const lesson = lessonNamed('lecture');
const answer = (text: string): readonly string[] => [...text, 'return'];

/** What the practice panel says after some keys. */
function said(keys: readonly string[], experiment = lesson): string {
  const model = afterKeys(keys, experiment);
  const { mode } = model;
  if (mode.kind !== 'practising') return '';
  const rows = practiceRows(viewOf(model), mode, 200).map((row) => row.map(({ text }) => text).join(''));
  return stripVTControlCharacters([...rows, practiceStatus(viewOf(model), mode)].join('\n'));
}

const equation = (model: Model): string => textOf(equationRow(viewOf(model), 80));

const askedIn = (model: Model): string =>
  model.mode.kind === 'practising' ? `step ${model.mode.asked.step}` : 'nothing';

describe('practice on the lecture', () => {
  test('asks for the derivatives that the deck leaves to its readers, one after the other', () => {
    expect(said(['d'])).toContain('∂E_total/∂w2 = ?   to 3 digits');
    const second = ['d', ...answer('0.000247'), 'return'];
    expect(said(second)).toContain('∂E_total/∂w3 = ?');
    const third = [...second, ...answer('0.000157'), 'return'];
    expect(said(third)).toContain('∂E_total/∂w4 = ?');
    expect(said([...third, ...answer('0.000313')])).toContain('3 of 3 right, 3 at the first try');
  });

  test('stands before the step that it asks for, and shows it once it is answered', () => {
    const before = afterKeys(['d'], lesson);
    expect(before.position).toEqual({ update: 1, step: 27 });
    const after = afterKeys(['d', ...answer('0.000247')], lesson);
    expect(after.position).toEqual({ update: 1, step: 28 });
    expect(equation(before)).toBe('∂E_total/∂w2 is hidden; all that comes before it is there.');
    expect(equation(after)).toBe('∂E_total/∂w2 = δ_h1·i2 = 0.002466 × 0.1000 = 0.0002466');
  });

  test('asks about the direction first, and names the slips at the second miss', () => {
    const once = ['d', ...answer('-0.000247')];
    expect(said(once)).toContain('Not -0.000247. Look at the direction: should w2 rise or fall?');
    expect(said(once)).not.toContain('sign');
    expect(said([...once, ...answer('-0.000247')])).toContain('flipping the sign, or of swapping target and out');
  });

  test('asks about the paths first, and names the one left out at the second miss', () => {
    const once = ['d', ...answer('0.001232')];
    expect(said(once)).toContain('Look at the paths: along which wires does w2 reach E?');
    expect(said([...once, ...answer('0.001232')])).toContain('leaving out the path through o2');
  });

  test('neither miss gives the answer away, nor does any hint but the last', () => {
    const twice = ['d', ...answer('-0.000247'), ...answer('-0.000247')];
    for (const keys of [twice, [...twice, '?'], [...twice, '?', '?'], [...twice, '?', '?', '?']]) {
      expect(said(keys)).not.toMatch(/(^|[^-])0\.0002466?7?\b/);
    }
    expect(said([...twice, '?', '?', '?', '?'])).toContain('∂E_total/∂w2 = 0.0002466');
  });

  test('says so where no slip leads there', () => {
    expect(said(['d', ...answer('0.777')])).toContain('None of the usual slips leads there.');
  });

  test('takes calculations and decimal commas, and says what is neither', () => {
    expect(said(['d', ...answer('0,009868*0,25*0,1')])).toContain('right. It comes of rounded factors');
    expect(said(['d', ...answer('1+')])).toContain('1+: that is neither a number nor a calculation.');
  });

  test('an answer that follows from an earlier wrong one counts', () => {
    const steps = (count: number): readonly string[] => Array.from({ length: count }, () => 'right');
    const wrong = [...steps(27), 'd', ...answer('0.001232'), '?', '?', '?', '?', 'escape', 'f'];
    const asked = [...wrong, 'p', ...steps(5), 'd'];
    expect(said(asked, lecture)).toContain('w2⁺ = ?');
    expect(said([...asked, ...answer('0.2-0.5*0.001232')], lecture)).toContain(
      'It follows from your own earlier answer.',
    );
    const unasked = [...steps(40), 'd', ...answer('0.2-0.5*0.001232')];
    expect(said(unasked, lecture)).toContain('Not 0.2-0.5*0.001232.');
  });

  test('a question of the next kind is one key away, and so is another weight', () => {
    expect(askedIn(afterKeys(['d', 'right'], lesson))).toBe('step 29');
    expect(askedIn(afterKeys(['d', 'left'], lesson))).toBe('step 27');
    expect(said(['d', 'down'])).toContain('∂E_total/∂w3 = ?');
    expect(afterKeys(['d', 'escape'], lesson).mode).toEqual({ kind: 'stepping' });
  });

  test('keys that are no arithmetic do nothing while a number is typed', () => {
    const model = afterKeys(['d', '@', '#', 'tab', '5'], lesson);
    expect(model.mode).toMatchObject({ kind: 'practising', typed: '5' });
  });

  test('no picture gives the answer away', () => {
    for (const keys of [
      ['v', 'd'],
      ['v', 'v', 'v', 'd'],
    ]) {
      const view = viewOf(afterKeys(keys, lesson));
      expect(view.model.mode.kind).toBe('practising');
      expect(JSON.stringify(view.moment.known({ kind: 'gradient', parameter: 1 }))).toBe(undefined);
    }
  });
});

test('where a lesson has no list, the next step is asked for', () => {
  expect(said(['d'], lecture)).toContain('net_h1 = ?   to 4 digits');
  const next = ['d', ...answer('0.0275'), 'return', ...answer('0.5069'), 'return'];
  expect(said(next, lecture)).toContain('net_h2 = ?');
  expect(said(['p', 'd'], lecture)).toContain('E_o1 = ?');
});

test('a parameter that is chosen is asked about', () => {
  expect(said(['down', 'down', 'down', 'down', 'down', 'd'], lecture)).toContain('∂E_total/∂w6 = ?');
});

test('practice goes on into the next update', () => {
  const keys = ['e', 'd'];
  expect(said(keys, lecture)).toContain('net_h1 = ?');
  expect(afterKeys(keys, lecture).position).toEqual({ update: 1, step: 44 });
  expect(afterKeys([...keys, '?', '?', '?', '?'], lecture).position).toEqual({ update: 2, step: 1 });
});

test('in a batch, the mean over its samples can be asked for', () => {
  expect(said(['down', 'd'], xor)).toContain('∂E_total/∂w2 = ?');
});
