import { formulaNames } from '../../engine/models/formula.ts';
import { parameterCountOf, parameterName } from '../../engine/models/parameters.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { withEdit } from '../../engine/training/run.ts';
import type { PromptProblem } from '../messages/facts.ts';
import { wordsOf } from '../messages/word-table.ts';
import { announcePrompt } from '../speech/prompt-announcement.ts';
import { parseChange } from '../state/change-parser.ts';
import { type Outcome, withoutEffects } from '../state/input.ts';
import { experimentOf, type Model } from '../state/model.ts';
import type { Prompt } from '../state/prompt.ts';
import { switchRun } from '../state/travel-target.ts';
import type { Action, ActionWords } from './action.ts';
import { hintUnlessMoving } from './hints.ts';
import { openPrompt } from './prompts.ts';

interface ChangeWords extends ActionWords {
  /** `parameter` is undefined if the formula has no numbers. */
  question(parameter: string | undefined): string;
  readonly examples: string;
  /** `name` is the name of a number or a column. */
  formulaExamples(name: string): string;
}

const maxCharacters = 60;

export const change: Action<ChangeWords> = {
  name: 'change',
  keys: ['='],
  group: 'try',
  words: {
    help: 'change a weight, an input, a target, α, the optimizer or an activation',
    hint: 'change',
    helpInFormulas: 'change a number, a value of a sample, α or the optimizer',
    question: (parameter) => (parameter === undefined ? 'change:' : `change ${parameter} to:`),
    examples: 'examples: 0.4 | i1 0.2 | target_o1 0.5 | alpha 5 | optimizer adam 0.01 | h tanh',
    formulaExamples: (name) => `examples: 0.4 | ${name} 0.2 | alpha 5 | optimizer adam 0.01`,
  },
  hint: hintUnlessMoving(14),
  change: (model) => openPrompt(model, changePrompt),
  announce: announcePrompt,
};

const changePrompt: Prompt = {
  question: ({ model, selected, messages }) => {
    const { question } = wordsOf(messages.actions, change);
    const changed = modelOf(experimentOf(model));
    return question(parameterCountOf(changed) === 0 ? undefined : parameterName(changed, selected));
  },
  hint: ({ experiment, messages }) => {
    const { examples, formulaExamples } = wordsOf(messages.actions, change);
    return experiment.kind === 'dense' ? examples : formulaExamples(formulaNames(experiment.formula)[0] ?? '');
  },
  accepts: (typed, character) => character >= ' ' && typed.length < maxCharacters,
  submit: changeRun,
};

/** Makes a typed change at the start of the present update. Returns the reason if the change is not possible. */
function changeRun(model: Model, text: string): Outcome | PromptProblem {
  const parsed = parseChange(model, text);
  if (typeof parsed === 'string') return parsed;
  const edit = { update: model.position.update, change: parsed };
  const changed = switchRun(model, withEdit(model.run, edit), edit.update);
  return withoutEffects({ ...changed, notice: { kind: 'changed', edit } });
}
