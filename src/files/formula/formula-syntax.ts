/*
 * A formula file as it is written: loops are not unrolled, and names are not looked up. `at` is the index of a part in
 * the text, in UTF-16 units.
 */

export type Syntax = NumberSyntax | NameSyntax | NegativeSyntax | ChainSyntax | PowerSyntax | CallSyntax;

export interface NumberSyntax {
  readonly kind: 'number';
  readonly value: number;
  readonly at: number;
}

/** x, or an element such as x[i,2]. */
export interface NameSyntax {
  readonly kind: 'name';
  /** The name without its indices. */
  readonly base: string;
  readonly indices: readonly Syntax[];
  readonly at: number;
}

export interface NegativeSyntax {
  readonly kind: 'negative';
  readonly operand: Syntax;
  readonly at: number;
}

export type ChainOperator = '+' | '-' | '*' | '/';

/** Sums and differences, or products and quotients, which are computed from left to right. `rest` is not empty. */
export interface ChainSyntax {
  readonly kind: 'chain';
  readonly first: Syntax;
  readonly rest: readonly { readonly operator: ChainOperator; readonly operand: Syntax }[];
  readonly at: number;
}

export interface PowerSyntax {
  readonly kind: 'power';
  readonly base: Syntax;
  readonly exponent: Syntax;
  readonly at: number;
}

export interface CallSyntax {
  readonly kind: 'call';
  readonly name: string;
  readonly inputs: readonly Syntax[];
  /** Empty, or the loops over the only input. */
  readonly loops: readonly Loop[];
  readonly at: number;
}

/** The range of a loop, such as t = 1..4. It includes both ends. */
export interface Loop {
  readonly name: string;
  readonly from: Syntax;
  readonly to: Syntax;
  readonly at: number;
}

/** [1, 2], perhaps with lists in it. */
export interface ListSyntax {
  readonly kind: 'list';
  readonly items: readonly (Syntax | ListSyntax)[];
  readonly at: number;
}

export interface Definition {
  readonly kind: 'definition';
  readonly name: NameSyntax;
  readonly value: Syntax | ListSyntax;
  readonly loops: readonly Loop[];
}

/** given x, t from points.csv */
export interface Given {
  readonly kind: 'given';
  readonly columns: readonly NameSyntax[];
  readonly path: string;
  /** The index of the path. */
  readonly pathAt: number;
  readonly at: number;
}

/** minimise f over x, y with sgd 0.1 */
export interface Minimise {
  readonly kind: 'minimise';
  readonly error: NameSyntax;
  /** Empty without `over`. */
  readonly over: readonly NameSyntax[];
  readonly optimizer: OptimizerSyntax | undefined;
  readonly at: number;
}

export interface OptimizerSyntax {
  readonly method: string;
  readonly at: number;
  readonly learningRate: NumberSyntax;
  /** `value` is undefined for a word without a number, such as nesterov. */
  readonly settings: readonly {
    readonly name: string;
    readonly at: number;
    readonly value: NumberSyntax | 'all' | undefined;
  }[];
}

/** chapter "Title" at update 2, df/dw: text */
export interface ChapterSyntax {
  readonly kind: 'chapter';
  readonly title: string;
  readonly text: string;
  readonly quantity: string;
  readonly update: number;
  readonly at: number;
  /** The index in the text at which the name of the quantity starts. */
  readonly quantityAt: number;
}

export type Statement = Definition | Given | Minimise | ChapterSyntax;
