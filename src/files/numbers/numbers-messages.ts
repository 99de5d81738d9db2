import { quote } from '../quoting.ts';

/** The sentences about files with a learner's numbers. */
export const numbersMessages = {
  atLine: (line: number, problem: string) => `line ${line}: ${problem}`,
  shortened:
    'found ..., expected every number; before printing, call np.set_printoptions(threshold=sys.maxsize) or torch.set_printoptions(profile="full")',
  tooDeep: (max: number) => `found more than ${max} brackets inside each other, expected an array`,
  unclosedList: 'found the end of the text, expected ] at the end of a list',
  notANumber: (found: string) => `found ${quote(found)}, expected a number`,
  noNumbers: 'found no names with numbers, expected lines such as dW1 = [[0.1 0.2]]',
  ragged: (name: string) => `${name}: found rows of different lengths, expected a matrix`,
  unknownNames: (names: readonly string[]) =>
    `found no name that is known${names.length === 0 ? '' : `, but ${names.slice(0, 8).map(quote).join(', ')}`}; backstep mark --list-names prints the names that are read`,
  notRead: (names: readonly string[]) =>
    `not read, as the names are unknown: ${names.slice(0, 8).map(quote).join(', ')}${names.length > 8 ? ', …' : ''} (backstep mark --list-names prints the names that are read)`,
  jsonShape: (name: string, found: string) => `${name}: found ${found}, expected a number or lists of numbers`,
  jsonObject: 'found no object, expected {"dW1": [[0.1, 0.2]], …}',
  wrongShape: (name: string, found: string, expected: readonly string[]) =>
    `${name}: found ${found}, expected ${expected.length === 0 ? 'none, as the layer has no biases' : expected.join(' or ')}`,
  shape: (shape: readonly number[]) => (shape.length === 0 ? 'one number' : `${shape.join('×')} numbers`),
  npyMagic: 'found no .npy header, expected an array that np.save wrote',
  npyTruncated: (count: number) => `found the end of the file, expected ${count} numbers`,
  npyType: (type: string) =>
    `found numbers of the type ${quote(type)}, expected float32, float64, int32, int64 or uint8`,
  npzEntry: (reason: string) => `cannot be unpacked: ${reason}`,
  given: (text: string) => `found ${quote(text)}, expected name=number, a file or '-'`,
  notANumberFor: (name: string, text: string) => `${name}: found ${quote(text)}, expected a number`,
};
