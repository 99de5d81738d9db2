import type { ActivationName } from '../../engine/models/activations.ts';
import type { BatchConvention } from '../../engine/practice/marking/conventions.ts';
import type { Tally } from '../../engine/practice/practice-session.ts';
import type { Area } from '../../engine/practice/slips/slip.ts';
import type { SlipName } from '../../engine/practice/slips/slip-table.ts';
import type { Phase } from '../../engine/steps/schedule.ts';
import type { Reduction } from '../../engine/training/experiment.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import type { RuleWords } from '../../notation/reasons.ts';
import type { FactorGroup, NarrationFact, NoticeFact, PromptProblem, QuestionSubject, SlipFacts } from './facts.ts';
import type { WordTable } from './word-table.ts';

/** The facts in `Fact` that have the kind `Kind`. */
type FactOf<Fact extends { readonly kind: string }, Kind> = Fact extends unknown
  ? Kind extends Fact['kind']
    ? Fact
    : never
  : never;

export type NarrationMessages = {
  readonly [Kind in NarrationFact['kind']]: (fact: FactOf<NarrationFact, Kind>) => string;
};

export type NoticeMessages = {
  readonly [Kind in NoticeFact['kind']]: (fact: FactOf<NoticeFact, Kind>) => string;
};

/** The text of a change, such as "w5 to 0.4". */
export interface ChangeMessages {
  value(name: string, value: string): string;
  optimizer(method: string, settings: readonly string[]): string;
  activation(layer: number, activation: ActivationName): string;
}

/** How a learner's numbers differ from the network's layout and conventions. The phrases are joined by semicolons. */
export interface MarkingMessages {
  readonly inputsByUnits: string;
  readonly samplesAsColumns: string;
  readonly batch: Readonly<Record<Exclude<BatchConvention, 'network'>, (size: number) => string>>;
  lossFactor(factor: number): string;
  readonly descent: string;
  twoSlips(first: string, second: string): string;
}

export interface PracticeMessages {
  title(symbol: string): string;
  asked(symbol: string, digits: number): string;
  readonly howToAnswer: string;
  hidden(symbol: string): string;
  hint(number: number, all: number): string;
  readonly nextHintIsAnswer: string;
  tally(tally: Tally): string;
  unreadable(given: string): string;
  readonly noNumber: string;
  tooShort(given: string, digits: number): string;
  /** 'own': the answer follows from the user's own earlier wrong answer. */
  right(given: string, how: 'exact' | 'by hand' | 'cut off' | 'own'): string;
  wrong(given: string, advice: string): string;
  readonly noSlip: string;
  /** One factor of a typed product is wrong. `is` names the quantity that it is. */
  replacedFactor(typed: string, expected: string, is: string | undefined): string;
  manySlips(count: number): string;
  slips(texts: readonly string[]): string;
  /** The areas of a calculation to look at, such as its paths, and a question. More than two areas are not named. */
  areas(areas: readonly Area[], question: string): string;
  readonly areaQuestions: Readonly<Record<Area, (subject: QuestionSubject) => string>>;
  /** The first hint. */
  hintQuestion(subject: QuestionSubject, delta: string): string;
  path(unit: string): string;
  factorGroup(group: FactorGroup, delta: string): string;
}

/** A sign on screen, and what it means. */
export interface LegendEntry {
  readonly sign: string;
  readonly meaning: string;
}

/**
 * Every word on screen and every spoken word in one language. The English words of an action, a panel or a picture are
 * in its own file; `actions`, `panels` and `pictures` replace them in other languages.
 */
export interface Messages {
  readonly actions: WordTable;
  readonly panels: WordTable;
  readonly pictures: WordTable;
  readonly narration: NarrationMessages;
  readonly notices: NoticeMessages;
  readonly problems: Readonly<Record<PromptProblem, string>>;
  readonly changes: ChangeMessages;
  readonly practice: PracticeMessages;
  readonly marking: MarkingMessages;
  readonly slips: Readonly<Record<SlipName, (facts: SlipFacts) => string>>;
  /** The rules of calculus that lead to a line of a derivation. */
  readonly rules: RuleWords;
  readonly screen: ScreenMessages;
  readonly help: HelpMessages;
  readonly speech: SpeechMessages;
  legend(glyphs: Glyphs): readonly LegendEntry[];
  /** The legend for a formula. */
  formulaLegend(glyphs: Glyphs): readonly LegendEntry[];
}

/** The words in the rows above and below the panels. */
export interface ScreenMessages {
  readonly program: string;
  readonly phases: Readonly<Record<Phase, string>>;
  epoch(number: number): string;
  sample(number: number, all: number): string;
  samples(first: number, last: number, all: number): string;
  batch(number: number, all: number): string;
  update(number: number): string;
  readonly momentum: string;
  readonly nesterov: string;
  /** Shown in the title while the user predicts results. */
  readonly predicting: string;
  /** The error over all samples, if they are one batch. `error` is its name: E_total. */
  readonly batchError: Readonly<Record<Reduction, (error: string) => string>>;
  /** The error over all samples, if `error` is the error of a smaller batch. */
  errorOfAll(error: string): string;
  tooSmall(columns: number, rows: number): string;
  /** `percent` is undefined for a move back, whose progress is unknown. */
  travelling(present: number, target: number, percent: number | undefined): string;
  running(perSecond: number, stride: 'step' | 'epoch'): string;
  /** Shown in place of a value that the user is still to predict. */
  readonly unknownValue: string;
  readonly predict: string;
  /** A number of the learner's own program. */
  own(number: string): string;
  chapter(number: number, text: string): string;
  /** The keys of the chapters, shown only if the lesson has chapters. */
  readonly chapterKeys: string;
  more(count: number): string;
}

export interface HelpMessages {
  readonly title: string;
  readonly legend: string;
  /** The titles above the keys of practice and of prompts. */
  readonly practiceKeys: string;
  readonly promptKeys: string;
  refused(help: string, refusal: string): string;
}

/** What a screen reader says besides the rows of the screen. */
export interface SpeechMessages {
  phase(name: string, epoch: number): string;
  travelling(target: number): string;
  panel(name: string): string;
  zoomed(isOn: boolean, name: string): string;
  opened(factor: string): string;
  closed(name: string): string;
  chapter(number: number, text: string): string;
  readonly start: string;
  readonly endOfHelp: string;
  parameter(name: string, value: string): string;
  gradient(value: string): string;
  newValue(value: string): string;
  readonly frozen: string;
  decimals(count: number): string;
  key(key: string, help: string): string;
  readonly answer: string;
}
