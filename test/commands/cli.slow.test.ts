import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { program } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-test-'));

afterAll(() => rmSync(folder, { recursive: true }));

function backstep(...words: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** Writes a file to the test's folder and returns its path. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Writes a network file. Each layer has one unit and no bias. The only sample has the input 1 and the target 3. */
function unitsInRow(name: string, activation: string, weights: readonly number[], learningRate = 0.1): string {
  const network = {
    inputs: 1,
    layers: weights.map((weight) => ({ units: 1, activation, weights: [[weight]] })),
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate },
    samples: [{ input: [1], target: [3] }],
  };
  return file(name, JSON.stringify(network));
}

describe('trace', () => {
  test('prints the 44 steps of the lecture as JSON Lines', () => {
    const { stdout, status } = backstep('trace', 'lecture', '--json');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(0);
    expect(lines).toHaveLength(44);
    expect(lines[0]).toEqual({
      epoch: 1,
      update: 1,
      sample: 1,
      phase: 'forward',
      step: 1,
      quantity: 'net_h1',
      formula: 'i1·w1 + i2·w2',
      substituted: '0.05 × 0.15 + 0.1 × 0.2',
      value: expect.closeTo(0.0275, 15),
    });
    expect(lines[43]).toMatchObject({ quantity: 'E_total+', value: 0.2325906135538632 });
  });

  test('prints numbers with four decimals, and the second epoch after the first', () => {
    const { stdout } = backstep('trace', '--epochs', '2');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(88);
    expect(lines[5]).toContain('out_o1 = σ(net_o1) = σ(0.3817) = 0.5943');
    expect(lines[44]).toContain('net_h1');
  });

  test('ends without an error message when head closes the pipe', () => {
    const command = `'${process.execPath}' '${program}' trace --epochs 2000 | head -n 1`;
    const { stdout, stderr, status } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ lines: stdout.trimEnd().split('\n').length, stderr, status }).toEqual({ lines: 1, stderr: '', status: 0 });
  });
});

describe('train', () => {
  test('reaches the error of the lecture after ten thousand epochs', () => {
    const { stdout } = backstep('train', 'lecture', '--epochs', '10000', '--json');
    const trained = JSON.parse(stdout);
    expect(trained.error / 5.581404566753651e-5).toBeCloseTo(1, 12);
    expect(trained).toMatchObject({ epochs: 10000, updates: 10000, errorBefore: 0.2396740075623098 });
    expect(trained.history[0]).toEqual({ epoch: 0, error: 0.2396740075623098 });
    expect(trained.history.at(-1).epoch).toBe(10000);
    expect(Object.keys(trained.parameters)).toEqual(['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8']);
  });

  test('stops after the first epoch whose error is at most the value of --until', () => {
    const trained = JSON.parse(backstep('train', '--until', '0.2', '--json').stdout);
    expect(trained.error).toBeLessThanOrEqual(0.2);
    expect(trained.history.at(-2).error).toBeGreaterThan(0.2);
  });

  test('prints the errors, then the parameters', () => {
    const { stdout } = backstep('train', '--epochs', '1');
    expect(stdout).toBe(`epoch 0  E_total 0.239674
epoch 1  E_total 0.232591

w1 = 0.149938
w2 = 0.199877
w3 = 0.249922
w4 = 0.299843
w5 = 0.314297
w6 = 0.364033
w7 = 0.472212
w8 = 0.522376
`);
  });

  test('names the first quantity that is not finite, and exits with 1', () => {
    const steep = unitsInRow('steep.json', 'identity', [1, 1], 1e3);
    const { stdout, stderr, status } = backstep('train', steep, '--epochs', '1000');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^backstep: stopped at update \d+ \(epoch \d+\), where E_total\+ is the first quantity that is infinite: a [a-z]+ overflows; .*\n$/,
    );
    expect(stdout).toMatch(/epoch +\d+ {2}E_total ∞/);
  });

  test('explain, trace and check warn if they show an update after the one at which train stops', () => {
    const steep = unitsInRow('steep.json', 'identity', [1, 1], 1e3);
    const stopsAt = (...words: readonly string[]): string | undefined =>
      /^backstep: (?:stopped|train stops) at update (\d+) /.exec(backstep(...words).stderr)?.[1];
    const update = stopsAt('train', steep, '--epochs', '1000');
    expect(update).toBeDefined();
    expect(stopsAt('explain', 'w1+', steep, '--update', '20')).toBe(update);
    expect(stopsAt('trace', steep, '--epochs', '20')).toBe(update);
    expect(stopsAt('check', steep, '--update', '20')).toBe(update);
    expect(backstep('explain', 'w1+', steep, '--update', `${update}`).stderr).toBe('');
  });

  test('says whether the learning rate or the initial numbers are too large', () => {
    const message = (path: string): string => backstep('train', path, '--epochs', '1').stderr;
    expect(message(unitsInRow('rate.json', 'identity', [1], 1e308))).toContain(
      'at update 1 (epoch 1), where w1+ is the first quantity that is infinite: a product overflows; a smaller learning rate may help',
    );
    expect(message(unitsInRow('large.json', 'identity', [1e200, 1e200]))).toContain(
      'at update 1 (epoch 1), where net_o1 is the first quantity that is infinite: a product overflows; the initial numbers are too large',
    );
  });
});

describe('check', () => {
  test('checks the first update of the epoch', () => {
    // The lesson circle has ten updates in each epoch.
    expect(backstep('check', 'circle', '--epoch', '2').stdout).toContain('\nepoch 2, update 11: ');
  });

  test('prints the largest relative error', () => {
    const { worstRelativeError, parameters } = JSON.parse(backstep('check', '--json').stdout);
    const errors = parameters.map(({ relativeError }: { readonly relativeError: number }) => relativeError);
    expect(worstRelativeError).toBe(Math.max(...errors));
    expect(backstep('check').stdout).toContain(`the worst relative error is ${worstRelativeError.toExponential(1)}`);
  });

  test('prints no difference for a weight at a kink, and exits with 0', () => {
    const { stdout, status } = backstep('check', unitsInRow('kink.json', 'relu', [0]));
    expect(stdout).toMatch(/^w1 +0 +kink$/m);
    expect(status).toBe(0);
  });

  test('counts a gradient of 0 as one that agrees at a minimum of E_total where the out equals the target', () => {
    const { stdout, status } = backstep('check', unitsInRow('minimum.json', 'identity', [3]));
    expect(stdout).toMatch(/^w1 +0 +0 +0 +agrees$/m);
    expect(status).toBe(0);
  });

  test('does not count a gradient of 0 as one that agrees if the terms of two samples cancel', () => {
    const samples = [
      { input: [1], target: [0.5] },
      { input: [1], target: [1.5] },
    ];
    const network = {
      inputs: 1,
      layers: [{ units: 1, activation: 'identity', weights: [[1]] }],
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.1 },
      batchSize: 2,
      samples,
    };
    const minimum = file('cancelling.json', JSON.stringify(network));
    const { stdout, status } = backstep('check', minimum);
    expect(stdout).toMatch(/^w1 +0 +0 +too small to tell$/m);
    expect(stdout).toMatch(/: 0 of 1 agree, 1 too small to tell$/m);
    expect(status).toBe(0);
    expect(JSON.parse(backstep('check', minimum, '--json').stdout)).toMatchObject({
      worstRelativeError: null,
      parameters: [{ verdict: 'too-small-to-tell', relativeError: null }],
    });
  });

  test('says which gradients it tests, and which numbers a layer-by-layer update uses instead', () => {
    const { stdout } = backstep('check', 'mazur-as-published');
    expect(stdout).toMatch(/^w1 +0\.000438568 +0\.000438568 +\S+ +0\.000364723 +agrees$/m);
    expect(stdout).toMatch(/^w5 +0\.082167 +0\.082167 +\S+ +agrees$/m);
    expect(stdout).toMatch(
      /^check tests the gradients of a simultaneous update; this lesson updates layer by layer,$/m,
    );
    const { updateOrder, parameters } = JSON.parse(backstep('check', 'mazur-as-published', '--json').stdout);
    const { value } = JSON.parse(backstep('explain', 'w1', 'mazur-as-published', '--json').stdout);
    expect(updateOrder).toBe('layer-by-layer');
    expect(parameters[0]).toHaveProperty('layerByLayer', value);
    expect(parameters[4]).not.toHaveProperty('layerByLayer');
    expect(backstep('check', 'mazur').stdout).not.toContain('layer by layer');
  });

  test('fails if a gradient is not finite', () => {
    const { stdout, status } = backstep('check', unitsInRow('huge.json', 'identity', [1e200, 1e200]));
    expect(stdout).toContain('0 of 2 agree, 2 are not finite');
    expect(status).toBe(1);
  });

  test('fails in an update whose E_total is infinite, and says so', () => {
    const diverging = {
      inputs: 2,
      layers: [{ units: 1, activation: 'identity', weights: [[1, 1]] }],
      loss: 'mean-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.5 },
      samples: [{ input: [2000, 2010], target: [5] }],
    };
    const path = file('diverging.json', JSON.stringify(diverging));
    const { stdout, status } = backstep('check', path, '--update', '40');
    expect(stdout).toMatch(/^w1 +\S+ +NaN +not finite$/m);
    expect(stdout).toContain('update 40: 0 of 2 agree, 2 are not finite\nE_total of this update is infinite');
    expect(status).toBe(1);
    const { parameters } = JSON.parse(backstep('check', path, '--update', '40', '--json').stdout);
    expect(parameters).toMatchObject([
      { numeric: null, relativeError: null, verdict: 'lost' },
      { numeric: null, relativeError: null, verdict: 'lost' },
    ]);
    const early = backstep('check', path, '--update', '10');
    expect(early.stdout).toContain('2 of 2 agree');
    expect(early.stdout).not.toContain('infinite');
    expect(early.status).toBe(0);
  });
});

test('explain --json lists the terms of a derivative only at its first occurrence', () => {
  const layer = {
    units: 2,
    activation: 'sigmoid',
    weights: [
      [0.1, 0.2],
      [0.3, 0.4],
    ],
  };
  const network = {
    inputs: 2,
    layers: [layer, layer, layer],
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate: 0.1 },
    samples: [{ input: [1, 0.5], target: [0, 1] }],
  };
  interface Explained {
    readonly quantity: string;
    readonly terms: readonly Explained[];
  }
  const withAllTerms = (explained: Explained): readonly Explained[] => [
    explained,
    ...explained.terms.flatMap(withAllTerms),
  ];
  const { stdout } = backstep('explain', 'w1', file('three.json', JSON.stringify(network)), '--json');
  const all = withAllTerms(JSON.parse(stdout));
  const occurrences = all.filter(({ quantity }) => quantity === 'dE_total/dout_o1');
  expect(occurrences.map(({ terms }) => terms.length > 0)).toEqual([true, false]);
});

test('a file is read although its name resembles the name of a lesson', () => {
  unitsInRow('lecure', 'identity', [2]);
  const { stdout } = spawnSync(process.execPath, [program, 'trace', 'lecure'], { encoding: 'utf8', cwd: folder });
  expect(stdout).toContain('net_o1 = i1·w1 = 1.0000 × 2.0000 = 2.0000');
});

test('a symbolic link in a circle is not taken for the name of a lesson', () => {
  symlinkSync('loop', join(folder, 'loop'));
  const { stderr, status } = spawnSync(process.execPath, [program, 'trace', 'loop'], {
    encoding: 'utf8',
    cwd: folder,
  });
  expect(stderr).toBe('backstep: loop: cannot be read, its symbolic links lead in a circle\n');
  expect(status).toBe(2);
});

test.each(['--help', 'trace --help', '--version'])('%s exits with 0', (words) => {
  const { stdout, stderr, status } = backstep(...words.split(' '));
  expect(status).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).not.toBe('');
});

const misspelt =
  '{"inputs":1,"layrs":[],"loss":"half-squared-error","optimizer":{"method":"sgd","learningRate":1},"samples":[{"input":[1],"target":[1]}]}';

describe('bad input ends with exit code 2, one line on standard error and nothing on standard output', () => {
  test.each<readonly [string, readonly string[], RegExp]>([
    ['a missing file', ['trace', 'nothing.json'], /nothing\.json: no such file/],
    ['a misspelt lesson', ['trace', 'lecure'], /lecure: no such file; did you mean the lesson lecture\?/],
    ['a directory', ['trace', folder], /found a directory/],
    ['a misspelt key', ['trace', file('misspelt.json', misspelt)], /misspelt\.json: .*"layrs".*"layers"/],
    ['text that is not JSON', ['train', file('bad.json', '{"inputs": }'), '--epochs', '1'], /bad\.json/],
    ['an empty file', ['trace', file('empty.json', '')], /empty/],
    ['an unknown option', ['trace', '--epoch', '1'], /--epoch/],
    ['a word in place of a number', ['trace', '--epochs', 'many'], /many/],
    ['a negative error for --until', ['train', '--until', '-1'], /--until/],
    ['no goal', ['train'], /--epochs/],
    ['no terminal', ['lecture'], /terminal/],
    ['a missing file, without a terminal', ['nothing.json'], /nothing\.json: no such file/],
    ['an unknown word, without a terminal', ['foo'], /foo: no such lesson or file/],
    ['a blank word', ['trace', ''], /^backstep: "": no such lesson or file/],
    ['standard input for the stepper', ['-'], /terminal/],
    ['a misspelt command', ['trian'], /trian: no such lesson or file; did you mean the command train\?/],
    ['a misspelt command with its options', ['trian', 'xor', '--epochs', '9'], /did you mean the command train\?/],
    ['help for a misspelt command', ['help', 'trian'], /no command "trian", did you mean "train"\?/],
    ['help for an unknown command', ['help', 'nope'], /no command "nope", expected "lessons", /],
    ['a lesson before the names', ['practice', 'xor', 'w2'], /as in backstep practice w2 xor/],
    ['a misspelt lesson after the names', ['practice', 'w2', 'xr'], /xr: no such file; did you mean the lesson xor\?/],
    ['a missing file after the names', ['practice', 'w2', 'no.json'], /no\.json: no such file/],
    ['a name without a step', ['practice', 'i1'], /"i1" has no step of its own/],
    [
      'a lesson before the quantity',
      ['explain', 'xor', 'w2'],
      /the quantity comes first, as in backstep explain w1 xor/,
    ],
  ])('%s', (_, words, message) => {
    const { stdout, stderr, status } = backstep(...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test('each of several mistakes in a file is one line on standard error', () => {
  const path = file('several.json', misspelt.replace('"layrs":[]', '"layrs":[],"batchsize":1').replace(':1}', ':"x"}'));
  const { stdout, stderr, status } = backstep('trace', path);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^backstep: .*several\.json: found the unknown key "layrs", did you mean "layers"\?$/),
    expect.stringMatching(/^backstep: .*several\.json: found the unknown key "batchsize", did you mean "batchSize"\?$/),
    expect.stringMatching(/^backstep: .*several\.json: optimizer\.learningRate: found "x", expected a number/),
  ]);
});

test('the built program can be run as an executable file', () => {
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  const { stdout, status } = spawnSync(program, ['--version'], { encoding: 'utf8', env: { ...process.env, PATH } });
  expect({ stdout, status }).toEqual({ stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), status: 0 });
});
