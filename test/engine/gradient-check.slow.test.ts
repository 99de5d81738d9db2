import { test } from 'vitest';
import { allPairs, expectGradientsAgree } from './gradient-check-pairs.ts';

test.each(allPairs)('every gradient agrees: %s, hidden %s, output %s', (...pair) => {
  expectGradientsAgree(pair);
});
