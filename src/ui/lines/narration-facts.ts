import type { Quantity } from '../../engine/graph/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { firstNonFinite, isAllFinite } from '../../engine/timeline/divergence.ts';
import { nonFiniteCause } from '../../engine/timeline/non-finite-cause.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import type { NarrationFact } from '../messages/facts.ts';
import { isDenseView, nameOf, type View } from '../state/view.ts';
import { denseFact } from './dense-facts.ts';
import { formulaFact } from './formula-facts.ts';

/** The fact that the narration tells about the present step. Undefined only for quantities that no step computes. */
export function narrationFact(view: View): NarrationFact | undefined {
  const { snapshot } = view;
  if (snapshot.step === undefined) return { kind: 'start' };
  const { quantity } = snapshot.step;
  const value = snapshot.values.numberOf(quantity);
  if (!Number.isFinite(value)) return nonFiniteFact(view, quantity);
  return isDenseView(view) ? denseFact(view, quantity, value) : formulaFact(view, quantity, value);
}

function nonFiniteFact(view: View, quantity: Quantity): NarrationFact {
  const { values } = view.snapshot;
  const spelled = (each: Quantity): string => quantityName(modelOf(view.experiment), each);
  if (!isAllFinite(values.before)) return { kind: 'not-finite-before' };
  const first = firstNonFinite(values);
  const isFirst = first === undefined || spelled(first) === spelled(quantity);
  return isFirst
    ? { kind: 'not-finite', cause: nonFiniteCause(values, quantity) }
    : { kind: 'not-finite-since', first: nameOf(view, first) };
}
