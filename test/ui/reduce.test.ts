import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import type { Action } from '../../src/ui/actions/action.ts';
import { reduce } from '../../src/ui/modes/reduce.ts';
import { chosenParameter, presentOpenings } from '../../src/ui/state/model.ts';
import { lecture } from '../support/lecture.ts';
import { afterKeys, left, modelAfter, right } from '../support/stepper.ts';

const times = (count: number, action: Action): readonly Action[] => Array.from({ length: count }, () => action);

/** Four samples, so that an epoch is four updates. */
const four: Experiment = {
  ...lecture,
  network: createNetwork(2, lecture.network.layers),
  samples: { count: 4, inputs: new Float64Array(8).fill(0.1), targets: new Float64Array(8).fill(0.9) },
};

describe('finding', () => {
  const find = (name: string): readonly string[] => ['/', ...name, 'return'];

  test('chooses a parameter by its name, or by that of its derivative or its new value', () => {
    for (const name of ['w7', 'dE_total/dw7', '∂E_total/∂w7', 'w7+', 'dnet_o2/dw7']) {
      const { pinned, position, mode } = afterKeys(['p', ...find(name)]);
      expect({ pinned, position, mode }).toEqual({
        pinned: 6,
        position: { update: 1, step: 8 },
        mode: { kind: 'stepping' },
      });
    }
  });

  test('goes to the step of any other quantity, forth or back', () => {
    expect(afterKeys(find('dE_total/dout_h1')).position.step).toBe(24);
    expect(afterKeys(['p', 'p', 'p', ...find('net_o1')]).position.step).toBe(5);
    expect(afterKeys(['e', 'right', ...find('E_total+')]).position).toEqual({ update: 2, step: 44 });
  });

  test('in a batch of several, takes the sample in sight where none is said', () => {
    const batch: Experiment = { ...four, batchSize: 4 };
    expect(afterKeys(find('net_o1'), batch).position.step).toBe(5);
    expect(afterKeys(find('net_o1@3'), batch).position.step).toBe(21);
    expect(afterKeys([...find('net_h1@3'), ...find('net_o1')], batch).position.step).toBe(21);
  });

  test('keeps asking where there is no such quantity, until Esc', () => {
    const asking = afterKeys(find('w9'));
    expect(asking.mode).toEqual({ kind: 'asking', for: 'quantity', typed: 'w9', problem: 'unknown' });
    expect(asking.pinned).toBeUndefined();
    expect(afterKeys([...find('w9'), 'backspace', '8', 'return']).pinned).toBe(7);
    expect(afterKeys([...find('w9'), 'escape']).mode).toEqual({ kind: 'stepping' });
  });
});

describe('moving', () => {
  test('200 steps to the right are 200 steps', () => {
    expect(modelAfter(times(200, right)).position).toEqual({ update: 5, step: 24 });
  });

  test('steps back undo steps forward, and stop at the start', () => {
    expect(modelAfter([...times(50, right), ...times(50, left)]).position).toEqual({ update: 1, step: 0 });
    expect(modelAfter(times(3, left)).position).toEqual({ update: 1, step: 0 });
  });

  test('phases end where the lecture says', () => {
    const ends = [1, 2, 3, 4, 5].map((count) => afterKeys(Array.from({ length: count }, () => 'p')).position);
    expect(ends).toEqual([
      { update: 1, step: 8 },
      { update: 1, step: 11 },
      { update: 1, step: 35 },
      { update: 1, step: 44 },
      { update: 2, step: 8 },
    ]);
  });

  test('N, P and E go to the end of the one before', () => {
    expect(afterKeys(['p', 'p', 'right', 'P']).position.step).toBe(11);
    expect(afterKeys(['n', 'n', 'N']).position.step).toBe(2);
    expect(afterKeys(['e', 'e', 'E']).position).toEqual({ update: 1, step: 44 });
    expect(afterKeys(['e', 'E']).position).toEqual({ update: 1, step: 0 });
  });

  test('a burst counts on from where a long way leads', () => {
    const burst = modelAfter(
      [{ kind: 'move', stride: 'epoch', direction: 1 }, { kind: 'move', stride: 'epoch', direction: 1 }, right],
      four,
    );
    expect(burst.position).toEqual({ update: 1, step: 0 });
    expect(burst.going).toEqual({ update: 9, step: 1 });
  });

  test('a long way shows where it is, and a key stops it there', () => {
    const going = afterwards(['g', '1', '0', '0', '0', '0', 'return']);
    const halfway = reduce(going, { kind: 'reach', position: { update: 5000, step: 44 } });
    expect(halfway).toMatchObject({ position: { update: 5000, step: 44 }, going: { update: 10000, step: 44 } });
    const stopped = reduce(halfway, { kind: 'run or pause' });
    expect(stopped).toMatchObject({ position: { update: 5000 }, going: undefined, running: false });
  });

  test('go to takes digits only, and epoch 0 is the start', () => {
    expect(afterKeys(['g', '1', 'q', 'x', '2', 'return']).position).toEqual({ update: 12, step: 44 });
    expect(afterKeys(['e', 'g', '0', 'return']).position).toEqual({ update: 1, step: 0 });
    expect(afterKeys(['g', '7', 'escape']).position).toEqual({ update: 1, step: 0 });
  });

  function afterwards(keys: readonly string[]) {
    const digits = keys.slice(1, -1).map((text): Action => ({ kind: 'type', text }));
    return modelAfter([{ kind: 'ask', for: 'epoch' }, ...digits, { kind: 'confirm' }]);
  }
});

describe('running', () => {
  test('goes so many epochs a second, however often the clock ticks', () => {
    const ticks = (count: number, seconds: number) =>
      [{ kind: 'run or pause' } as const, ...times(count, { kind: 'tick', seconds })].reduce(
        (model, action) => arrived(reduce(model, action)),
        modelAfter([]),
      );
    expect(ticks(10, 0.1).position.update).toBe(ticks(1, 1).position.update);
    expect(ticks(1, 1).position).toEqual({ update: 10, step: 44 });
  });

  test('makes up for ticks during a long way, but for no more than a second', () => {
    const running = modelAfter([{ kind: 'run or pause' }]);
    const going = reduce(running, { kind: 'tick', seconds: 1 });
    expect(going.going).toEqual({ update: 10, step: 44 });
    const waited = [0.3, 0.3].reduce((model, seconds) => reduce(model, { kind: 'tick', seconds }), going);
    expect(reduce(arrived(waited), { kind: 'tick', seconds: 0 }).going).toEqual({ update: 16, step: 44 });
    const late = reduce(going, { kind: 'tick', seconds: 60 });
    expect(reduce(arrived(late), { kind: 'tick', seconds: 0 }).going).toEqual({ update: 20, step: 44 });
  });

  test('goes on under the help', () => {
    const help = modelAfter([{ kind: 'run or pause' }, { kind: 'help' }, { kind: 'tick', seconds: 1 }]);
    expect(help).toMatchObject({ mode: { kind: 'help' }, going: { update: 10 } });
  });

  test('does nothing while paused', () => {
    expect(modelAfter([{ kind: 'tick', seconds: 10 }]).position.step).toBe(0);
  });

  function arrived(model: ReturnType<typeof modelAfter>) {
    return model.going === undefined ? model : reduce(model, { kind: 'reach', position: model.going });
  }
});

describe('choosing', () => {
  test('each step chooses its parameter until one is chosen by hand', () => {
    expect(chosenParameter(afterKeys([]))).toBe(0);
    expect(chosenParameter(afterKeys(['p', 'p', 'right', 'right', 'right', 'right', 'right']))).toBe(5);
    const pinned = afterKeys(['down', 'down', 'down', 'down', 'p', 'p', 'p']);
    expect(chosenParameter(pinned)).toBe(4);
    expect(chosenParameter(reduce(pinned, { kind: 'follow' }))).toBe(3);
  });

  test('stops at the first and the last parameter', () => {
    expect(chosenParameter(afterKeys(['up']))).toBe(0);
    expect(chosenParameter(afterKeys(Array.from({ length: 20 }, () => 'j')))).toBe(7);
  });
});

describe('opening factors', () => {
  test('w1 opens into both output paths, as in the lecture', () => {
    const opened = afterKeys(['return', 'return', 'return']);
    expect(presentOpenings(opened).names).toEqual(['dE_total/dout_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1']);
    expect(presentOpenings(reduce(opened, { kind: 'close' })).names).toHaveLength(2);
  });

  test('in the focused formula, up and down point at the factor to open', () => {
    const pointed = afterKeys(['tab', 'down', 'return']);
    expect(pointed.focus).toBe('formula');
    expect(presentOpenings(pointed).names).toEqual(['dout_h1/dnet_h1']);
  });

  test('what is pointed at stays, and what is given cannot be opened', () => {
    const third = afterKeys(['tab', 'down', 'down']);
    expect(presentOpenings(reduce(third, { kind: 'open' })).names).toEqual(['dnet_h1/dw1']);
    const given = afterKeys(['tab', 'down', 'down', 'return', 'return', 'return']);
    expect(presentOpenings(given)).toMatchObject({ names: ['dnet_h1/dw1'], pointedAt: 2 });
  });

  test('in a deep network opening ends before the formula is longer than anyone reads', () => {
    const layer = { units: 3, activation: 'sigmoid', bias: undefined } as const;
    const network = createNetwork(
      3,
      Array.from({ length: 30 }, () => layer),
    );
    const deep: Experiment = {
      ...lecture,
      network,
      initial: new Float64Array(network.parameterCount).fill(0.5),
      samples: { count: 1, inputs: new Float64Array(3).fill(1), targets: new Float64Array(3).fill(1) },
    };
    const { names } = presentOpenings(
      afterKeys(
        Array.from({ length: 300 }, () => 'return'),
        deep,
      ),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.length).toBeLessThan(300);
  });

  test('another parameter starts closed', () => {
    expect(presentOpenings(afterKeys(['return', 'down'])).names).toEqual([]);
  });
});

describe('showing', () => {
  test('help takes the keys until it is left', () => {
    const help = afterKeys(['?', 'right', 'down']);
    expect(help).toMatchObject({ mode: { kind: 'help' }, position: { step: 0 }, scroll: 1 });
    expect(afterKeys(['?', 'q']).mode.kind).toBe('stepping');
    expect(afterKeys(['?', '?']).mode.kind).toBe('stepping');
    expect(afterKeys(['?', 'escape']).mode.kind).toBe('stepping');
  });

  test('Tab goes round all panels, and back', () => {
    expect(afterKeys(['tab', 'tab', 'tab', 'tab']).focus).toBe('network');
    expect(afterKeys(['shift+tab']).focus).toBe('picture');
  });

  test('decimals come round to four again', () => {
    expect(afterKeys(['.']).decimals).toBe(6);
    expect(afterKeys(['.', '.', '.', '.', '.']).decimals).toBe(4);
  });
});
