import { defineConfig } from 'vitest/config';

/** Tests of the built program, and tests that take longer than a few seconds. */
const whole = ['test/{e2e,docs}/**/*.test.ts', 'test/**/*.slow.test.ts'];

export default defineConfig({
  test: {
    // A worker for each core. By default, one core has none, though most tests of the built program only wait for it.
    maxWorkers: '100%',
    // A busy machine may be twenty times slower than an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      // Without isolation, test files share the modules that they load. That is safe because most of the code is pure.
      { extends: true, test: { name: 'unit', isolate: false, include: ['test/**/*.test.ts'], exclude: whole } },
      { extends: true, test: { name: 'whole', include: whole } },
    ],
  },
});
