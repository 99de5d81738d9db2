import { hasRole, type Node } from '../../engine/graph/node.ts';
import { nodeValue, type Quantity } from '../../engine/graph/quantity.ts';
import { errorNode } from '../../engine/models/dense-quantities.ts';
import { errorNodeOf } from '../../engine/models/error-node.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { maxTerms, type Notation, textNotation } from '../../notation/derivation.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { writeLine } from '../../notation/one-line.ts';
import { type Reason, type ReasonLine, reasonsOf } from '../../notation/reasons.ts';
import { type Row, widthOf, wrapped } from '../draw/rows.ts';
import { nameOf, shown, type View } from '../state/view.ts';

/** The reason why a derivative is what it is, in words of the present language. */
export function reasonFor(view: View, quantity: Quantity): Reason | undefined {
  const { experiment, snapshot, messages, glyphs } = view;
  const notation: Notation = {
    ...textNotation(modelOf(experiment)),
    symbol: (each) => nameOf(view, each),
    write: (expression, hasValues, textOf) => writeLine(expression, { glyphs, maxTerms, hasValues, quantity: textOf }),
  };
  return reasonsOf(snapshot.values, quantity, notation, messages.rules)[0];
}

/** The name of what is differentiated: out_o1 for ∂out_o1/∂net_o1. */
export function derivedName(view: View, quantity: Quantity): string {
  return nameOf(view, nodeValue(derivedNode(view, quantity), { sample: quantity.sample }));
}

function derivedNode({ experiment }: View, quantity: Quantity): Node {
  switch (quantity.kind) {
    case 'value':
    case 'local':
      return quantity.of;
    case 'path':
      return quantity.through;
    case 'gradient':
      // A network adds the errors of its outputs, and only one of them contains a given out.
      return hasRole(quantity.of, 'out') ? errorNode(quantity.of.index) : errorNodeOf(modelOf(experiment));
  }
}

/**
 * The derivation of a derivative, line by line, each with the rules that lead to it:
 *
 *     out_o1 = σ(net_o1)
 *       = 1/(1 + exp(−net_o1))  definition
 *     ∂out_o1/∂net_o1
 *       = exp(−net_o1)/(1 + exp(−net_o1))²
 *           quotient and chain rule
 *       …
 *       = 0.2411
 */
export function derivationRows(view: View, quantity: Quantity, width: number): readonly Row[] {
  const reason = reasonFor(view, quantity);
  if (reason === undefined) return [];
  const { glyphs, snapshot } = view;
  const value = snapshot.known(quantity);
  const [first, ...forms] = reason.of;
  const rows = (line: ReasonLine): readonly Row[] => lineRows(line.text, inGlyphs(line.rules, glyphs), width);
  return [
    ...wrapped(`${derivedName(view, quantity)} = ${first?.text ?? ''}`, width).map(
      (text): Row => [{ text, part: 'emphasized' }],
    ),
    ...forms.flatMap(rows),
    [{ text: reason.derivative, part: 'emphasized' }],
    ...reason.lines.flatMap(rows),
    ...(value === undefined
      ? []
      : [[{ text: `${indent}= ` }, { text: shown(view, value), part: 'emphasized' } as const]]),
  ];
}

const indent = '  ';

/** The cells between a line and its rules on one row. */
const ruleGap = '  ';

/** A line and its rules: on one row if they fit, else with the rules on the next row. */
function lineRows(text: string, rules: string, width: number): readonly Row[] {
  const [first = '', ...rest] = wrapped(text, width - 2 * indent.length);
  const lines = [`${indent}= ${first}`, ...rest.map((line) => `${indent}${indent}${line.trimStart()}`)];
  const last: Row = [{ text: lines.at(-1) ?? '' }, { text: rules === '' ? '' : ruleGap + rules, part: 'faint' }];
  const before = lines.slice(0, -1).map((line): Row => [{ text: line }]);
  if (widthOf(last) <= width) return [...before, last];
  const words = wrapped(rules, width - 3 * indent.length).map(
    (line): Row => [{ text: indent.repeat(3) + line, part: 'faint' }],
  );
  return [...lines.map((line): Row => [{ text: line }]), ...words];
}
