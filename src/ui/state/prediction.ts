import type { Stride } from '../../engine/timeline/navigation.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Model } from './model.ts';
import { strideFrom, travelTo } from './travel-target.ts';

/** Moves by a stride. While the user predicts, the equation of a step and its value are shown one after the other. */
export function move(model: Model, stride: Stride, direction: 1 | -1): Model {
  const isPredicted = stride === 'step' && model.prediction !== 'off' && model.travelTarget === undefined;
  if (isPredicted) return direction === 1 ? predictForward(model) : predictBack(model);
  return goTo(model, strideFrom(model, stride, direction));
}

/** Moves to a position, and shows its step with the value even if the user predicts. */
export function goTo(model: Model, position: Position): Model {
  return travelTo(withoutQuestion(model), position);
}

/** Shows the equation of the next step or, if it is shown already, the value. */
function predictForward(model: Model): Model {
  if (model.prediction === 'answer') return { ...model, prediction: 'question' };
  return { ...travelTo(model, strideFrom(model, 'step', 1)), prediction: 'answer' };
}

/** The reverse of `predictForward`: from the value of a step to its equation, then to the value of the step before. */
function predictBack(model: Model): Model {
  if (model.prediction === 'question') return { ...model, prediction: 'answer' };
  if (model.position.step === 0) return model;
  return { ...travelTo(model, strideFrom(model, 'step', -1)), prediction: 'question' };
}

/** Ends the question about the next step, because the user moves on without its value. */
export function withoutQuestion(model: Model): Model {
  return model.prediction === 'question' ? { ...model, prediction: 'answer' } : model;
}
