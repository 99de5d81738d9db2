import { nearest } from '../nearest-name.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import type { Report } from './formula-mistakes.ts';
import { severalInputNames, writtenFunctions } from './written-functions.ts';

interface WrittenCall {
  readonly name: string;
  readonly at: number;
  readonly inputCount: number;
  /** The index of "for" if there is a loop. */
  readonly loopAt: number | undefined;
}

/** Reports a function that does not exist, and a wrong number of inputs. */
export function checkFunction(report: Report, { name, at, inputCount, loopAt }: WrittenCall): void {
  const written = writtenFunctions.get(name);
  if (written === undefined) {
    const names = [...writtenFunctions.keys()];
    const near = nearest(name, names);
    const other = messages.otherFunctions.get(name);
    const unknown = near === undefined ? messages.noFunction(name, names) : messages.misspelledFunction(name, near);
    report(at, other ?? unknown);
  } else if (inputCount === 0) report(at, messages.noInput(name));
  else if (!written.takesSeveral && loopAt !== undefined)
    report(loopAt, messages.loopInFunction(name, severalInputNames));
  else if (!written.takesSeveral && inputCount > 1) report(at, messages.severalInputs(name, inputCount));
  else if (loopAt !== undefined && inputCount > 1) report(loopAt, messages.loopOverSeveral(inputCount));
}
