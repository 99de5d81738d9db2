import { isSameNode } from '../graph/node.ts';
import { nodeOf, type Quantity } from '../graph/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import { stepsOf } from '../steps/steps.ts';
import { modelOf } from '../training/experiment.ts';
import type { Question } from './question.ts';

/** At most this many other quantities are compared with an answer, so that few match it by chance. */
const maxOthers = 60;

/**
 * The quantities whose value may be given in place of the one that is asked for: those of the same node, such as out for
 * net, then those of the same kind, such as the gradients of other weights. All belong to the same sample.
 */
export function quantitiesLike({ values: { update }, quantity: asked }: Question): readonly Quantity[] {
  const model = modelOf(update.experiment);
  const name = quantityName(model, asked);
  const [near, like]: [Quantity[], Quantity[]] = [[], []];
  for (const { quantity } of stepsOf(update)) {
    if (like.length >= maxOthers) break;
    if (quantity.sample !== asked.sample || quantityName(model, quantity) === name) continue;
    if (isNear(quantity, asked)) near.push(quantity);
    else if (isLike(quantity, asked)) like.push(quantity);
  }
  return [...near, ...like].slice(0, maxOthers);
}

/** Whether two quantities belong to the same unit or parameter. */
function isNear(a: Quantity, b: Quantity): boolean {
  const [nodeA, nodeB] = [nodeOf(a), nodeOf(b)];
  if (isSameNode(nodeA, nodeB)) return true;
  const isUnit = (role: string): boolean => role === 'net' || role === 'out';
  return (
    isUnit(nodeA.block.role) &&
    isUnit(nodeB.block.role) &&
    nodeA.index === nodeB.index &&
    'layer' in nodeA.block &&
    'layer' in nodeB.block &&
    nodeA.block.layer === nodeB.block.layer
  );
}

/** Whether two quantities are of the same kind and role, such as two gradients of parameters. */
function isLike(a: Quantity, b: Quantity): boolean {
  return a.kind === b.kind && a.of.block.role === b.of.block.role;
}
