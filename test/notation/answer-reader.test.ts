import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/notation/answer-reader.ts';

describe('readAnswer', () => {
  test.each([
    ['0.0714', 0.0714, 3],
    ['0,0714', 0.0714, 3],
    ['-2.5e-4', -2.5e-4, 2],
    ['−0.0440', -0.044, 3],
    ['.5', 0.5, 1],
    ['0', 0, 0],
    ['120', 120, 3],
    ['= 0.0714', 0.0714, 3],
    ['2.47×10⁻⁴', 2.47e-4, 3],
    ['2.47·10^-4', 2.47e-4, 3],
    ['2.47 x 10^(-4)', 2.47e-4, 3],
    ['7.14 %', 0.0714, 3],
    ['12 345.6', 12345.6, 6],
    ['1,234.5', 1234.5, 5],
    ["12'345", 12345, 5],
  ])('reads %s as the number %d with %d significant digits', (text, value, digits) => {
    expect(readAnswer(text)).toMatchObject({ value, digits });
  });

  test.each([
    ['2*3+4', 10],
    ['2 × (3 − 4)', -2],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['-(1+2)^2*2', -18],
    ['8/4/2', 1],
    ['½·3²', 4.5],
    ['1 - -1', 2],
    ['3 – 1', 2],
    ['0,5*0,5', 0.25],
    ['1-1', 0],
    ['1/(1+exp(-0))', 0.5],
    ['σ(0)', 0.5],
    ['2*sqrt(9)**2', 18],
    ['tanh(0) - ln(1)', 0],
    ['exp (0)', 1],
    ['1/(1+e^-0)', 0.5],
    ['1/(1+e^(-0))', 0.5],
    ['½(3)²', 4.5],
    ['2(3)(4)', 24],
    ['(-2)^2.00', 4],
    ['2 x 3', 6],
    ['2⋅3∙4', 24],
    ['[1 - 0.5]*{2}', 1],
    ['√9 + √(16)', 7],
    ['log(1) + ln(1)', 0],
    ['2⁻¹', 0.5],
    ['3² + 2³', 17],
    ['50 % * 4', 2],
    ['1/4 + ¼', 0.5],
  ])('calculates %s = %d', (text, value) => {
    expect(readAnswer(text)?.value).toBe(value);
  });

  test('gives the range of the numbers that round to an answer, and the range of a product of rounded factors', () => {
    expect(readAnswer('0.0714')?.min).toBeCloseTo(0.07135, 15);
    expect(readAnswer('0.0714')?.max).toBeCloseTo(0.07145, 15);
    const product = readAnswer('0.584*0.241');
    expect(product?.min).toBeCloseTo(0.5835 * 0.2405, 15);
    expect(product?.max).toBeCloseTo(0.5845 * 0.2415, 15);
    const negative = readAnswer('-(0.584*0.241)');
    expect(negative?.min).toBeCloseTo(-0.5845 * 0.2415, 15);
    expect(negative?.max).toBeCloseTo(-0.5835 * 0.2405, 15);
    // Numbers with one or two digits, such as 0.5, count as exact.
    expect(readAnswer('0.5*2')).toMatchObject({ min: 1, max: 1 });
  });

  test.each([
    '',
    ' ',
    'x',
    'cos(1)',
    '1+',
    '(1',
    '2 3',
    'process.exit',
    '1/0',
    '1..2',
    'ee',
    '--',
    '1;2',
    '0x10',
    '"1"',
  ])('refuses %j', (text) => {
    expect(readAnswer(text)).toBeUndefined();
  });

  test('trusts no digit of a quotient whose divisor can be 0', () => {
    expect(readAnswer('1/(0.500-0.5004)')).toMatchObject({ digits: 0 });
  });

  test('reads a random text as a finite number, or refuses it', () => {
    const characters = fc.string({ unit: fc.constantFrom(...'0123456789.,+-*/^()e x½²−×'), maxLength: 40 });
    fc.assert(
      fc.property(characters, (text) => {
        const answer = readAnswer(text);
        if (answer === undefined) return;
        expect(Number.isFinite(answer.value)).toBe(true);
        expect(answer.digits).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('reads names of quantities as their values', () => {
    const values = new Map([
      ['delta_h1', 0.5],
      ['i2', 0.25],
      ['net_o1', 0],
      ['α', 0.5],
      ['∂E/∂w5', -2],
    ]);
    const read = (text: string) => readAnswer(text, (name) => values.get(name))?.value;
    expect(read('delta_h1*i2')).toBe(0.125);
    expect(read('σ(net_o1)')).toBe(0.5);
    expect(read('0.35 − α·∂E/∂w5')).toBe(1.35);
    expect(read('delta_h2*i2')).toBeUndefined();
  });

  test('gives the factors of a product', () => {
    expect(readAnswer('0.584 × (1 − 0.5) × -2')?.factors?.map(({ text, value }) => [text, value])).toEqual([
      ['0.584', 0.584],
      [undefined, 0.5],
      [undefined, -2],
    ]);
    expect(readAnswer('0.5 + 0.5')?.factors).toHaveLength(1);
    expect(readAnswer('0.5')?.factors).toBeUndefined();
  });
});
