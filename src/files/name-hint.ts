import { fileMessages } from './file-messages.ts';
import { nearestNames } from './nearest-name.ts';
import { type Difference, otherNames, type Vocabulary } from './other-names.ts';

const { names: messages } = fileMessages;

/** A longer text is not the name of anything. */
const maxNameLength = 60;

/** The names that a text may mean, and how the thing that has the text as its name elsewhere differs from them. */
interface Suggestion {
  readonly names: readonly string[];
  readonly difference?: Difference | undefined;
  /** Whether the text is the name of something that does not exist here. */
  readonly isForeign: boolean;
}

/**
 * A hint about a text that is not one of `names`: the names that it may mean, or else a list of all names. A text that
 * is a name in another library is not taken for a misspelling. The list of all names is `listed`.
 */
export function vocabularyHint(text: string, names: readonly string[], vocabulary: Vocabulary, listed = names): string {
  const { names: meant, difference, isForeign } = suggestionFor(text, names, vocabulary);
  if (meant.length > 0) return messages.didYouMean(meant, difference);
  return isForeign ? messages.foreign(listed) : messages.expectedOneOf(listed);
}

/** Those of `names` that a text may mean, by its name in other libraries or by its spelling. */
export function suggestedNames(text: string, names: readonly string[], vocabulary: Vocabulary): readonly string[] {
  return suggestionFor(text, names, vocabulary).names;
}

function suggestionFor(text: string, names: readonly string[], vocabulary: Vocabulary): Suggestion {
  if (text.length > maxNameLength) return { names: [], isForeign: false };
  const plain = plainName(text, vocabulary);
  const sameLetters = names.filter((name) => lettersOf(name) === lettersOf(text) || lettersOf(name) === plain);
  const { same, similar, none } = otherNames[vocabulary];
  // The things of other libraries may be different even if their names have the same letters.
  const [near, difference] = (Object.hasOwn(similar, plain) ? similar[plain] : undefined) ?? [[]];
  if (sameLetters.length > 0) {
    return {
      names: sameLetters,
      difference: sameLetters.every((name) => near.includes(name)) ? difference : undefined,
      isForeign: false,
    };
  }
  const meant: readonly string[] = Object.entries(same)
    .filter(([, others]) => others?.includes(plain))
    .map(([name]) => name);
  const known = [...meant, ...near];
  if (known.length > 0) return { names: names.filter((name) => known.includes(name)), difference, isForeign: false };
  if (none.includes(plain)) return { names: [], isForeign: true };
  return { names: nearestNames(text, names), isForeign: false };
}

/** The last words of names such as MSELoss and AdamOptimizer that say only what kind of thing it is. */
const kindWords: Readonly<Record<Vocabulary, RegExp>> = {
  activation: /(?<=.)(?:activation|function|layer)$/u,
  loss: /(?<=.)(?:loss|cost)$/u,
  optimizer: /(?<=.)(?:optimizer|optimiser)$/u,
  initializer: /(?<=.)(?:initializer|initialization|init)$/u,
  key: /(?!)/u,
};

/** A name without the module that has it, in lower case, only letters and digits: mse for torch.nn.MSELoss. */
function plainName(text: string, vocabulary: Vocabulary): string {
  return lettersOf(text.slice(text.lastIndexOf('.') + 1)).replace(kindWords[vocabulary], '');
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
