import type { Quantity } from '../../engine/graph/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import type { View } from './view.ts';

/** The numbers of a learner's program, with which `backstep mark --open` opens the stepper. They belong to one update. */
export interface OwnNumbers {
  readonly update: number;
  /** By the name of the quantity. */
  readonly numbers: ReadonlyMap<string, OwnNumber>;
  /** The name of the first wrong quantity. Undefined if none is wrong. */
  readonly first: string | undefined;
  /** What the mark says of the first wrong number, or that all are right. */
  readonly text: string;
}

export interface OwnNumber {
  readonly value: number;
  readonly isRight: boolean;
}

/** The learner's number for a quantity of the present update. Undefined if there is none. */
export function ownNumber(
  { model, experiment, snapshot }: Pick<View, 'model' | 'experiment' | 'snapshot'>,
  quantity: Quantity,
): OwnNumber | undefined {
  const { own } = model;
  if (own === undefined || own.update !== snapshot.values.update.number) return undefined;
  return own.numbers.get(quantityName(modelOf(experiment), quantity));
}

/** What the mark says, at the step of the first wrong number. Undefined at other steps. */
export function ownNumbersText({ model, experiment, snapshot }: View): string | undefined {
  const { own } = model;
  const quantity = snapshot.step?.quantity;
  if (own === undefined || quantity === undefined || own.update !== snapshot.values.update.number) return undefined;
  return quantityName(modelOf(experiment), quantity) === own.first ? own.text : undefined;
}
