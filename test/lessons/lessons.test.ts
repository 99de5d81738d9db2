import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { lecture } from '../support/lecture.ts';

describe('the lessons', () => {
  it('are all read, under their names, with a description', () => {
    for (const [name, data] of lessons) {
      const experiment = parseNetwork(data, 'a lesson');
      expect(experiment.name).toBe(name);
      expect(experiment.description).not.toBe('');
    }
  });

  it('have the lecture first, with its weights', () => {
    const [[name, data] = []] = lessons;
    expect(name).toBe('lecture');
    const { description, ...experiment } = parseNetwork(data, 'lecture');
    expect({ description: '', ...experiment }).toEqual(lecture);
    expect(experiment.initial).toEqual(Float64Array.of(0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5));
  });
});
