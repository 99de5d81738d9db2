import type { Stride } from '../../engine/timeline/navigation.ts';
import type { Model } from './model.ts';
import { strideFrom, travelTo } from './travel-target.ts';

/** Moves by a stride. While the user predicts, a step first shows the equation of the next step. */
export function move(model: Model, stride: Stride, direction: 1 | -1): Model {
  const isPredicted = stride === 'step' && model.prediction !== 'off' && model.travelTarget === undefined;
  if (isPredicted) return direction === 1 ? predictForward(model) : predictBack(model);
  return travelTo(withoutQuestion(model), strideFrom(model, stride, direction));
}

/** The equation of the next step, then its value. */
function predictForward(model: Model): Model {
  if (model.prediction === 'answer') return { ...model, prediction: 'question' };
  return { ...travelTo(model, strideFrom(model, 'step', 1)), prediction: 'answer' };
}

/** The same in reverse: the value of a step, its equation, the value of the step before. */
function predictBack(model: Model): Model {
  if (model.prediction === 'question') return { ...model, prediction: 'answer' };
  if (model.position.step === 0) return model;
  return { ...travelTo(model, strideFrom(model, 'step', -1)), prediction: 'question' };
}

/** Hides the equation of the next step, for a key that leads elsewhere. */
export function withoutQuestion(model: Model): Model {
  return model.prediction === 'question' ? { ...model, prediction: 'answer' } : model;
}
