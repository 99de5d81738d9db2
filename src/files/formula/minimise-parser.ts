import { numberOf, type ParserState } from './expression-parser.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';
import type { Minimise, NumberSyntax, OptimizerSyntax } from './formula-syntax.ts';
import { describeToken, isSymbol, type Token, type Tokens, takeSymbol, takeWord } from './formula-tokens.ts';
import { parseName, parseNames } from './written-names.ts';

/** Parses the rest of minimise f over x, y with sgd 0.1 momentum 0.9. */
export function parseMinimise(state: ParserState, { at }: Token): Minimise {
  const { tokens } = state;
  const error = parseName(state, messages.errorName);
  const over = takeWord(tokens, 'over') ? parseNames(state, messages.trainedName) : [];
  const withToken = tokens.peek();
  const optimizer = takeWord(tokens, 'with') ? parseOptimizer(tokens) : undefined;
  const [first] = over;
  if (first !== undefined && optimizer === undefined && withToken.kind === 'end') {
    throw new MistakeAt(withToken.at, messages.mistake(describeToken(withToken), messages.optimizer));
  }
  if (first === undefined && optimizer !== undefined) throw new MistakeAt(withToken.at, messages.withoutOver);
  return { kind: 'minimise', error, over, optimizer, at };
}

function parseOptimizer(tokens: Tokens): OptimizerSyntax {
  const { kind, text: method, at } = tokens.peek();
  if (kind !== 'name') throw new MistakeAt(at, messages.mistake(describeToken(tokens.peek()), messages.optimizerName));
  tokens.next();
  const learningRate = parseNumber(tokens, messages.learningRate(method));
  const settings: OptimizerSyntax['settings'][number][] = [];
  // Commas between the settings are allowed. A comma and a number may be a decimal comma, and are a mistake.
  while (tokens.peek().kind === 'name' || isSymbol(tokens.peek(), ',')) {
    const comma = tokens.peek();
    if (takeSymbol(tokens, ',') && tokens.peek().kind === 'number')
      throw new MistakeAt(comma.at, messages.decimalComma);
    settings.push(parseSetting(tokens));
  }
  return { method, at, learningRate, settings };
}

function parseSetting(tokens: Tokens): OptimizerSyntax['settings'][number] {
  const { kind, text: name, at } = tokens.peek();
  if (kind !== 'name') throw new MistakeAt(at, messages.mistake(describeToken(tokens.peek()), messages.setting));
  tokens.next();
  if (name === 'batch' && takeWord(tokens, 'all')) return { name, at, value: 'all' };
  const hasNumber = tokens.peek().kind === 'number' || isSymbol(tokens.peek(), '-');
  return { name, at, value: hasNumber ? parseNumber(tokens, messages.number) : undefined };
}

/** Parses a number, which may have a minus sign. `expected` is the phrase in the message if there is none. */
function parseNumber(tokens: Tokens, expected: string): NumberSyntax {
  const first = tokens.peek();
  const isNegative = takeSymbol(tokens, '-');
  const token = tokens.peek();
  if (token.kind !== 'number') throw new MistakeAt(token.at, messages.mistake(describeToken(token), expected));
  const { value } = numberOf(tokens.next());
  return { kind: 'number', value: isNegative ? -value : value, at: first.at };
}
