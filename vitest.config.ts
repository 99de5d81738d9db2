import { defineConfig } from 'vitest/config';

/** Tests of the built program, and tests that take longer than a few seconds. */
const whole = ['test/{e2e,commands,readme}/**/*.test.{ts,tsx}', 'test/**/*.slow.test.{ts,tsx}'];

export default defineConfig({
  test: {
    // A busy machine may be twenty times slower than an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: whole } },
      { extends: true, test: { name: 'whole', include: whole } },
    ],
  },
});
