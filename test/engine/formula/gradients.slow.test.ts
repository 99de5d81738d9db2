import { test } from 'vitest';
import { expectGradientsOfForwardMode } from './gradient-property.ts';

test('every gradient of 3000 random formulas is that of forward mode with dual numbers', () => {
  expectGradientsOfForwardMode(3000);
});
