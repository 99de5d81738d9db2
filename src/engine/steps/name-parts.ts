/** The marks at the end of a name: + and @3. `sample` counts from 0, so @3 is sample 2. */
export interface NameMarks {
  readonly after: boolean;
  readonly sample: number | undefined;
}

/** The parts of a name. In dE_total/dout_h1.1:h2.1@3, `body` is dE_total/dout_h1.1 and `through` is h2.1. */
export interface NameParts extends NameMarks {
  readonly body: string;
  readonly through: string | undefined;
}

/** Undefined for a text that cannot be the name of a quantity. */
export function namePartsOf(name: string): NameParts | undefined {
  const found = /^([^:+@]*)(?::([^:+@]+))?(\+?)(?:@(\d+))?$/.exec(name);
  if (found === null) return undefined;
  const [, body = '', through, plus = '', sample] = found;
  return { body, through, after: plus !== '', sample: sample === undefined ? undefined : Number(sample) - 1 };
}
