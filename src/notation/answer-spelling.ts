/** The value of a name that a learner may type in place of a number. Undefined for an unknown name. */
export type NumberNamed = (name: string) => number | undefined;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A name such as delta_h1, σ or ∂E/∂w5. */
const namePattern =
  /(?<![\p{L}\w.])(?:[∂d](?:E|out|net)(?:_[\w.]+)?\/[∂d][\p{L}\w.]+(?:@\d+)?|[\p{L}_][\p{L}\w.]*⁺?(?:@\d+)?)/gu;

/** Replacements of spellings, in this order. */
const spellings: readonly (readonly [pattern: RegExp, plain: string])[] = [
  // = 0.5, or E = 0.5.
  [/^\s*=+/, ''],
  [/[−–]/g, '-'],
  [/\[|\{/g, '('],
  [/\]|\}/g, ')'],
  // 2.47×10⁻⁴ and 2.47·10^-4 are one number.
  [/(\d)\s*[×·⋅∙*x]\s*10\s*(?:\^|\*\*)\s*\(?\s*([+-]?\d+)\s*\)?/gi, '$1e$2'],
  [/[×·⋅∙]/g, '*'],
  // 0x10 is not 0·10.
  [/(?<=[\d).])(?<!(?<![\d.])0)\s*x\s*(?=[\d(.-])/gi, '*'],
  [/÷/g, '/'],
  [/\*\*/g, '^'],
  [/½/g, '(1/2)'],
  [/¼/g, '(1/4)'],
  [/√\s*(\d+(?:[.,]\d+)?)/g, 'sqrt($1)'],
  [/√/g, 'sqrt'],
  // 7.14 % is 7.14e-2.
  [/(\d(?:[.,]\d+)?|[.,]\d+)\s*%/g, '$1e-2'],
  // 2(3) is 2·(3).
  [/([\d)])\s*\(/g, '$1*('],
];

/**
 * A number or a calculation in the plain form: digits, + - * / ^, parentheses and the names of functions. Names of
 * quantities are replaced by their values.
 */
export function plainSpelling(text: string, numberNamed: NumberNamed): string {
  const withSuperscripts = text.replace(
    new RegExp(`([⁺⁻]?)([${superscripts}]+)`, 'g'),
    (_, sign: string, digits: string) => {
      const plain = Array.from(digits, (digit) => superscripts.indexOf(digit)).join('');
      return `^${sign === '⁻' ? `(-${plain})` : plain}`;
    },
  );
  const withValues = withSuperscripts.replace(namePattern, (name) => {
    const value = numberNamed(name);
    return value === undefined ? name : `(${value})`;
  });
  const plain = spellings.reduce(
    (changed, [pattern, replacement]) => changed.replace(pattern, replacement),
    withValues,
  );
  return withDecimalPoints(withoutGroups(plain)).trim();
}

/** 12345.6 for 12 345.6. */
function withoutGroups(text: string): string {
  return text.replace(/(?<![\d.,])\d{1,3}(?:[ '\u00A0\u202F]\d{3})+(?!\d)/g, (grouped) => grouped.replace(/\D/g, ''));
}

/** A comma is a decimal point, or separates thousands if a point follows or if there are several: 1,234.5. */
function withDecimalPoints(text: string): string {
  return text
    .replace(/(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d+|(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])/g, (grouped) =>
      grouped.replace(/,/g, ''),
    )
    .replace(/,/g, '.');
}
