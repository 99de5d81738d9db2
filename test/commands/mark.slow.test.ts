import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { lessonNamed, networkLessonData } from '../support/lessons.ts';
import { program } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'backstep-test-'));

afterAll(() => rmSync(folder, { recursive: true }));

function marked(words: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'mark', ...words], {
    encoding: 'utf8',
    input,
    cwd: folder,
  });
  return { stdout, stderr, status };
}

/** What a program prints whose hidden layer has out in place of σ′. */
const wrongOutput = `dW2 = [[ 0.0714062   0.07193432]
 [-0.04442328 -0.04475184]]
dW1 = [[0.00025008 0.00050017]
 [0.00031989 0.00063978]]
`;

describe('mark', () => {
  test('names the first wrong array and the slip, and prints no right number', () => {
    const { stdout, status } = marked(['-', 'lecture'], wrongOutput);
    expect(stdout).toBe(`4 of 8 numbers are right.
Right before it: dW2.
The first wrong number is in dW1 (dE_total/dw1).
That comes from using out in place of every slope ∂out/∂net of layer 1. It explains 8 of 8.
`);
    expect(status).toBe(1);
  });

  test('prints JSON for an autograder', () => {
    const { stdout, status } = marked(['-', 'lecture', '--json'], wrongOutput);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'wrong',
      convention: null,
      first: 'dE_total/dw1',
      slips: [{ slip: 'output-for-derivative', about: 'dout_h1/dnet_h1', where: 'layer', explains: 8, of: 8 }],
    });
    expect(JSON.parse(stdout).numbers).toContainEqual({
      quantity: 'dE_total/dw5',
      given: 0.0714062,
      right: true,
      how: 'exact',
    });
    expect(stdout).not.toContain('answer');
  });

  test('names a path that is left out together with a wrong input', () => {
    const { stdout } = marked(['w1=0.001232', 'lecture', '--json']);
    expect(JSON.parse(stdout).slips).toEqual([
      { slip: 'path-left-out', about: 'dE_o2/dout_h1', where: 'one', and: 'input-of-other-weight', explains: 1, of: 1 },
    ]);
  });

  test('prints the right numbers with --show-answers', () => {
    expect(marked(['delta_o1=0.2', '--show-answers']).stdout).toContain(
      'delta_o1: 0.2, but 0.1408754936030335 is right',
    );
  });

  test('says that all numbers are right, and ends with exit code 0', () => {
    expect(marked(['delta_o1=0.1409', 'w5+=0.3143'])).toEqual({
      stdout: 'All 2 numbers are right.\n',
      stderr: '',
      status: 0,
    });
  });

  test('says in which convention the numbers are right', () => {
    const doubled = {
      dW2: [
        [0.14281240254, 0.14386864],
        [-0.08884656, -0.08950368],
      ],
    };
    writeFileSync(join(folder, 'doubled.json'), JSON.stringify(doubled));
    const { stdout, status } = marked(['doubled.json', 'lecture']);
    expect(stdout).toContain(
      "Another convention, which is as right: the error and its gradients are 2 times the network's.",
    );
    expect(status).toBe(0);
  });

  test('reads numbers and a network from JSON files, in any order of their kinds', () => {
    writeFileSync(join(folder, 'net.json'), JSON.stringify(networkLessonData('lecture')));
    writeFileSync(join(folder, 'numbers.json'), JSON.stringify({ delta_o1: lessonNamed('lecture').initial[0] }));
    expect(marked(['numbers.json', 'net.json']).stdout).toContain('The first wrong number is delta_o1.');
  });

  test('marks a formula', () => {
    const words = ['--formula', 'f = (x + y)^2; x = 1; y = 2'];
    expect(marked(['df/dx=6', ...words]).status).toBe(0);
    expect(marked(['df/dx=5.00', ...words]).status).toBe(1);
  });

  test('lists the names that are read', () => {
    const { stdout, status } = marked(['--list-names', 'xor']);
    expect(stdout).toContain('dW1, grads["dW1"], grad_w1: the gradients of the weights of a layer');
    expect(stdout).toContain('\nnet_h1@1\n');
    expect(status).toBe(0);
  });

  test('warns about names that are not known', () => {
    const { stderr, status } = marked(['-'], 'delta_o1 = 0.1409\nfoo = [1, 2]\n');
    expect(stderr).toContain('not read, as the names are unknown: "foo"');
    expect(status).toBe(0);
  });

  test.each<readonly [words: readonly string[], input: string, message: string]>([
    [[], '', 'mark needs numbers: name=number, a file or'],
    [['-'], 'hello', 'standard input: found no names with numbers'],
    [['-'], 'foo = 1', 'found no name that is known, but "foo"'],
    [['-'], '\ndW1 = [[1, 2, 3]]', 'standard input: line 2: dW1: found 1×3 numbers, expected 2×2 numbers'],
    [['dW1=1'], '', 'dW1: found one number, expected 2×2 numbers'],
    [['delta_o1=x'], '', 'delta_o1: found "x", expected a number'],
    [['nothing'], '', 'found "nothing", expected name=number, a file or'],
    [['delta_o1=1', 'lectur'], '', 'did you mean the lesson lecture?'],
  ])('%j is refused: %s', (words, input, message) => {
    const { stdout, stderr, status } = marked(words, input);
    expect(stderr).toContain(message);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });

  test('reads .npz files', () => {
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }".padEnd(117);
    const bytes = new Uint8Array(128 + 16);
    bytes.set([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0, ...Buffer.from(`${header}\n`)]);
    for (const [at, value] of [0.1408754936, -0.087641568].entries())
      new DataView(bytes.buffer).setFloat64(128 + 8 * at, value, true);
    writeFileSync(join(folder, 'deltas.npz'), zipSync({ 'dZ2.npy': bytes }));
    expect(marked(['deltas.npz', 'lecture']).stdout).toBe('All 2 numbers are right.\n');
  });
});
