import { describe, expect, test } from 'vitest';
import { parseFormulaExperiment } from '../../src/files/formula/formula-experiment.ts';
import { formulaProgram } from '../../src/notation/pytorch/formula-program.ts';

/** The lines of the PyTorch program of a formula. */
function linesOf(text: string, csv?: string): readonly string[] {
  const samples = csv === undefined ? undefined : { source: 'points.csv', text: csv };
  const program = [...formulaProgram(parseFormulaExperiment(text, 'test', samples), 3)].join('');
  return program.split('\n').map((line) => line.trim());
}

describe('the PyTorch program of a formula', () => {
  test('passes only tensors to the functions of PyTorch, which take no numbers', () => {
    const lines = linesOf('x = 2; e1 = x; a = x / sqrt(2) + exp(-1.5) + tanh(e1); f = a + sigmoid(1e-20)');
    expect(lines).toContain('a = x / torch.sqrt(torch.tensor(2.0)) + torch.exp(torch.tensor(-1.5)) + torch.tanh(e1)');
    expect(lines).toContain('f = a + torch.sigmoid(torch.tensor(1e-20))');
  });

  test('compares a column with a number', () => {
    const lines = linesOf('given x from points.csv; w = 1; f = max(w * x, 0.5, w)', 'x\n1\n2\n');
    expect(lines).toContain('f = torch.amax(torch.stack(torch.broadcast_tensors(w * x, torch.tensor(0.5), w)), 0)');
  });

  test('puts a function that is a quotient in PyTorch into parentheses', () => {
    const lines = linesOf('x = 2; f = normal_density(x)^2');
    expect(lines).toContain('f = (torch.exp(-0.5 * (x) ** 2) / math.sqrt(2 * math.pi)) ** 2.0');
  });

  test('gives a gradient to a trained number on which the error does not depend', () => {
    const lines = linesOf('x = 2; y = 3; f = x^2; minimise f over x, y with adam 0.1 weightDecay 0.1');
    expect(lines.slice(lines.indexOf('optimizer.zero_grad()'))).toEqual(
      expect.arrayContaining(['error().backward()', 'y.grad = torch.zeros(())', 'optimizer.step()']),
    );
    expect(lines).not.toContain('x.grad = torch.zeros(())');
  });

  test('computes no gradients of an error without numbers', () => {
    expect(linesOf('given x from points.csv; f = x^2', 'x\n1\n2\n')).not.toContain('total.backward()');
    expect(linesOf('given x from points.csv; w = 1; f = w * x', 'x\n1\n2\n')).toContain('total.backward()');
  });

  test('has a variable of its own for each name', () => {
    const lines = linesOf('h[1] = 1; h_1 = 2; lambda = 3; error = h[1] * h_1 * lambda; torch = error^2');
    const assigned = lines.flatMap((line) => /^(\S+) = (?:torch\.tensor|h_1)/.exec(line)?.[1] ?? []);
    expect(new Set(assigned).size).toBe(4);
    expect(assigned).toEqual(['h_1', 'h_1_', 'lambda_', 'error_']);
    expect(lines).toContain('torch_ = error_ ** 2.0');
  });
});
