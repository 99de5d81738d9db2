import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { narrationText } from '../../src/ui/lines/narration-line.ts';
import type { Model } from '../../src/ui/state/model.ts';
import { derivationMark } from '../../src/ui/state/model.ts';
import { presentExpansion } from '../../src/ui/state/present-expansion.ts';
import { selectedParameter } from '../../src/ui/state/selection.ts';
import { lecture } from '../support/lecture.ts';
import { overflowsBriefly } from '../support/networks.ts';
import { openStepper, type Stepper, sessionWith, afterKeys as stepperAfterKeys } from '../support/stepper.ts';

const times = (count: number, key: string): readonly string[] => Array.from({ length: count }, () => key);

const afterKeys = (keys: readonly string[], experiment: DenseExperiment = lecture): Model =>
  stepperAfterKeys(keys, experiment).model;

/** A network with four samples, so that an epoch has four updates. */
const fourSamples: DenseExperiment = {
  ...lecture,
  network: createNetwork(2, lecture.network.layers),
  samples: { count: 4, inputs: new Float64Array(8).fill(0.1), targets: new Float64Array(8).fill(0.9) },
};

describe('finding', () => {
  const find = (name: string): readonly string[] => ['/', ...name, 'return'];

  test('the name of a parameter, of its gradient or of its new value selects the parameter', () => {
    for (const name of ['w7', 'dE_total/dw7', '∂E_total/∂w7', 'w7+', 'dnet_o2/dw7']) {
      const { selected, position, mode } = afterKeys(['p', ...find(name)]);
      expect({ selected, position, mode }).toEqual({
        selected: 6,
        position: { update: 1, step: 8 },
        mode: { kind: 'stepping' },
      });
    }
  });

  test('the name of any other quantity goes forward or back to its step', () => {
    expect(afterKeys(find('dE_total/dout_h1')).position.step).toBe(24);
    expect(afterKeys(['p', 'p', 'p', ...find('net_o1')]).position.step).toBe(5);
    expect(afterKeys(['e', 'right', ...find('E_total+')]).position).toEqual({ update: 2, step: 44 });
  });

  test('finding a net selects its first weight in place of the weight that the user selected', () => {
    expect(selectedParameter(afterKeys(['down', ...find('net_o1')]))).toBe(4);
  });

  test('a name without a sample means the shown sample of a batch', () => {
    const batch: DenseExperiment = { ...fourSamples, batchSize: 4 };
    expect(afterKeys(find('net_o1'), batch).position.step).toBe(5);
    expect(afterKeys(find('net_o1@3'), batch).position.step).toBe(21);
    expect(afterKeys([...find('net_h1@3'), ...find('net_o1')], batch).position.step).toBe(21);
  });

  test('an unknown name keeps the prompt open until a known name is typed or Esc is pressed', () => {
    const asking = afterKeys(find('w9'));
    expect(asking.mode).toMatchObject({ kind: 'prompt', typed: 'w9', problem: 'unknown' });
    expect(asking.selected).toBeUndefined();
    expect(afterKeys([...find('w9'), 'backspace', '8', 'return']).selected).toBe(7);
    expect(afterKeys([...find('w9'), 'escape']).mode).toEqual({ kind: 'stepping' });
  });
});

describe('moving', () => {
  test('200 presses of → take 200 steps', () => {
    expect(afterKeys(times(200, 'right')).position).toEqual({ update: 5, step: 24 });
  });

  test('← takes back the steps of →, and stops at the start', () => {
    expect(afterKeys([...times(50, 'right'), ...times(50, 'left')]).position).toEqual({ update: 1, step: 0 });
    expect(afterKeys(times(3, 'left')).position).toEqual({ update: 1, step: 0 });
  });

  test('p moves to the ends of the phases: steps 8, 11, 35 and 44 of the lecture', () => {
    const ends = [1, 2, 3, 4, 5].map((count) => afterKeys(Array.from({ length: count }, () => 'p')).position);
    expect(ends).toEqual([
      { update: 1, step: 8 },
      { update: 1, step: 11 },
      { update: 1, step: 35 },
      { update: 1, step: 44 },
      { update: 2, step: 8 },
    ]);
  });

  test('N, P and E move to the end of the previous unit, phase and epoch', () => {
    expect(afterKeys(['p', 'p', 'right', 'P']).position.step).toBe(11);
    expect(afterKeys(['n', 'n', 'N']).position.step).toBe(2);
    expect(afterKeys(['e', 'e', 'E']).position).toEqual({ update: 1, step: 44 });
    expect(afterKeys(['e', 'E']).position).toEqual({ update: 1, step: 0 });
  });

  test('keys pressed during a long move count from the target of the move', () => {
    const { model } = openStepper({ experiment: fourSamples }).pressAtOnce('e', 'e', 'right');
    expect(model.position).toEqual({ update: 1, step: 0 });
    expect(model.travelTarget).toEqual({ update: 9, step: 1 });
  });

  test('a long move passes through intermediate positions, and r stops the move at the present position', () => {
    // Each reading of the clock takes 5 ms, so that a frame computes only a small part of the move.
    const stepper = openStepper({ clockReadTime: 5 })
      .pressAtOnce('g', ...'1000000', 'return')
      .wait(0.1);
    const { update } = stepper.model.position;
    expect(update).toBeGreaterThan(1);
    expect(update).toBeLessThan(1_000_000);
    expect(stepper.model.travelTarget).toEqual({ update: 1_000_000, step: 44 });
    expect(stepper.pressAtOnce('r').wait(1).model).toMatchObject({
      position: { update },
      travelTarget: undefined,
      isRunning: false,
    });
  });

  test('g goes to the end of the typed epoch, to the start for epoch 0, and nowhere after Esc', () => {
    expect(afterKeys(['g', '1', 'q', 'x', '2', 'return']).position).toEqual({ update: 12, step: 44 });
    expect(afterKeys(['e', 'g', '0', 'return']).position).toEqual({ update: 1, step: 0 });
    expect(afterKeys(['g', '7', 'escape']).position).toEqual({ update: 1, step: 0 });
    expect(afterKeys(['g', ...'1234567890123']).mode).toMatchObject({ typed: '123456789' });
  });

  test('a long move back shows no percentage', () => {
    const stepper = openStepper()
      .press('g', ...'1000', 'return')
      .pressAtOnce('g', ...'10', 'return');
    expect(narrationText(stepper.view, 200)).toBe('going to epoch 10: at 1,000');
  });
});

describe('running', () => {
  test('goes 10 epochs a second, at any frame rate', () => {
    expect(openStepper().press('r').wait(1.05).model.position).toEqual({ update: 10, step: 44 });
    expect(openStepper().press('r').wait(1.05, 0.35).model.position).toEqual({ update: 10, step: 44 });
  });

  test('goes half a step a second at the slowest speed, and over 10000 epochs a second at the fastest', () => {
    const slowest = openStepper().press('r', ...times(20, '-'));
    expect(slowest.wait(1.9).model.position).toEqual({ update: 1, step: 0 });
    expect(slowest.wait(0.2).model.position).toEqual({ update: 1, step: 1 });
    const fastest = openStepper().press('r', ...times(20, '+'));
    expect(fastest.wait(1).model.position.update).toBeGreaterThan(10_000);
  });

  test('makes up for at most one second after a long time without frames', () => {
    expect(openStepper().press('r').wait(60, 60).model.position).toEqual({ update: 10, step: 44 });
    expect(openStepper().press('r').wait(180, 60).model.position).toEqual({ update: 30, step: 44 });
  });

  test('goes on while the help is open', () => {
    const { model } = openStepper().press('r', '?').wait(1.05);
    expect(model).toMatchObject({ mode: { kind: 'help' }, position: { update: 10 } });
  });

  test('does not start without the key r', () => {
    expect(openStepper().wait(10).model.position.step).toBe(0);
  });
});

describe('selecting', () => {
  test('each step selects its parameter until the user selects one', () => {
    expect(selectedParameter(afterKeys([]))).toBe(0);
    expect(selectedParameter(afterKeys(['p', 'p', 'right', 'right', 'right', 'right', 'right']))).toBe(5);
    const keys = ['down', 'down', 'down', 'down', 'p', 'p', 'p'];
    expect(selectedParameter(afterKeys(keys))).toBe(4);
    expect(selectedParameter(afterKeys([...keys, 'f']))).toBe(3);
  });

  test('↑ stops at the first parameter, and j at the last', () => {
    expect(selectedParameter(afterKeys(['up']))).toBe(0);
    expect(selectedParameter(afterKeys(Array.from({ length: 20 }, () => 'j')))).toBe(7);
  });
});

describe('expanding factors', () => {
  test('Enter expands the gradient of w1 into both output paths, and Backspace takes one expansion back', () => {
    const keys = ['return', 'return', 'return'];
    expect(presentExpansion(afterKeys(keys)).names).toEqual(['dE_total/dout_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1']);
    expect(presentExpansion(afterKeys([...keys, 'backspace'])).names).toHaveLength(2);
  });

  test('after a factor is collapsed, Enter expands the same factor again', () => {
    expect(presentExpansion(afterKeys(['tab', 'down', 'return', 'backspace', 'return'])).names).toEqual([
      'dE_total/dout_h1',
    ]);
  });

  test('in the focused formula, ↓ selects the factor that Enter expands', () => {
    const { focusedPanel, ...model } = afterKeys(['tab', 'down', 'return']);
    expect(focusedPanel).toBe('formula');
    expect(model.expansion.names).toEqual(['dout_h1/dnet_h1']);
  });

  test('Enter keeps the selected factor selected, and does not expand a given quantity', () => {
    expect(presentExpansion(afterKeys(['tab', 'down', 'down', 'return'])).names).toEqual(['dnet_h1/dw1']);
    const given = afterKeys(['tab', 'down', 'down', 'return', 'return', 'return']);
    expect(presentExpansion(given)).toMatchObject({ names: ['dnet_h1/dw1', derivationMark], focusedFactor: 2 });
  });

  test('in a deep network, Enter expands more than 10 factors, but stops at a limit', () => {
    const layer = { units: 3, activation: 'sigmoid', bias: undefined } as const;
    const network = createNetwork(
      3,
      Array.from({ length: 30 }, () => layer),
    );
    const deep: DenseExperiment = {
      ...lecture,
      network,
      initial: new Float64Array(network.parameterCount).fill(0.5),
      samples: { count: 1, inputs: new Float64Array(3).fill(1), targets: new Float64Array(3).fill(1) },
    };
    const stepper = openStepper({ experiment: deep });
    const count = (): number => presentExpansion(stepper.model).names.length;
    let presses = 0;
    while (count() === presses && presses < 300) {
      stepper.press('return');
      presses++;
    }
    expect(presses).toBeLessThan(300);
    expect(count()).toBeGreaterThan(10);
    const limit = count();
    expect(presentExpansion(stepper.press('return', 'return').model).names).toHaveLength(limit);
  });

  test('the formula of another parameter starts without expanded factors', () => {
    expect(presentExpansion(afterKeys(['return', 'down'])).names).toEqual([]);
  });
});

describe('showing', () => {
  test('the help takes all keys until ?, q or Esc closes the help', () => {
    const help = afterKeys(['?', 'right', 'down']);
    expect(help).toMatchObject({ mode: { kind: 'help' }, position: { step: 0 }, scroll: 1 });
    expect(afterKeys(['?', 'q']).mode.kind).toBe('stepping');
    expect(afterKeys(['?', '?']).mode.kind).toBe('stepping');
    expect(afterKeys(['?', 'escape']).mode.kind).toBe('stepping');
  });

  test('Tab focuses the four panels in turn, and Shift-Tab goes the other way', () => {
    expect(afterKeys(['tab', 'tab', 'tab', 'tab']).focusedPanel).toBe('network');
    expect(afterKeys(['shift+tab']).focusedPanel).toBe('picture');
  });

  test('. changes four decimals to six, and the fifth press returns to four', () => {
    expect(afterKeys(['.']).decimals).toBe(6);
    expect(afterKeys(['.', '.', '.', '.', '.']).decimals).toBe(4);
  });
});

describe('a move forwards ends with the first update in which a number is lost', () => {
  const linear = { units: 2, activation: 'identity', bias: undefined } as const;
  /** E_total overflows at the end of update 2. */
  const steep: DenseExperiment = {
    ...lecture,
    network: createNetwork(2, [linear, linear]),
    optimizer: { method: 'sgd', learningRate: 1e30 },
  };
  const end = { update: 2, step: 44 };
  const stopped = 'Stopped: E_total⁺ is ∞ in epoch 2. A smaller learning rate may help.';

  const expectStopped = (stepper: Stepper): void => {
    expect(stepper.model).toMatchObject({ position: end, isRunning: false, travelTarget: undefined });
    expect(narrationText(stepper.view, 200)).toBe(stopped);
  };

  test.each([
    ['e', ['e', 'e', 'e']],
    ['→', ['e', 'e', 'right']],
    ['n', ['e', 'e', 'n']],
    ['p', ['e', 'e', 'p']],
    ['g', ['g', '9', '9', 'return']],
    ['e again and again', ['e', 'e', 'e', 'e', 'e']],
    ['e after going back', ['e', 'e', 'e', 'E', 'left', 'e', 'e', 'e']],
    ['a change that leads to the loss again', ['e', 'e', '=', ...'w1 0.3', 'return', 'e', 'e', 'e']],
    ['a marked run', ['m', 'e', 'e', 'm', 'e']],
  ])('with %s', (_, keys) => {
    expectStopped(stepperAfterKeys(keys, steep));
  });

  test('with r, each time that it is pressed', () => {
    const stepper = openStepper({ experiment: steep }).press('r').wait(5);
    expectStopped(stepper);
    expectStopped(stepper.press('r').wait(1));
  });

  test('with u, if the training before the change loses a number on the way', () => {
    const tame = openStepper({ experiment: steep }).press('=', ...'alpha 0.5', 'return', 'e', 'e', 'e', 'e', 'e');
    expect(tame.model.position.update).toBe(5);
    expectStopped(tame.press('u'));
  });

  test('and going back stays possible', () => {
    const stepper = stepperAfterKeys(['e', 'e', 'e', 'left'], steep);
    expect(stepper.model).toMatchObject({ position: { update: 2, step: 43 }, notice: undefined });
    expect(stepper.press('E').model.position).toEqual({ update: 1, step: 44 });
  });

  test('and a session that was saved beyond it opens, goes no further, and goes back', () => {
    const beyond = { update: 20, step: 1 };
    const stepper = openStepper({ session: sessionWith({ position: beyond }, steep) }).wait(1);
    expect(stepper.model.position).toEqual(beyond);
    for (const key of ['right', 'e', 'r']) expect(stepper.press(key).wait(1).model.position).toEqual(beyond);
    expect(stepper.press('E').model.position).toEqual({ update: 19, step: 44 });
  });

  test('also if E_total overflows in an update that is not shown, and is finite again at the next epoch', () => {
    const stepper = openStepper({ experiment: overflowsBriefly }).press('g', '9', 'return');
    expect(stepper.model.position.update).toBe(1);
    expect(narrationText(stepper.view, 200)).toContain('E_total⁺ is ∞ in epoch 1');
  });
});
