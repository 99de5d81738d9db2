import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfUpdate } from '../../src/engine/timeline/navigation.ts';
import { createRun } from '../../src/engine/training/run.ts';
import { frameOf } from '../support/stepper.ts';
import { formulaExamples, openFormula } from './formula-examples.ts';
import { checkRandomFrames } from './frame-property.ts';

const { many, ...small } = formulaExamples;

test('random frames of formulas fill the screen and have complete borders (40 frames)', () => {
  checkRandomFrames(40, fc.constantFrom(...Object.values(formulaExamples)));
});

describe.each(Object.entries(small))('in the formula %s', (_, experiment) => {
  test('each step has a narration, and stepping back shows the frames of the way forth', () => {
    const steps = endOfUpdate(createRun(experiment, []), 1).step;
    const stepper = openFormula(experiment);
    const forth = Array.from({ length: steps }, () => {
      const frame = frameOf(stepper.view);
      stepper.press('right');
      return frame;
    });
    for (const frame of forth) expect(frame.split('\n').at(-2)).not.toBe('');
    const back = forth.map(() => frameOf(stepper.press('left').view));
    expect(back.toReversed()).toEqual(forth);
  });
});
