import { test } from 'vitest';
import { allCombinations, expectGradientsAgree } from './gradient-check-combinations.ts';

test.each(allCombinations)(
  'all gradients agree with central differences: %s, hidden %s, output %s',
  (...combination) => {
    expectGradientsAgree(combination);
  },
);
