import { quote } from '../quoting.ts';
import { maxDepth } from './formula-limits.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt, type Report } from './formula-mistakes.ts';
import type {
  ChainOperator,
  ChainSyntax,
  ListSyntax,
  Loop,
  NameSyntax,
  NumberSyntax,
  Syntax,
} from './formula-syntax.ts';
import {
  describeToken,
  expectSymbol,
  isSymbol,
  isWord,
  type Token,
  type Tokens,
  takeSymbol,
  takeWord,
} from './formula-tokens.ts';
import { checkFunction } from './function-check.ts';
import { isReservedWord } from './keywords.ts';
import type { CountPart } from './part-counter.ts';
import { writtenFunctions } from './written-functions.ts';

export interface ParserState {
  readonly tokens: Tokens;
  readonly countPart: CountPart;
  readonly report: Report;
}

/** Parses an expression by recursive descent, with one function for each precedence. Throws a MistakeAt. */
export function parseExpression(state: ParserState, depth = 0): Syntax {
  const parseProduct = (): Syntax => parseChain(state, ['*', '/'], () => parseSign(state, depth));
  return parseChain(state, ['+', '-'], parseProduct);
}

/** Parses operands and the operators between them, from left to right. */
function parseChain(
  { tokens, countPart }: ParserState,
  operators: readonly ChainOperator[],
  parseOperand: () => Syntax,
): Syntax {
  const first = parseOperand();
  const rest: ChainSyntax['rest'][number][] = [];
  for (;;) {
    const operator = operators.find((each) => isSymbol(tokens.peek(), each));
    if (operator === undefined) break;
    countPart(tokens.next().at);
    rest.push({ operator, operand: parseOperand() });
  }
  return rest.length === 0 ? first : { kind: 'chain', first, rest, at: first.at };
}

/** A sign binds less tightly than a power: −x^2 is −(x^2). */
function parseSign(state: ParserState, depth: number): Syntax {
  const { tokens, countPart } = state;
  if (!isSymbol(tokens.peek(), '-', '+')) return parsePower(state, depth);
  const { text, at } = tokens.next();
  countPart(at);
  const operand = parseSign(state, deeper(depth, at));
  if (text === '+') return operand;
  return operand.kind === 'number' ? { ...operand, value: -operand.value, at } : { kind: 'negative', operand, at };
}

/** Powers are computed from right to left: 2^3^2 is 2^(3^2). */
function parsePower(state: ParserState, depth: number): Syntax {
  const { tokens, countPart } = state;
  let base = parseOperand(state, depth);
  let squareDepth = depth;
  while (isSymbol(tokens.peek(), '²', '³')) {
    const { text, at } = tokens.next();
    countPart(at);
    squareDepth = deeper(squareDepth, at);
    base = { kind: 'power', base, exponent: { kind: 'number', value: text === '²' ? 2 : 3, at }, at: base.at };
  }
  const operator = tokens.peek();
  if (!isSymbol(operator, '^')) return base;
  countPart(tokens.next().at);
  const exponent = parseSign(state, deeper(depth, operator.at));
  return { kind: 'power', base, exponent, at: base.at };
}

function parseOperand(state: ParserState, depth: number): Syntax {
  const { tokens, countPart } = state;
  const start = tokens.peek();
  countPart(start.at);
  const operand = parseAtom(state, depth);
  const after = tokens.peek();
  const isFunction = operand.kind === 'name' && writtenFunctions.has(operand.base);
  if (isFunction && (startsOperand(after) || isSymbol(after, '^', '²', '³'))) {
    throw new MistakeAt(start.at, messages.functionWithoutInput(operand.base));
  }
  if (startsOperand(after)) throw new MistakeAt(after.at, messages.missingOperator(describeToken(after)));
  return operand;
}

/** Whether an operand may start with a token. The word `for` follows an expression. */
function startsOperand(token: Token): boolean {
  return token.kind === 'number' || (token.kind === 'name' && !isWord(token, 'for')) || isSymbol(token, '(');
}

function parseAtom(state: ParserState, depth: number): Syntax {
  const { tokens } = state;
  const token = tokens.peek();
  if (!startsOperand(token)) throw new MistakeAt(token.at, messages.missingOperand(describeToken(token)));
  tokens.next();
  if (token.kind === 'number') return numberOf(token);
  if (token.kind === 'name') {
    return isSymbol(tokens.peek(), '(') ? parseCall(state, depth, token) : parseIndices(state, depth, token);
  }
  const inner = parseExpression(state, deeper(depth, token.at));
  expectClosing(state, ')', token);
  return inner;
}

export function numberOf(token: Token): NumberSyntax {
  const value = Number(token.text);
  if (!Number.isFinite(value)) throw new MistakeAt(token.at, messages.numberTooLarge(quote(token.text)));
  return { kind: 'number', value, at: token.at };
}

/** Parses the indices after a name. W[1][2] is W[1,2]. */
export function parseIndices(state: ParserState, depth: number, { text, at }: Token): NameSyntax {
  const { tokens } = state;
  const indices: Syntax[] = [];
  while (isSymbol(tokens.peek(), '[')) {
    const bracket = tokens.next();
    do indices.push(parseExpression(state, deeper(depth, bracket.at)));
    while (takeSymbol(tokens, ','));
    expectClosing(state, ']', bracket);
  }
  return { kind: 'name', base: text, indices, at };
}

function parseCall(state: ParserState, depth: number, { text: name, at }: Token): Syntax {
  const { tokens } = state;
  const bracket = tokens.next();
  const inner = deeper(depth, bracket.at);
  const inputs: Syntax[] = [];
  if (!isSymbol(tokens.peek(), ')')) {
    do inputs.push(parseExpression(state, inner));
    while (takeSymbol(tokens, ','));
  }
  const loopAt = tokens.peek().at;
  const loops = parseLoops(state, inner);
  expectClosing(state, ')', bracket);
  checkFunction(state.report, { name, at, inputCount: inputs.length, loopAt: loops.length > 0 ? loopAt : undefined });
  return { kind: 'call', name, inputs, loops, at };
}

/** Parses for i = 1..2, j = 1..3. Returns no loops if there is no "for". */
export function parseLoops(state: ParserState, depth: number): readonly Loop[] {
  const { tokens } = state;
  const loops: Loop[] = [];
  if (!isWord(tokens.peek(), 'for')) return loops;
  tokens.next();
  do loops.push(parseLoop(state, depth));
  while (takeSymbol(tokens, ',') || takeWord(tokens, 'for'));
  return loops;
}

function parseLoop(state: ParserState, depth: number): Loop {
  const { tokens } = state;
  const { kind, text: name, at } = tokens.peek();
  if (kind !== 'name' || isReservedWord(name))
    throw new MistakeAt(at, messages.missingLoop(describeToken(tokens.peek())));
  tokens.next();
  expectSymbol(tokens, '=', messages.equalsInLoop(name));
  const from = parseExpression(state, depth);
  expectSymbol(tokens, '..', messages.rangeInLoop);
  return { name, from, to: parseExpression(state, depth), at };
}

/** Parses [1, 2], perhaps with lists in it. The next token is the opening bracket. */
export function parseList(state: ParserState, depth = 0): ListSyntax {
  const { tokens, countPart } = state;
  const bracket = tokens.next();
  countPart(bracket.at);
  const items: (Syntax | ListSyntax)[] = [];
  if (isSymbol(tokens.peek(), ']')) throw new MistakeAt(tokens.peek().at, messages.emptyList);
  do {
    const inner = deeper(depth, bracket.at);
    items.push(isSymbol(tokens.peek(), '[') ? parseList(state, inner) : parseExpression(state, inner));
  } while (takeSymbol(tokens, ','));
  expectClosing(state, ']', bracket);
  return { kind: 'list', items, at: bracket.at };
}

function expectClosing({ tokens }: ParserState, symbol: ')' | ']', opening: Token): void {
  const token = tokens.peek();
  if (takeSymbol(tokens, symbol)) return;
  throw new MistakeAt(token.at, messages.unclosed(describeToken(token), symbol, opening.text));
}

function deeper(depth: number, at: number): number {
  if (depth >= maxDepth) throw new MistakeAt(at, messages.tooDeep(maxDepth));
  return depth + 1;
}
