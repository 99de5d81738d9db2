import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import type { Session } from '../../src/engine/training/session.ts';
import { narrationText } from '../../src/ui/lines/narration-line.ts';
import { sessionOf } from '../../src/ui/state/session-model.ts';
import { lecture } from '../support/lecture.ts';
import { afterKeys, openStepper, type Stepper, sessionWith } from '../support/stepper.ts';

const narration = ({ view }: Stepper): string => narrationText(view, 200);

/** Resolves after the listeners of all settled promises are called. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('keys with effects outside the program', () => {
  test('q and Ctrl-C quit, and keys after them are ignored', () => {
    for (const key of ['q', 'ctrl+c']) {
      const stepper = openStepper().pressAtOnce('right', key, 'right');
      expect(stepper.isQuitting).toBe(true);
      expect(stepper.model.position.step).toBe(1);
    }
  });

  test('Ctrl-C quits in every mode, and q is typed into a prompt', () => {
    for (const key of ['?', 'd', 'g', '/', '=', 's']) expect(afterKeys([key, 'ctrl+c']).isQuitting).toBe(true);
    const typing = afterKeys(['/', 'q']);
    expect(typing.isQuitting).toBe(false);
    expect(typing.model.mode).toMatchObject({ typed: 'q' });
  });

  test('Ctrl-Z suspends and Ctrl-L redraws, and neither changes the model', () => {
    const stepper = afterKeys(['right', 'm']);
    const { model } = stepper;
    expect(stepper.press('ctrl+z', 'ctrl+l').effects).toEqual(['suspend', 'redraw']);
    expect(stepper.model).toBe(model);
  });

  test('s saves under the typed path, or under the suggested path if none is typed', async () => {
    const saved: (readonly [Session, string])[] = [];
    const save = async (session: Session, path: string): Promise<void> => {
      saved.push([session, path]);
    };
    const stepper = openStepper({ save }).press('e', 's', ...' mine.json ', 'return');
    await settled();
    expect(saved[0]).toMatchObject([{ position: { update: 1, step: 44 } }, 'mine.json']);
    expect(narration(stepper)).toBe('Saved. Opens again with: backstep ./mine.json');
    stepper.press('s', 'return');
    await settled();
    expect(saved[1]?.[1]).toBe('lecture.session.json');
    stepper.press('s', ' ', 'return');
    await settled();
    expect(saved[2]?.[1]).toBe('lecture.session.json');
  });

  test('the default name of a session file has no blanks and no slashes, and the command that opens a file quotes a path with blanks', async () => {
    const paths: string[] = [];
    const save = async (_: Session, path: string): Promise<void> => {
      paths.push(path);
    };
    const experiment = { ...lecture, name: 'two layers/sigmoid' };
    const stepper = openStepper({ save, session: sessionWith({}, experiment) }).press('s', 'return');
    await settled();
    expect(paths).toEqual(['two-layers-sigmoid.session.json']);
    stepper.press('s', ...'our file.json', 'return');
    await settled();
    expect(narration(stepper)).toBe("Saved. Opens again with: backstep './our file.json'");
  });

  test('the narration tells why a session could not be saved', async () => {
    const stepper = openStepper({ save: () => Promise.reject(new Error('the disk is full')) }).press('s', 'return');
    await settled();
    expect(narration(stepper)).toBe('Not saved: the disk is full');
  });
});

describe('pasted text', () => {
  test('is typed into a prompt, without the characters that the prompt does not accept', () => {
    expect(afterKeys(['g', { pasted: 'epoch 12\n' }]).model.mode).toMatchObject({ typed: '12' });
    expect(afterKeys(['d', { pasted: '0.5*@2' }]).model.mode).toMatchObject({ typed: '0.5*2' });
  });

  test('is ignored where nothing can be typed', () => {
    expect(afterKeys([{ pasted: 'eeq' }]).model.position).toEqual({ update: 1, step: 0 });
    expect(afterKeys(['?', { pasted: 'q' }]).model.mode.kind).toBe('help');
  });
});

describe('the autosave', () => {
  test('gets the session after each move, mark, edit and change of the view, and whether more has changed', () => {
    const saves: [Session, boolean][] = [];
    const autosave = async (session: () => Session, isEdit: boolean): Promise<void> => {
      saves.push([session(), isEdit]);
    };
    const stepper = openStepper({ autosave });
    expect(saves).toEqual([]);
    stepper.press('right', 'tab', 'm', '=', ...'w5 0', 'return');
    expect(
      saves.map(([{ position, edits, marks }, isEdit]) => [position.step, edits.length, marks.length, isEdit]),
    ).toEqual([
      [1, 0, 0, false],
      [1, 0, 0, false],
      [1, 0, 1, true],
      [1, 1, 1, true],
    ]);
  });

  test('saves the target of a long move as soon as the move begins', () => {
    const targets: number[] = [];
    const autosave = async (session: () => Session): Promise<void> => {
      targets.push(session().position.update);
    };
    openStepper({ autosave }).pressAtOnce('g', ...'900000', 'return');
    expect(targets).toEqual([900_000]);
  });

  test('shows only its first failure', async () => {
    let failures = 0;
    const autosave = (): Promise<void> => {
      failures += 1;
      return Promise.reject(new Error('the disk is full'));
    };
    const stepper = openStepper({ autosave }).press('right');
    await settled();
    expect(narration(stepper)).toBe('Not kept for --resume: the disk is full');
    stepper.press('right');
    await settled();
    expect(failures).toBe(2);
    expect(narration(stepper)).not.toContain('Not kept');
  });
});

describe('an opened session', () => {
  const { model, view } = afterKeys(['e', 'e', 'e', 'right']);
  const session = sessionOf(model, view.snapshot);

  test('has the saved position, and no notice if its numbers are the saved numbers', () => {
    const opened = openStepper({ session }).wait(1);
    expect(opened.model.position).toEqual(model.position);
    expect(opened.model.notice).toBeUndefined();
  });

  test('shows that its numbers differ from the saved numbers, until the next key', () => {
    const differing = openStepper({ session: { ...session, fingerprint: '00000000' } }).wait(1);
    expect(narration(differing)).toBe('These numbers differ from the saved ones: another version saved them.');
    expect(differing.press('right').model.notice).toBeUndefined();
  });

  test('is not compared with the saved numbers after an edit', () => {
    const edited = openStepper({ session: sessionWith({ fingerprint: '00000000', position: { update: 9, step: 1 } }) });
    edited.pressAtOnce('r', '=', ...'w5 0', 'return').press('g', '9', 'return');
    expect(edited.model).toMatchObject({ position: { update: 9 }, notice: undefined });
  });

  test('opens without a warning if it was left at a question about the next update', () => {
    const asking = afterKeys(['e', 'd']);
    const opened = openStepper({ session: sessionOf(asking.model, asking.view.snapshot) }).wait(1);
    expect(opened.model).toMatchObject({ position: { update: 1, step: 44 }, notice: undefined });
  });

  test('opens at its position also if the numbers there are not finite', () => {
    const linear = { units: 2, activation: 'identity', bias: undefined } as const;
    const steep: DenseExperiment = {
      ...lecture,
      network: createNetwork(2, [linear, linear]),
      optimizer: { method: 'sgd', learningRate: 1e30 },
    };
    const session = sessionWith({ position: { update: 20, step: 1 } }, steep);
    expect(openStepper({ session }).wait(1).model.position).toEqual({ update: 20, step: 1 });
  });
});

test('a refused key shows the reason until the next key', () => {
  const stepper = afterKeys(['u']);
  expect(narration(stepper)).toBe('Not now: nothing is changed.');
  expect(narration(stepper.press('tab'))).toBe('Nothing is computed yet. Each press of → computes one equation.');
});
