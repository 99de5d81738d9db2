import type { GraphStructure } from '../../../../src/ui/panels/graph/graph-structure.ts';

/** A graph from lines such as 'q = x + y': each name on the right side is an input. Names that have no line are leaves. */
export function graphOf(text: string): GraphStructure {
  const equations = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', right = ''] = line.split('=').map((side) => side.trim());
      return { name, inputs: right.match(/[a-zA-Z_]\w*(\[[^\]]*\])?/g) ?? [] };
    });
  const names = [...new Set(equations.flatMap(({ name, inputs }) => [...inputs, name]))];
  return {
    nodes: names.map((name) => ({
      name,
      inputs: [
        ...new Set(equations.find((each) => each.name === name)?.inputs.map((each) => names.indexOf(each)) ?? []),
      ],
    })),
  };
}

export const circuit = graphOf('q = x + y\nf = q z');

export const neuronGates = graphOf(`
  p0 = w0 x0
  p1 = w1 x1
  s = p0 + p1 + w2
  n = s
  e = n
  d = e
  f = d
`);

/** y = x² is used twice. */
export const diamond = graphOf('y = x\na = y\nb = y\nf = a b');

export const recurrent = graphOf(`
  h1 = w x1 u h0
  h2 = w x2 u h1
  h3 = w x3 u h2
  h4 = w x4 u h3
  E = h4 t
`);

export const convolution = graphOf(
  `${[1, 2, 3, 4].map((i) => `y[${i}] = k[0] x[${i - 1}] k[1] x[${i}] k[2] x[${i + 1}]`).join('\n')}
  E = y[1] y[2] y[3] y[4]`,
);

/** One query, three keys and values of width two. */
export const attention = graphOf(`
  ${[1, 2, 3].map((j) => `s[${j}] = q[1] k[${j},1] q[2] k[${j},2]`).join('\n')}
  ${[1, 2, 3].map((j) => `e[${j}] = s[${j}]`).join('\n')}
  Z = e[1] e[2] e[3]
  ${[1, 2, 3].map((j) => `a[${j}] = e[${j}] Z`).join('\n')}
  ${[1, 2].map((i) => `o[${i}] = a[1] v[1,${i}] a[2] v[2,${i}] a[3] v[3,${i}]`).join('\n')}
  E = o[1] o[2] t[1] t[2]
`);

export function chainOf(length: number): GraphStructure {
  return {
    nodes: Array.from({ length }, (_, at) => ({
      name: at === length - 1 ? 'f' : `x${at + 1}`,
      inputs: at === 0 ? [] : [at - 1],
    })),
  };
}

/** A chain h[0], h[1], … in which each h[t] uses the same w. */
export function loopOf(turns: number): GraphStructure {
  const nodes = [
    { name: 'w', inputs: [] },
    { name: 'h[0]', inputs: [] },
    ...Array.from({ length: turns }, (_, at) => [
      { name: `x[${at + 1}]`, inputs: [] },
      { name: `a[${at + 1}]`, inputs: [0, 2 + 5 * at] },
      { name: `b[${at + 1}]`, inputs: [1 + 5 * at] },
      { name: `c[${at + 1}]`, inputs: [3 + 5 * at, 4 + 5 * at] },
      { name: `h[${at + 1}]`, inputs: [5 + 5 * at] },
    ]).flat(),
  ];
  return { nodes };
}
