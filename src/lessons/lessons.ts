import lecture from './lecture.json' with { type: 'json' };

/** The network files that ship, by name, as they stand in JSON: read them with `parseNetwork` like anyone's. */
export const lessons: ReadonlyMap<string, unknown> = new Map([['lecture', lecture]]);
