import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/engine/training/session.ts';

test('the fingerprint of a state is the FNV-1a hash of its bytes, computed with Python', () => {
  expect(fingerprintOf(Float64Array.of(0.15, -0.2, 0.25))).toBe('443e130d');
  expect(fingerprintOf(new Float64Array(0))).toBe('811c9dc5');
});
