import { type Action, refusalOf } from '../actions/action.ts';
import { withTyped } from '../actions/typed-text.ts';
import { answered } from '../practice/practice-model.ts';
import { type Input, type Outcome, withoutEffects } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import { arriveAt, runFor, stop } from '../state/travel-target.ts';
import type { ModeDefinition } from './mode-definition.ts';
import { modes } from './mode-table.ts';

/** The model after an input, and the effects for the program to run. */
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
      return withoutEffects({
        ...stop({ ...model, position: input.position }),
        notice: { kind: 'lost', divergence: input.divergence },
      });
    case 'scrolled':
      return withoutEffects(model.scroll === input.rows ? model : { ...model, scroll: input.rows });
    case 'answered':
      return withoutEffects(answered(model, input.practice));
    case 'notice':
      return withoutEffects({ ...model, notice: input.notice });
  }
}

/** The action of a key in the present mode. A key without an action may be a character to type. */
export function actionFor({ mode }: Model, key: string): Action | undefined {
  return modes[mode.kind].actions.find(({ keys }) => keys.some((each) => each === key));
}

function pressKey(model: Model, key: string): Outcome {
  const action = actionFor(model, key);
  if (action === undefined) return withoutEffects(typeCharacter(model, key));
  const reason = refusalOf(action, model, key);
  if (reason === undefined) return outcomeOf(action, model, key);
  return withoutEffects(action.isRefusedSilently ? model : { ...model, notice: { kind: 'refused', action, reason } });
}

function outcomeOf({ change, perform, keepsNotice }: Action, model: Model, key: string): Outcome {
  const start = keepsNotice ? model : withoutNotice(model);
  return perform?.(start, key) ?? withoutEffects(change?.(start, key) ?? start);
}

function typeCharacter(model: Model, character: string): Model {
  const { accepts }: ModeDefinition = modes[model.mode.kind];
  const isCharacter = [...character].length === 1 && character >= ' ';
  if (accepts === undefined || !isCharacter) return model;
  const withoutOldNotice = withoutNotice(model);
  return accepts(model, character) ? withTyped(withoutOldNotice, (typed) => typed + character) : withoutOldNotice;
}

/**
 * Removes the notice and the text of the chapter, which are shown until the next key. A model without them stays the same
 * object, so that no new view is built.
 */
function withoutNotice(model: Model): Model {
  if (model.notice === undefined && model.chapter === undefined) return model;
  return { ...model, notice: undefined, chapter: undefined };
}
