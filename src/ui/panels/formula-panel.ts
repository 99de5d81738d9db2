import stringWidth from 'string-width';
import { hasRole } from '../../engine/graph/node.ts';
import { isGradientOf, optimizerQuantity, type Quantity } from '../../engine/graph/quantity.ts';
import { newParameterValue } from '../../engine/models/dense-quantities.ts';
import { hasTrainedParameters, isTrained, parameterKindAt } from '../../engine/models/parameters.ts';
import { equationOf } from '../../engine/steps/equation.ts';
import { formulaOf, isComposite } from '../../engine/steps/explanation.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { updateRuleOf } from '../../engine/training/optimizers.ts';
import { agreeingForm } from '../../notation/agreeing-form.ts';
import { layOutFormula } from '../../notation/formula-layout.ts';
import { formatNumber, formatQuantity, formatSignificant } from '../../notation/number-format.ts';
import { writeLine } from '../../notation/one-line.ts';
import { roundedProduct } from '../../notation/rounded-product.ts';
import { type FormulaLine, type FormulaSegment, stack, type Token } from '../../notation/stacked-fractions.ts';
import { fractionOf, symbolOf } from '../../notation/symbols.ts';
import { type Piece, type Row, widthOf, wrapped } from '../draw/rows.ts';
import { formulaTokens, nextDerivation, selectedToken, selectFactor } from '../state/expanded-factors.ts';
import { ownNumber } from '../state/own-numbers.ts';
import { shownDerivation } from '../state/shown-derivation.ts';
import { shownQuantity } from '../state/shown-quantity.ts';
import { isDenseView, isJustComputed, nameOf, shown, type View } from '../state/view.ts';
import { derivationRows } from './derivation-rows.ts';
import type { Panel, PanelWords } from './panel.ts';

interface FormulaWords extends PanelWords {
  readonly byHand: string;
  /** In front of a number of the learner's own program. */
  readonly own: string;
  readonly frozen: string;
  /** The title while the user has selected a number of a formula. After the key f, each step shows its own formula again. */
  held(quantity: string): string;
  /** The title above a derivation. */
  why(derivative: string): string;
}

/**
 * The formula of the shown quantity and its result. For the gradient of a parameter, this is the chain rule, and the update
 * of the parameter is below it.
 */
export const formulaPanel: Panel<FormulaWords> = {
  name: 'formula',
  words: {
    name: 'formula',
    byHand: 'from rounded factors',
    own: 'yours:',
    frozen: 'frozen: no update changes it',
    held: (quantity) => `${quantity}, held (f: follow)`,
    why: (derivative) => `why ${derivative}`,
  },
  place: 'upper right',
  title: (view, _size, words) => {
    const derivation = shownDerivation(view.model);
    if (derivation !== undefined) return words.why(nameOf(view, derivation));
    const name = nameOf(view, shownQuantity(view.model));
    return isDenseView(view) || view.model.selected === undefined ? name : words.held(name);
  },
  rows: (view, { columns }, words) => {
    const derivation = shownDerivation(view.model);
    return derivation === undefined ? formulaRows(view, columns, words) : derivationRows(view, derivation, columns);
  },
  canScroll: true,
  select: selectFactor,
};

/** The blanks in front of the second and each later row of an equation. */
const indent = '  ';

/**
 * The stacked chain rule and the rows below it:
 *
 *     ∂E      ∂E     ∂out_o1   ∂net_o1
 *     ─── = ─────── × ─────── × ───────     symbols
 *     ∂w5   ∂out_o1   ∂net_o1     ∂w5
 *              ①         ②         ③        marks
 *         =  0.5843 ×  0.2411 ×  0.5069     numbers
 *         = 0.0714                          result
 *     w5⁺ = w5 − α × 0.0714 = 0.3143        update
 */
function formulaRows(view: View, width: number, words: FormulaWords): readonly Row[] {
  const { model, experiment, snapshot, glyphs } = view;
  const quantity = shownQuantity(model);
  const fraction = fractionOf(modelOf(experiment), quantity, glyphs);
  const tokens = formulaTokens(model, glyphs, {
    number: (quantity, decimals) => {
      const value = snapshot.known(quantity);
      return value === undefined ? undefined : formatNumber(value, decimals, glyphs);
    },
    isNew: (quantity) => isJustComputed(view, quantity),
    form: (factor, chainRule) =>
      snapshot.known(factor) === undefined
        ? undefined
        : agreeingForm(chainRule, snapshot.values.numberOf, model.decimals),
  });
  const left =
    fraction === undefined ? (['', nameOf(view, quantity), ''] as const) : stack(fraction.top, fraction.bottom, glyphs);
  const isFocused = model.focusedPanel === formulaPanel.name;
  // Without the focus, ⏎ may show why the factor that was opened last is what it is. Then it opens no factor.
  const opensFactor = isFocused || nextDerivation(model) === undefined;
  const selected = opensFactor ? selectedToken(model, tokens) : undefined;
  // A given number has no formula, so its value stands behind its name.
  const isGiven = tokens.length === 0;
  const margin = isGiven ? `${left[1]} ` : ' '.repeat(stringWidth(left[1]) + 1);
  // The number of a single quantity is the result, which is written below it.
  const isRepeated = tokens.length === 1 && snapshot.known(quantity) !== undefined;
  return [
    ...(isGiven
      ? []
      : layOutFormula({
          left,
          tokens: isRepeated ? tokens.map(withoutNumber) : tokens,
          selected,
          isFocused,
          width,
          glyphs,
        }).map(rowOf)),
    ...resultRows(view, quantity, margin, width, words),
    ...byHandRows(view, quantity, margin, words),
    ...updateRows(view, quantity, width, words),
  ];
}

function withoutNumber(token: Token): Token {
  return { ...token, number: undefined };
}

function rowOf(line: FormulaLine): Row {
  return line.map((segment) => ({ text: segment.text, part: partOf(segment) }));
}

function partOf({ role, isSelected, isNew }: FormulaSegment): Piece['part'] {
  if (isSelected) return 'selected';
  return isNew ? 'just computed' : role;
}

/** The value if it is computed. If not, for a weight, δ times its input as soon as both are known. */
function resultRows(
  view: View,
  quantity: Quantity,
  margin: string,
  width: number,
  words: FormulaWords,
): readonly Row[] {
  const { snapshot, glyphs } = view;
  const equals = { text: `${margin}= ` };
  const value = snapshot.known(quantity);
  if (value !== undefined) return [[equals, resultPiece(view, quantity, value), ...ownPieces(view, quantity, words)]];
  const { update } = snapshot.values;
  const equation = equationOf(update, quantity);
  const [delta, input] = equation.kind === 'product' ? equation.factors : [];
  if (delta?.kind !== 'leaf' || input?.kind !== 'leaf') return [];
  if (!isGradientOf(delta.leaf, 'net') || !isComposite(update, delta.leaf)) return [];
  const [first, second] = [snapshot.known(delta.leaf), snapshot.known(input.leaf)];
  if (first === undefined || second === undefined) return [];
  const text = shown(view, second);
  const times = { text: ` ${glyphs.times} ${second < 0 ? `(${text})` : text}` };
  return onOneRowOrTwo([equals, resultPiece(view, delta.leaf, first)], [times], margin, width);
}

/** The learner's own number, behind the right one. */
function ownPieces(view: View, quantity: Quantity, { own }: FormulaWords): readonly Piece[] {
  const number = ownNumber(view, quantity);
  if (number === undefined) return [];
  const part = number.isRight ? 'right answer' : 'problem with answer';
  return [{ text: `   ${own} ${shown(view, number.value)}`, part }];
}

/** `first` and `second` on one row. If that row is wider than `width` cells, `second` is on a row of its own. */
function onOneRowOrTwo(first: Row, second: Row, margin: string, width: number): readonly Row[] {
  const whole = [...first, ...second];
  return widthOf(whole) <= width ? [whole] : [first, [{ text: margin }, ...second]];
}

/** The value of a quantity, marked if the present step has computed it. */
function resultPiece(view: View, quantity: Quantity, value: number): Piece {
  return isJustComputed(view, quantity)
    ? { text: view.glyphs.justComputed + shown(view, value), part: 'just computed' }
    : { text: shown(view, value), part: 'emphasized' };
}

/**
 * The result of calculating by hand: every factor is rounded before the multiplication. As in the lecture, the result
 * has as many significant digits as a factor has decimals.
 */
function byHandRows(view: View, quantity: Quantity, margin: string, { byHand }: FormulaWords): readonly Row[] {
  const { model, snapshot, glyphs } = view;
  const isProduct = isGradientOf(quantity, 'parameter', 'equation', 'input');
  if (!model.isByHand || !isProduct || snapshot.known(quantity) === undefined) return [];
  const value = formatSignificant(roundedProduct(snapshot.values, quantity, model.decimals), model.decimals, glyphs);
  return [[{ text: `${margin}${glyphs.approximately} ${value} ${byHand}`, part: 'by hand' }]];
}

/**
 * The equations of the optimizer's variables and of the new parameter. An equation is in symbols until its result is
 * computed.
 */
function updateRows(view: View, shown: Quantity, width: number, { frozen }: FormulaWords): readonly Row[] {
  const { experiment } = view;
  if (!hasRole(shown.of, 'parameter') || shown.sample !== undefined) return [];
  const parameter = shown.of.index;
  if (!isTrained(modelOf(experiment), parameter)) {
    return hasTrainedParameters(modelOf(experiment)) ? [[{ text: frozen, part: 'faint' }]] : [];
  }
  const { variables } = updateRuleOf(experiment.optimizer, parameterKindAt(modelOf(experiment), parameter));
  const quantities: readonly Quantity[] = [
    ...variables.map(([name]) => optimizerQuantity(parameter, name)),
    newParameterValue(parameter),
  ];
  return quantities.flatMap((quantity) => equationRows(view, quantity, width));
}

function equationRows(view: View, quantity: Quantity, width: number): readonly Row[] {
  const { model, snapshot, glyphs } = view;
  const { update, numberOf } = snapshot.values;
  const name = nameOf(view, quantity);
  const formula = formulaOf(update, quantity);
  const result = snapshot.known(quantity);
  const isComputed = result !== undefined;
  const decimals = isComputed ? agreeingForm(formula, numberOf, model.decimals).decimals : model.decimals;
  const write = (textOf: (term: Quantity) => string): string =>
    writeLine(formula, { glyphs, hasValues: true, maxTerms: Number.POSITIVE_INFINITY, quantity: textOf });
  const numbers = write((term) => termText(view, term, isComputed, decimals));
  // A formula of a single term keeps its symbol, because its number is the result.
  const isResult = result !== undefined && numbers === shown(view, result);
  const written = isResult ? write((term) => symbolText(view, term)) : numbers;
  const [first = '', ...rest] = wrapped(`${name} = ${written}`, width);
  const further = rest.flatMap((text) => wrapped(text, width - indent.length)).map((text) => indent + text);
  const rows = [first, ...further].map((text): Row => [{ text }]);
  if (result === undefined) return rows;
  const last = onOneRowOrTwo(
    rows.at(-1) ?? [],
    [{ text: ' = ' }, resultPiece(view, quantity, result)],
    ' '.repeat(stringWidth(name)),
    width,
  );
  return [...rows.slice(0, -1), ...last];
}

/**
 * The value of a term if the result of the equation is computed, else the symbol of the term. The value of a gradient
 * is written as soon as it is known.
 */
function termText(view: View, term: Quantity, isComputed: boolean, decimals: number): string {
  const { snapshot, glyphs } = view;
  const value = snapshot.known(term);
  if (value !== undefined && (isComputed || isGradientOf(term, 'parameter'))) {
    return formatQuantity(term, value, decimals, glyphs);
  }
  return symbolText(view, term);
}

function symbolText({ experiment, glyphs }: View, term: Quantity): string {
  const fraction = fractionOf(modelOf(experiment), term, glyphs);
  return fraction === undefined ? symbolOf(modelOf(experiment), term, glyphs) : `${fraction.top}/${fraction.bottom}`;
}
