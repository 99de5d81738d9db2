import { describe, expect, test } from 'vitest';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { panelAndPictureNames } from '../../src/files/view-names.ts';
import { panels } from '../../src/ui/panels/panel-table.ts';
import { activationPicture } from '../../src/ui/pictures/activation-picture.ts';
import { gradientsPicture } from '../../src/ui/pictures/gradients-picture.ts';
import { pictureSentence, pictures } from '../../src/ui/pictures/picture-table.ts';
import { slopePicture } from '../../src/ui/pictures/slope-picture.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { classes, oneLayer } from '../support/networks.ts';
import { afterKeys, frameOf, openStepper, sessionWith } from '../support/stepper.ts';
import { openFormula, withUnused } from './formula-examples.ts';

test('every view that a chapter can name is a panel or a picture', () => {
  const names = [...panels, ...pictures].map(({ name }) => name);
  expect(panelAndPictureNames.filter((name) => !names.includes(name))).toEqual([]);
});

describe('the key v', () => {
  test('skips the map if the network does not have two inputs', () => {
    const frame = (keys: readonly string[]): string => frameOf(afterKeys(keys, classes).view);
    expect(frame(['v', 'v', 'v'])).toContain('mean |∂E/∂w| by layer');
    expect(frame(['v', 'v', 'v', 'v'])).toContain('error by epoch');
  });

  test('shows the picture even if only one panel fits', () => {
    const smallest = { columns: 40, rows: 12 };
    expect(frameOf(openStepper({ screenSize: smallest }).press('v').view, smallest)).toContain('E_total over w1');
  });
});

/** The sentence about a picture after some keys of stepping mode. */
function sentenceOf(picture: string, keys: readonly string[], experiment: DenseExperiment): string {
  const shown = pictures.findIndex(({ name }) => name === picture);
  return pictureSentence(afterKeys([...keys, ...Array.from({ length: shown }, () => 'v')], experiment).view);
}

describe('the sentence about the gradients picture', () => {
  const { sentence } = gradientsPicture.words;
  const facts = { layers: 8, ratio: 1, slopeRatio: 1, isSigmoid: true };

  test.each([
    [{ ...facts, layers: 1 }, 'One layer: no gradient can vanish.'],
    [{ ...facts, ratio: Number.POSITIVE_INFINITY }, 'Layer 1 has no gradient at all.'],
    [{ ...facts, ratio: 1.9 }, 'Layer 1 is about as large as layer 8: nothing vanishes.'],
    [{ ...facts, ratio: 0.5 }, 'Layer 1 is 2.00 times larger: nothing vanishes.'],
    [{ ...facts, ratio: 277, slopeRatio: 100 }, 'Layer 1 is 277 times smaller; σ′ explains a factor of 100.'],
    [{ ...facts, ratio: 277, slopeRatio: 26_912 }, 'Layer 1 is 277 times smaller; σ′ alone would make that 26,900.'],
    [
      { ...facts, ratio: 1_234_567, slopeRatio: 3, isSigmoid: false },
      'Layer 1 is 1.23e+6 times smaller; f′ explains a factor of 3.00.',
    ],
    [{ ...facts, ratio: 123_456, slopeRatio: 3 }, 'Layer 1 is 123,000 times smaller; σ′ explains a factor of 3.00.'],
  ])('for %j is: %s', (each, text) => {
    expect(sentence(each)).toBe(text);
  });

  test('says before the backward phase that the gradients are not computed yet', () => {
    expect(sentenceOf('gradients', ['p'], lecture)).toBe('The gradients of layer 1 are not computed yet.');
    expect(sentenceOf('gradients', ['p', 'p', 'p'], lecture)).toMatch(/^Layer 1 is \d+/);
  });

  test('says so if all gradients are 0', () => {
    // relu switches h1 off, and the output equals its target.
    const learned = parseNetwork(
      {
        inputs: 1,
        layers: [
          { units: 1, activation: 'relu', weights: [[-1]] },
          { units: 1, activation: 'identity', weights: [[1]] },
        ],
        loss: 'half-squared-error',
        optimizer: { method: 'sgd', learningRate: 0.5 },
        samples: [{ input: [1], target: [0] }],
      },
      'learned',
    );
    expect(sentenceOf('gradients', ['p', 'p', 'p'], learned)).toBe('All gradients are 0: nothing is learned here.');
  });
});

describe('the sentence about the slope picture', () => {
  const { sentence } = slopePicture.words;
  const facts = { error: 'E', name: 'w5', slope: '+0.0714', slopeSign: 1, changeSign: -1 };

  test.each([
    [facts, 'Slope +0.0714: w5 goes left.'],
    [{ ...facts, slope: '−0.0714', slopeSign: -1, changeSign: 1 }, 'Slope −0.0714: w5 goes right.'],
    [{ ...facts, changeSign: 1 }, 'Slope +0.0714: w5 goes right, because of earlier gradients.'],
    [{ ...facts, slope: undefined }, 'E rises to the right: w5 goes left.'],
    [{ ...facts, slope: undefined, slopeSign: -1, changeSign: 1 }, 'E falls to the right: w5 goes right.'],
    [{ ...facts, slopeSign: 0, changeSign: 0 }, 'Flat here: w5 stays.'],
  ])('for %j is: %s', (each, text) => {
    expect(sentence(each)).toBe(text);
  });

  test('says that the error of a formula does not depend on a number', () => {
    const { view } = openFormula(withUnused).press('v', '/', 'y', 'return');
    expect(frameOf(view)).toContain('f does not depend on y.');
  });

  test('says that a frozen parameter stays', () => {
    const frozen = ['/', 'b', '1', 'return'];
    expect(sentenceOf('slope', frozen, lessonNamed('mazur-as-published'))).toBe('b1 is frozen: it stays here.');
  });

  test('says that earlier gradients are the reason if a weight moves up the slope', () => {
    // One weight that momentum moves past the minimum.
    const swing = parseNetwork(
      {
        inputs: 1,
        layers: [{ units: 1, activation: 'identity', weights: [[1]] }],
        loss: 'half-squared-error',
        optimizer: { method: 'sgd', learningRate: 0.5, momentum: 0.9 },
        samples: [{ input: [1], target: [0] }],
      },
      'swing',
    );
    expect(sentenceOf('slope', ['e', 'p', 'p', 'p'], swing)).toBe('Slope +0.5000: w1 goes left.');
    expect(sentenceOf('slope', ['e', 'e', 'p', 'p', 'p'], swing)).toBe(
      'Slope −0.2000: w1 goes left, because of earlier gradients.',
    );
  });

  test('says that E_total is not finite after training has diverged', () => {
    const diverged = { ...lecture, initial: lecture.initial.map(() => 1e200) };
    const linear = {
      ...diverged.network,
      layers: diverged.network.layers.map((layer) => ({ ...layer, activation: 'identity' as const })),
    };
    expect(sentenceOf('slope', ['p'], { ...diverged, network: linear })).toBe('E_total is not finite.');
  });
});

test('an error chart that does not fit is left out, and no text says that the error is not finite', () => {
  const frame = frameOf(afterKeys(['e', 'tab', 'tab', 'tab'], lecture).view, { columns: 60, rows: 18 });
  expect(frame).toContain('error by epoch');
  expect(frame).not.toContain('not finite');
});

describe('the activation picture', () => {
  test.each([
    [0, 'switched off'],
    [0.09, 'saturated'],
    [0.11, 'partly saturated'],
    [0.49, 'partly saturated'],
    [0.51, 'not saturated'],
  ])('calls the fraction %d of the largest slope %s', (slopeFraction, state) => {
    const facts = { net: '0', slope: '0.1', maxSlope: '0.25', slopeFraction };
    expect(activationPicture.words.sentence(facts)).toBe(`At net 0 the slope is 0.1 of at most 0.25: ${state}.`);
  });

  test('says the largest slope, which is near 0, for a net of any size', () => {
    const silu = oneLayer('silu', 'half-squared-error', [1e17], [0]);
    expect(sentenceOf('activation', ['p'], silu)).toBe(
      'At net 1e17 the slope is 1.0000 of at most 1.0998: not saturated.',
    );
  });

  test('has an axis that includes the net', () => {
    const ends = (keys: readonly string[]): string => frameOf(afterKeys([...keys, 'right', 'v', 'v', 'z']).view);
    expect(ends([])).toMatch(/−6\.0000 +0 +6\.0000/);
    // net_h1 is 30.02.
    expect(ends(['=', ...'i1 200', 'return'])).toMatch(/−36\.0240 +0 +36\.0240/);
  });
});

test('if the error was never finite, the error picture says so', () => {
  expect(frameOf(afterKeys(['p', 'p']).view)).not.toContain('not finite');
  const huge = { ...lecture, initial: new Float64Array(8).fill(1e300) };
  const linear = { units: 2, activation: 'identity', bias: undefined } as const;
  const experiment: DenseExperiment = { ...huge, network: createNetwork(2, [linear, linear]) };
  expect(frameOf(afterKeys(['p', 'p'], experiment).view)).toContain('The error is not finite any more.');
});

test('on the map, a wrongly predicted sample covers a correctly predicted sample at the same point', () => {
  const same = parseNetwork(
    {
      inputs: 2,
      layers: [{ units: 1, activation: 'identity', weights: [[-1, -1]] }],
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.1 },
      samples: [
        { input: [1, 1], target: [1] },
        { input: [1, 1], target: [0] },
      ],
    },
    'same',
  );
  const map = frameOf(afterKeys(['v', 'v', 'v', 'v', 'z'], same).view);
  expect(map).toContain('▲');
});

test('the output map of a diverged network has no shades', () => {
  const linear = { units: 1, activation: 'identity' };
  const diverging = parseNetwork(
    {
      inputs: 2,
      layers: [{ ...linear, weights: [[1e300, 1e300]] }],
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 1e300 },
      samples: [
        { input: [1, 0], target: [-1] },
        { input: [0, 1], target: [1] },
      ],
    },
    'diverging',
  );
  const later = sessionWith({ position: { update: 5, step: 1 } }, diverging);
  const map = frameOf(openStepper({ session: later }).wait(1).press('v', 'v', 'v', 'v', 'z').view);
  expect(map).not.toMatch(/[░▒▓█]/);
  expect(map).toContain('2 of 2 are on the wrong side.');
});
