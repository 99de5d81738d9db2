import { isSameNode, type Node } from '../../engine/graph/node.ts';
import { nodeValue, type Quantity } from '../../engine/graph/quantity.ts';
import { formulaErrorNode } from '../../engine/models/formula-graph.ts';
import { parameterName } from '../../engine/models/parameters.ts';
import type { FormulaExperiment } from '../../engine/training/experiment.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { symbolOf } from '../../notation/symbols.ts';
import type { QuestionSubject } from '../messages/facts.ts';

interface Written {
  readonly symbol: string;
  readonly glyphs: Glyphs;
}

/** The subject of a question about a step of a formula. Undefined for a quantity that no step computes. */
export function formulaSubject(
  { formula }: FormulaExperiment,
  quantity: Quantity,
  { symbol, glyphs }: Written,
): QuestionSubject | undefined {
  const errorNode = formulaErrorNode(formula);
  const nameOf = (node: Node): string => symbolOf(formula, nodeValue(node), glyphs);
  const error = nameOf(errorNode);
  const { of } = quantity;
  switch (quantity.kind) {
    case 'local':
      return { kind: 'local-derivative', of: nameOf(of), name: nameOf(quantity.by), symbol };
    case 'path':
      return { kind: 'formula-path', name: nameOf(of), error, symbol };
    case 'gradient': {
      const kind = isSameNode(of, errorNode) ? 'formula-error-gradient' : 'formula-gradient';
      return { kind, name: nameOf(of), error, symbol };
    }
    case 'value':
      switch (of.block.role) {
        case 'equation':
          return { kind: 'equation', symbol };
        case 'optimizer':
          return { kind: 'optimizer', symbol };
        case 'parameter':
          return quantity.after ? { kind: 'new-parameter', name: parameterName(formula, of.index), symbol } : undefined;
        case 'input':
        case 'target':
        case 'net':
        case 'out':
        case 'error':
        case 'total-error':
        case 'setting':
        case 'update-number':
          return undefined;
      }
  }
}
