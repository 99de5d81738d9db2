import { childrenOf, type Expression, withParts } from './expression.ts';
import { items, type LazyList, mapList } from './lazy-list.ts';

/** Whether two leaves are the same. */
export type IsSame<Leaf> = (a: Leaf, b: Leaf) => boolean;

/** Lists with more items are neither compared nor rearranged, because that takes a walk over all items. */
export const maxComparedItems = 64;

export function isConstant<Leaf>(expression: Expression<Leaf>, value: number): boolean {
  return expression.kind === 'constant' && expression.value === value;
}

/** Whether two expressions are written in the same way. Long lists count as different. */
export function isEqual<Leaf>(a: Expression<Leaf>, b: Expression<Leaf>, isSame: IsSame<Leaf> = Object.is): boolean {
  if (a === b) return true;
  if (a.kind === 'constant') return b.kind === 'constant' && Object.is(a.value, b.value);
  if (a.kind === 'leaf') return b.kind === 'leaf' && isSame(a.leaf, b.leaf);
  if (a.kind !== b.kind || (a.kind === 'call' && b.kind === 'call' && a.name !== b.name)) return false;
  if (a.kind === 'rewritten' && b.kind === 'rewritten') {
    return isEqual(a.shown, b.shown, isSame) && isEqual(a.computed, b.computed, isSame);
  }
  return areEqual(childrenOf(a), childrenOf(b), isSame);
}

function areEqual<Leaf>(a: LazyList<Expression<Leaf>>, b: LazyList<Expression<Leaf>>, isSame: IsSame<Leaf>): boolean {
  if (a.length !== b.length || a.length > maxComparedItems) return false;
  const others = items(b);
  for (const part of items(a)) {
    const { value: other } = others.next();
    if (other === undefined || !isEqual(part, other, isSame)) return false;
  }
  return true;
}

/** Which form of rewritten expressions is meant. The stable form of one without a stable form is its shown form. */
export type Form = 'shown' | 'computed' | 'stable';

/** The expression without rewritten parts: with one form in place of each. */
export function inForm<Leaf>(expression: Expression<Leaf>, form: Form): Expression<Leaf> {
  // An unchanged part stays the same object, so that parts that occur several times are recognized quickly.
  if (!canContainRewritten(expression)) return expression;
  switch (expression.kind) {
    case 'constant':
    case 'leaf':
      return expression;
    case 'rewritten':
      return inForm(form === 'stable' ? (expression.stable ?? expression.shown) : expression[form], form);
    case 'sum':
      return { ...expression, terms: mapped(expression.terms, (term) => inForm(term, form)) };
    case 'call':
      return { ...expression, inputs: mapped(expression.inputs, (input) => inForm(input, form)) };
    case 'product':
      return { ...expression, factors: expression.factors.map((factor) => inForm(factor, form)) };
    case 'difference':
    case 'quotient':
    case 'negative':
    case 'power':
    case 'conditional':
      return withParts(expression, (part) => inForm(part, form));
  }
}

/** Whether a part of an expression is rewritten. The items of long lists are not looked at, so they count as rewritten. */
function canContainRewritten<Leaf>(expression: Expression<Leaf>): boolean {
  if (expression.kind === 'rewritten') return true;
  const children = childrenOf(expression);
  if (children.length > maxComparedItems) return true;
  for (let at = 0; at < children.length; at++) {
    const child = children.at(at);
    if (child !== undefined && canContainRewritten(child)) return true;
  }
  return false;
}

/** The list of the transformed items: an array, or a lazy list if the list is long. */
export function mapped<From, To>(list: LazyList<From>, transform: (item: From) => To): LazyList<To> {
  return list.length <= maxComparedItems ? Array.from(items(list), transform) : mapList(list, transform);
}

/** Replaces each part that is written as `part` is. */
export function replaceEqual<Leaf>(
  expression: Expression<Leaf>,
  part: Expression<Leaf>,
  replacement: Expression<Leaf>,
): Expression<Leaf> {
  if (isEqual(expression, part)) return replacement;
  return expression.kind === 'leaf'
    ? expression
    : withParts(expression, (child) => replaceEqual(child, part, replacement));
}
