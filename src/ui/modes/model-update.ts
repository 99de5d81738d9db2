import { type Action, refusalOf } from '../actions/action.ts';
import { answered } from '../practice/practice-model.ts';
import { type Input, type Outcome, withoutEffects } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import { arriveAt, runFor, stop } from '../state/travel-target.ts';
import type { ModeDefinition } from './mode-definition.ts';
import { modes } from './mode-table.ts';

/** The model after an input, and what the program is to do. */
export function update(model: Model, input: Input): Outcome {
  switch (input.kind) {
    case 'key':
      return pressKey(model, input.key);
    case 'paste':
      return withoutEffects([...input.text].reduce(typeCharacter, model));
    case 'tick':
      return withoutEffects(runFor(model, input.seconds));
    case 'arrived':
      return withoutEffects(arriveAt(model, input.position));
    case 'diverged':
      return withoutEffects(stop({ ...model, position: input.position }));
    case 'scrolled':
      return withoutEffects({ ...model, scroll: input.rows });
    case 'answered':
      return withoutEffects(answered(model, input.practice));
    case 'notice':
      return withoutEffects({ ...model, notice: input.notice });
  }
}

/** What a key does in the present mode; undefined for a key that is not bound, which may be a character to type. */
export function actionFor({ mode }: Model, key: string): Action | undefined {
  return modes[mode.kind].actions.find(({ keys }) => keys.some((each) => each === key));
}

function pressKey(model: Model, key: string): Outcome {
  const action = actionFor(model, key);
  if (action === undefined) return withoutEffects(typeCharacter(model, key));
  const refusal = refusalOf(action, model);
  if (refusal === undefined) return perform(action, model, key);
  return withoutEffects(action.isRefusedSilently ? model : { ...model, notice: { kind: 'refused', refusal } });
}

function perform(action: Action, model: Model, key: string): Outcome {
  const effect = action.effect?.(model, key);
  return {
    model: action.change === undefined ? model : action.change(withoutNews(model), key),
    effects: effect === undefined ? [] : [effect],
  };
}

function typeCharacter(model: Model, character: string): Model {
  const { type }: ModeDefinition = modes[model.mode.kind];
  const isCharacter = [...character].length === 1 && character >= ' ';
  return type === undefined || !isCharacter ? model : type(withoutNews(model), character);
}

/** A notice and the text of a chapter are shown until the next key. */
function withoutNews(model: Model): Model {
  return { ...model, notice: undefined, chapter: undefined };
}
