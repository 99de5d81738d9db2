import type { Messages } from '../messages.ts';
import { ruleWords } from './calculus-words.ts';
import { formulaLegend, legend } from './legend-words.ts';
import { marking } from './marking-words.ts';
import { narration } from './narration-words.ts';
import { changes, notices, problems } from './notice-words.ts';
import { practice } from './practice-words.ts';
import { help, screen, speech } from './screen-words.ts';
import { slips } from './slip-words.ts';

/** English. The words of actions, panels and pictures are in their own files. */
export const english: Messages = {
  actions: {},
  panels: {},
  pictures: {},
  narration,
  notices,
  problems,
  changes,
  practice,
  marking,
  slips,
  rules: ruleWords,
  screen,
  help,
  speech,
  legend,
  formulaLegend,
};
