/** How the stepper was left: the parts of the screen that keys change, and a question of practice. */
export interface SessionView {
  /** The index of the parameter that the user selected. Undefined: each step selects its own parameter. */
  readonly parameter?: number | undefined;
  readonly expansion: SavedExpansion;
  /** The names of the focused panel and of the picture. */
  readonly panel: string;
  readonly picture: string;
  readonly isZoomed: boolean;
  /** The number of hidden rows of the formula. Undefined if the user has not scrolled. */
  readonly scroll?: number | undefined;
  readonly decimals: number;
  readonly isByHand: boolean;
  readonly prediction: 'off' | 'question' | 'answer';
  /** The index of the speed of automatic runs. */
  readonly speed: number;
  /** The index of the chapter that is shown. */
  readonly chapter?: number | undefined;
  readonly practice: SavedPractice;
}

/** The expanded factors of the formula of one parameter. */
export interface SavedExpansion {
  readonly parameter: number;
  /** Names of the expanded quantities. */
  readonly names: readonly string[];
  /** The index of the selected factor. */
  readonly focusedFactor?: number | undefined;
}

export interface SavedPractice {
  readonly tally: { readonly asked: number; readonly right: number; readonly atFirstTry: number };
  /** The names of the quantities whose questions are over. */
  readonly done: readonly string[];
  /** The learner's answers to questions of the update `answersUpdate`, by the name of the quantity. */
  readonly answers: Readonly<Record<string, number>>;
  readonly answersUpdate: number;
  readonly question?: SavedQuestion | undefined;
}

/** A question on the screen, open or over. */
export interface SavedQuestion {
  readonly name: string;
  /** The position of the step whose result is asked for. */
  readonly asked: { readonly update: number; readonly step: number };
  readonly typed: string;
  /** The last answer that was judged. Its judgement is not saved, but made again. */
  readonly given: string;
  readonly wrongAnswers: number;
  readonly hintsGiven: number;
  readonly isOver: boolean;
}
